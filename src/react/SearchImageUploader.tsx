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
import { useOwnUploader } from './useSearchImageUpload.js'
import { useWholeFocus } from './lib/useWholeFocus.js'

/**
 * Takes one image to search with: chosen, dropped, pasted or captured; checks it, makes it smaller,
 * uploads it once and confirms it. A form field where it has a `name`.
 */
export const SearchImageUploader: ForwardRefExoticComponent<
  SearchImageUploaderProps & RefAttributes<SearchImageUploaderHandle>
> = forwardRef<SearchImageUploaderHandle, AllProps>(function SearchImageUploader(props, ref) {
  const { look, options } = splitProps(props)
  const { id, name, form, onValueChange, ...rootProps } = look
  const focus = useWholeFocus(look)
  const own = useOwnUploader(options)
  const control = props.control ?? own
  return (
    <UploaderRoot
      {...rootProps}
      {...focus}
      control={control}
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

/** Inside the root, where the file dialog can be opened. */
function Handle({ handle }: { handle: ForwardedRef<SearchImageUploaderHandle> }) {
  const { control, chooser, reset } = useUploaderContext()
  const { open, rootRef } = chooser
  useImperativeHandle(
    handle,
    () => ({
      open,
      // React Hook Form calls it for a field's text, without a selection.
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
