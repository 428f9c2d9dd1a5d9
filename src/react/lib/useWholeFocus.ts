import { useRef, type FocusEvent, type FocusEventHandler } from 'react'

interface FocusHandlers {
  onFocus?: FocusEventHandler<HTMLDivElement> | undefined
  onBlur?: FocusEventHandler<HTMLDivElement> | undefined
}

/**
 * `onFocus` and `onBlur` of the uploader as one field. They are not called while the focus moves
 * inside, or while the file dialog or another window has it.
 */
export function useWholeFocus({ onFocus, onBlur }: FocusHandlers) {
  const inside = useRef(false)
  return {
    onFocus: (event: FocusEvent<HTMLDivElement>) => {
      if (!inside.current) onFocus?.(event)
      inside.current = true
    },
    onBlur: (event: FocusEvent<HTMLDivElement>) => {
      if (keepsFocus(event)) return
      inside.current = false
      onBlur?.(event)
    },
  }
}

function keepsFocus({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>): boolean {
  const { activeElement } = currentTarget.getRootNode() as Document | ShadowRoot
  return currentTarget.contains(relatedTarget) || currentTarget.contains(activeElement)
}
