'use client'
import {
  forwardRef,
  useImperativeHandle,
  type ForwardedRef,
  type ForwardRefExoticComponent,
  type RefAttributes,
} from 'react'
import type { ImageSelection } from '../core/uploader/selection.js'
import { resolveLimits } from '../core/spec.js'
import { useUploaderContext } from './view/context.js'
import { focusChooser } from './lib/focusChooser.js'
import { UploaderActions } from './parts/UploaderActions.js'
import { UploaderBody } from './parts/UploaderBody.js'
import { UploaderDetails } from './parts/UploaderDetails.js'
import { UploaderDropzone } from './parts/UploaderDropzone.js'
import { UploaderField } from './parts/UploaderField.js'
import { UploaderPreview } from './parts/UploaderPreview.js'
import { UploaderRoot } from './parts/UploaderRoot.js'
import type { AllProps, SearchImageUploaderHandle, SearchImageUploaderProps } from './props.js'
import { splitProps } from './splitProps.js'
import { useUploader } from './useSearchImageUpload.js'
import { useWholeFocus } from './lib/useWholeFocus.js'

/**
 * Takes one image to search with (by file dialog, drop, paste or camera), validates it, makes it
 * smaller, uploads it once and confirms the upload. With a `name` it is a form field.
 * @param props Where the image goes (`endpoint`, own functions, or another view's `control`), what
 * is accepted, the look and the form field. The `ref` receives a `SearchImageUploaderHandle`.
 * @returns The whole uploader.
 * @example
 * <SearchImageUploader
 *   endpoint="/api/search-image"
 *   onUploadComplete={(asset) => search(asset.assetKey)}
 * />
 */
export const SearchImageUploader: ForwardRefExoticComponent<
  SearchImageUploaderProps & RefAttributes<SearchImageUploaderHandle>
> = forwardRef<SearchImageUploaderHandle, AllProps>(function SearchImageUploader(props, ref) {
  const { look, options } = splitProps(props)
  const { id, name, form, onValueChange, ...rootProps } = look
  const focus = useWholeFocus(look)
  return (
    <UploaderRoot
      {...rootProps}
      {...focus}
      control={useUploader(options)}
      limits={props.control ? props.control.limits : resolveLimits(props)}
      triggerId={id}
    >
      <UploaderDropzone />
      <UploaderPreview />
      <UploaderDetails />
      <UploaderBody />
      <UploaderActions />
      <UploaderField name={name} form={form} onValueChange={onValueChange} />
      <Handle handle={ref} />
    </UploaderRoot>
  )
})

/** Fills the `ref`. Inside the root, because the root's context opens the file dialog. */
function Handle({ handle }: { handle: ForwardedRef<SearchImageUploaderHandle> }) {
  const { control, chooser, reset } = useUploaderContext()
  const { open, rootRef } = chooser
  useImperativeHandle(
    handle,
    () => ({
      open,
      // React Hook Form calls the `select` of a field without an argument, to select its text.
      select: (selection?: ImageSelection) => selection && control.select(selection),
      upload: control.upload,
      retry: control.retry,
      cancel: control.cancel,
      reset,
      focus: () => focusChooser(rootRef.current),
    }),
    [control, open, reset, rootRef],
  )
  return null
}
