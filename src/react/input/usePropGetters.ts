import { useMemo, type DragEvent, type RefObject } from 'react'
import type { ImageFormat } from '../../core/spec.js'
import type { ImageSelection } from '../../core/uploader/selection.js'
import { acceptString } from './accept.js'
import { both, single } from './handlers.js'
import type { Chooser } from './chooser.js'
import { selectionOf } from './transfer.js'
import type { DragTracker } from './useDragTracker.js'
import { dragHandlers, type useFiles } from './useFiles.js'

/** What the props of the three elements call. */
interface Actions {
  readonly files: Pick<ReturnType<typeof useFiles>, 'getRootProps' | 'getInputProps'>
  readonly drag: DragTracker
  readonly getReady: () => void
  readonly open: () => void
  readonly take: (selection: ImageSelection) => void
  readonly isForUs: (event: DragEvent<HTMLElement>) => boolean
}

type Getters = Pick<Chooser, 'getRootProps' | 'getTriggerProps' | 'getInputProps'>

/** The prop getters; they change with their arguments only. */
export function usePropGetters(
  { files, drag, getReady, open, take, isForUs }: Actions,
  inputRef: RefObject<HTMLInputElement | null>,
  accept: readonly ImageFormat[],
  disabled: boolean,
): Getters {
  const { getRootProps, getInputProps } = files
  return useMemo(() => {
    const onDrop = (event: DragEvent<HTMLElement>) => {
      drag.end()
      const selection = selectionOf(event.dataTransfer)
      if ('none' in selection) take(selection)
    }
    const zoneProps = {
      onDragEnter: both(drag.enter, getReady),
      onDragLeave: drag.leave,
      onDrop,
    }
    return {
      getRootProps: (props = {}) => ({
        ...getRootProps(props),
        // Again, because react-dropzone drops the handlers of features that are turned off.
        ...props,
        ...dragHandlers(props, getRootProps(zoneProps), isForUs),
      }),
      getTriggerProps: (props = {}) => ({
        type: 'button',
        disabled,
        ...props,
        onClick: both(props.onClick, single(open)),
      }),
      getInputProps: (props = {}) => {
        // A label around the uploader clicks the input directly, not through the trigger.
        const onClick = both(props.onClick, getReady)
        const own = { accept: acceptString(accept), disabled, ...HIDDEN, ...props, onClick }
        return { ...getInputProps(own), ref: inputRef }
      },
    }
  }, [accept, disabled, drag, getInputProps, getReady, getRootProps, inputRef, isForUs, open, take])
}

/**
 * Only the trigger leads to the file input, and it belongs to no form: the form field is
 * `UploaderField`. react-dropzone's inline style is removed, because it violates a strict CSP in
 * server-rendered pages, and its label, because it is English.
 */
const HIDDEN = { hidden: true, form: '', style: undefined, 'aria-label': undefined } as const
