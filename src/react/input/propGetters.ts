import { useCallback, type DragEvent, type HTMLAttributes, type RefObject } from 'react'
import type { ImageFormat } from '../../core/spec.js'
import type { ImageSelection } from '../../core/uploader/selection.js'
import { acceptString } from './accept.js'
import { both } from './both.js'
import type { Chooser, InputProps, RootProps } from './chooser.js'
import { single } from './once.js'
import { selectionOf } from './transfer.js'
import type { DragTracker } from './useDragTracker.js'
import { dragHandlers, type useFiles } from './useFiles.js'

type Files = ReturnType<typeof useFiles>

interface RootParts {
  readonly getZoneProps: Files['getZoneProps']
  readonly drag: DragTracker
  readonly getReady: () => void
  readonly take: (selection: ImageSelection) => void
  readonly isForUs: (event: DragEvent<HTMLElement>) => boolean
}

export function useRootProps(parts: RootParts): Chooser['getRootProps'] {
  const { getZoneProps, drag, getReady, take, isForUs } = parts
  return useCallback(
    (props: HTMLAttributes<HTMLElement> = {}): RootProps => {
      const onDrop = (event: DragEvent<HTMLElement>) => {
        drag.end()
        const selection = selectionOf(event.dataTransfer)
        if ('none' in selection) take(selection)
      }
      const onDragEnter = both(drag.enter, getReady)
      const zone = getZoneProps({ onDragEnter, onDragLeave: drag.leave, onDrop })
      // `props` twice, because react-dropzone drops the handlers of features that are turned off.
      return { ...getZoneProps(props), ...props, ...dragHandlers(props, zone, isForUs) }
    },
    [getZoneProps, drag, getReady, take, isForUs],
  )
}

export function useTriggerProps(disabled: boolean, open: () => void): Chooser['getTriggerProps'] {
  return useCallback(
    (props = {}) => ({
      type: 'button',
      disabled,
      ...props,
      onClick: both(props.onClick, single(open)),
    }),
    [disabled, open],
  )
}

interface InputParts {
  readonly getFileProps: Files['getFileProps']
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly accept: readonly ImageFormat[]
  readonly disabled: boolean
  readonly getReady: () => void
}

export function useInputProps(parts: InputParts): Chooser['getInputProps'] {
  const { getFileProps, inputRef, accept, disabled, getReady } = parts
  return useCallback(
    (props = {}): InputProps => {
      // A label around the uploader clicks the input directly, not through the trigger.
      const onClick = both(props.onClick, getReady)
      const own = { accept: acceptString(accept), disabled, ...HIDDEN, ...props, onClick }
      return { ...getFileProps(own), ref: inputRef }
    },
    [getFileProps, inputRef, accept, disabled, getReady],
  )
}

/**
 * Only the trigger leads to the file input, and it belongs to no form: the form field is
 * `UploaderField`. react-dropzone's inline style is removed, because it violates a strict CSP in
 * server-rendered pages, and its label, because it is English.
 */
const HIDDEN = { hidden: true, form: '', style: undefined, 'aria-label': undefined } as const
