import {
  messageFor,
  SearchImageUploader,
  UploaderActions,
  UploaderDetails,
  UploaderDropzone,
  UploaderMessage,
  UploaderPreview,
  UploaderProgress,
  UploaderRoot,
  UploaderTrigger,
  UploaderValidity,
  useSearchImageUpload,
  type UploadState,
} from '../../src/index.js'
import { useDemoControl } from '../lib/useDemoControl.js'

/** A search box and the uploader in one row of constant height. */
export function BesideSearchBox() {
  const control = useDemoControl()
  return (
    <search style={{ display: 'flex', gap: '0.5rem', alignItems: 'center' }}>
      <input
        type="search"
        aria-label="Search"
        placeholder="Search"
        style={{ flex: '1 1 8rem', minInlineSize: 0, font: 'inherit', padding: '0.9rem' }}
      />
      <div style={{ flex: '1 1 18rem', minInlineSize: 0 }}>
        <SearchImageUploader control={control} variant="compact" paste="page" dropOnPage />
      </div>
    </search>
  )
}

/**
 * With your own elements: `getRootProps` is for the drop area, `getTriggerProps` for the button,
 * `getInputProps` for the hidden input.
 */
export function Headless() {
  const control = useDemoControl()
  const { state, getRootProps, getTriggerProps, getInputProps } = useSearchImageUpload({ control })
  return (
    <div {...getRootProps({ style: { border: '2px dotted', padding: '1rem' } })}>
      <button {...getTriggerProps()} type="button">
        {'image' in state && state.image ? 'Another image' : 'Pick an image'}
      </button>
      <input {...getInputProps({ 'aria-label': 'Image' })} />
      <p role="status">{sentence(state)}</p>
    </div>
  )
}

/** The state is a union: a switch over `status` narrows it to the members of that status. */
function sentence(state: UploadState): string {
  if (state.rejection) return messageFor(state.rejection)
  switch (state.status) {
    case 'uploading':
      return `${Math.round(state.progress.fraction * 100)} %`
    case 'success':
      return `Done: ${state.asset.assetKey}`
    case 'error':
      return messageFor(state.error)
    default:
      return state.status
  }
}

/** The parts in a column; a part without content renders nothing. */
export function OwnLayout() {
  const control = useDemoControl()
  return (
    <UploaderRoot control={control} classNames={{ root: 'shop-uploader', primary: 'shop-button' }}>
      <UploaderDropzone />
      <UploaderDetails />
      <UploaderPreview style={{ minBlockSize: '6rem' }} />
      <UploaderProgress />
      <UploaderMessage />
      <UploaderActions>
        <UploaderValidity />
        <UploaderTrigger>Another one</UploaderTrigger>
      </UploaderActions>
    </UploaderRoot>
  )
}

const BRIEF: Partial<Record<UploadState['status'], string>> = {
  uploading: 'Sending the image',
  success: 'Image ready',
  error: 'Image not sent',
}

/** One upload, two views. */
export function SharedUpload() {
  const control = useDemoControl()
  const { state } = useSearchImageUpload({ control, paste: false })
  return (
    <div style={{ display: 'grid', gap: '0.75rem' }}>
      <p role="status" aria-label="Upload">
        {BRIEF[state.status] ?? 'No image yet'}
      </p>
      <SearchImageUploader control={control} />
    </div>
  )
}
