import type { DragEvent, HTMLAttributes } from 'react'
import { useDropzone } from 'react-dropzone'
import type { ImageSelection } from '../../core/uploader/selection.js'
import { both } from './handlers.js'
import { filesOf, type FilesEvent } from './transfer.js'

/**
 * react-dropzone, which reads drops and the file input. These parts of it are not used:
 * - its click and key handling makes the whole zone a focus stop without a name
 * - its paste handling does not receive a paste while a button has the focus
 * - its guard of the document prevents drops of text into inputs of the host app
 * - its `accept` rejects by name and type what only the content can decide
 */
export function useFiles(take: (selection: ImageSelection) => void, disabled: boolean) {
  const { rootRef, getRootProps, getInputProps } = useDropzone({
    noClick: true,
    noKeyboard: true,
    noPaste: true,
    preventDropOnDocument: false,
    multiple: false,
    disabled,
    getFilesFromEvent: (event) => Promise.resolve(filesOf(event as FilesEvent)),
    onDrop(accepted, rejections, event) {
      const files = [...accepted, ...rejections.map(({ file }) => file)]
      // A change without files is a cancelled dialog: the present image stays.
      if (files.length > 0) take(files)
      // Cleared, so that selecting the same file again is a change.
      const { target } = event as FilesEvent
      if (target?.files) target.value = ''
    },
  })
  return { rootRef, getRootProps, getInputProps }
}

const DRAG_EVENTS = ['onDragEnter', 'onDragOver', 'onDragLeave', 'onDrop'] as const

type Handlers = Pick<HTMLAttributes<HTMLElement>, (typeof DRAG_EVENTS)[number]>

/**
 * The drag handlers of the root. The host app's handlers are called for every drag; the zone's own
 * only for a drag that could be for the uploader, and never while it is disabled.
 */
export const dragHandlers = (
  host: Handlers,
  zone: Handlers,
  isForUs: (event: DragEvent<HTMLElement>) => boolean,
): Handlers =>
  Object.fromEntries(
    DRAG_EVENTS.map((name) => [
      name,
      both(host[name], (event: DragEvent<HTMLElement>) => isForUs(event) && zone[name]?.(event)),
    ]),
  )
