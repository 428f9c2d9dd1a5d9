import { useCallback, useRef, useState, type RefObject } from 'react'
import type { Uploader } from '../../core/uploader/uploader.js'
import type { ImageSelection } from '../../core/uploader/selection.js'
import type { Chooser, ChooserOptions } from './chooser.js'
import { dragState, type DragState } from './transfer.js'
import { useDragTracker } from './useDragTracker.js'
import { useFiles } from './useFiles.js'
import { usePageInput } from './usePageInput.js'
import { usePropGetters } from './usePropGetters.js'

/** Receives images by file dialog, drop and paste. The uploader validates them. */
export function useChooser(control: Uploader, options: ChooserOptions = {}): Chooser {
  const { disabled = false, accept = control.limits.accept } = options
  const { paste = 'focus', dropOnPage = false, guardPage = true } = options
  const inputRef = useRef<HTMLInputElement>(null)
  const [isEnabled, take, getReady, open] = useActions(control, inputRef, disabled)
  const [dragged, drag] = useDragTracker(useCallback((data) => dragState(data, accept), [accept]))
  const [pageDrag, setPageDrag] = useState<DragState | null>(null)
  const files = useFiles(take, disabled)
  const { rootRef } = files
  const isForUs = usePageInput({
    ...{ rootRef, isEnabled, take, paste, dropOnPage, guardPage },
    showDrag: (data) => setPageDrag(data && dragState(data, accept)),
    endDrag: drag.end,
  })
  const actions = { files, drag, getReady, open, take, isForUs }
  return {
    dragState: disabled ? null : dragged,
    pageDragState: disabled ? null : pageDrag,
    rootRef,
    open,
    take,
    ...usePropGetters(actions, inputRef, accept, disabled),
  }
}

type InputRef = RefObject<HTMLInputElement | null>

function useActions(control: Uploader, inputRef: InputRef, disabled: boolean) {
  // Asks the element too, because a disabled fieldset disables its inputs without a prop.
  const isEnabled = useCallback(
    () => !disabled && inputRef.current?.matches(':disabled') !== true,
    [disabled, inputRef],
  )
  const take = useCallback(
    (selection: ImageSelection) => {
      if (isEnabled()) control.select(selection)
    },
    [control, isEnabled],
  )
  // The file dialog or the drag takes seconds, in which the worker can start.
  const getReady = useCallback(() => control.warmUp?.(), [control])
  const open = useCallback(() => inputRef.current?.click(), [inputRef])
  return [isEnabled, take, getReady, open] as const
}
