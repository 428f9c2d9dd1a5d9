/**
 * What a drag, a drop or a paste carries. Read synchronously, because a `DataTransfer` is empty
 * once its event is over.
 */
import { FORMATS, type ImageFormat } from '../../core/spec.js'
import type { ImageSelection } from '../../core/uploader/selection.js'

/**
 * What a drop would do. `unknown`: the browser does not give the type during the drag (HEIC on
 * Windows and Linux has an empty type), so only the drop can decide.
 */
export type DragState = 'accept' | 'reject' | 'unknown'

/** During a drag, browsers give only the number of items and their declared MIME types. */
export function dragState(data: DataTransfer, accept: readonly ImageFormat[]): DragState {
  const files = Array.from(data.items).filter((item) => item.kind === 'file')
  // Safari gives no items before the drop.
  if (files.length === 0) return carriesFiles(data) ? 'unknown' : 'reject'
  if (files.length > 1) return 'reject'
  const type = files[0]?.type ?? ''
  if (type === '') return 'unknown'
  return accept.some(
    (format) => FORMATS[format].type === type || FORMATS[format].otherTypes.includes(type),
  )
    ? 'accept'
    : 'reject'
}

export const carriesFiles = (data: DataTransfer): boolean => data.types.includes('Files')

/**
 * Types that browsers give to dragged text, links and images. Most pages that drag their own items
 * add another type.
 */
const BROWSER_TYPE =
  /^(text\/(plain|html|rtf|uri-list|_moz.*|x-moz.*)|image\/.*|application\/x-moz.*)$/i

/**
 * Whether the uploader responds to what is dragged over it: to files, links and text. Not to items
 * of the host app, which have a type of their own, only text, or no data.
 * @param isItem The drag began at an element with `draggable="true"`.
 */
export function couldBeImage(data: DataTransfer, isItem: boolean): boolean {
  if (carriesFiles(data)) return true
  const { types } = data
  return (
    types.every((type) => BROWSER_TYPE.test(type)) &&
    (isItem ? types.includes('text/uri-list') : types.length > 0)
  )
}

/**
 * All files, or why there are none. An image that is dragged from another page is a file if the
 * browser gives its bytes, else a link.
 */
export function selectionOf(data: DataTransfer): Exclude<ImageSelection, Blob> {
  // Browsers list a folder among the files, with size 0 or 4096; only its entry identifies it.
  if (
    Array.from(data.items).some(
      (item) => item.kind === 'file' && item.webkitGetAsEntry?.()?.isDirectory,
    )
  )
    return { none: 'folder' }
  const files = Array.from(data.files)
  if (files.length > 0) return files
  if (data.types.includes('text/uri-list') || isAddress(data.getData('text/plain')))
    return { none: 'link' }
  return { none: data.types.some((type) => type.startsWith('text/')) ? 'text' : 'nothing' }
}

const isAddress = (text: string): boolean => /^\s*(https?:\/\/|data:image\/)\S+\s*$/i.test(text)

/**
 * A drop, or the change of a file input. Checked without `instanceof`, because the event may come
 * from another window, which has classes of its own.
 */
export interface FilesEvent {
  readonly dataTransfer?: DataTransfer | null
  readonly target?: { readonly files?: FileList | null; value?: string } | null
}

/** The files of an event, for react-dropzone. */
export function filesOf({ dataTransfer, target }: FilesEvent): File[] {
  if (dataTransfer) return 'none' in selectionOf(dataTransfer) ? [] : Array.from(dataTransfer.files)
  return Array.from(target?.files ?? [])
}
