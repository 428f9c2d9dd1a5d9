import type { KeyboardEvent } from 'react'
import type { UploaderContextValue } from '../view/context.js'
import { bubbleFailureOf, dismissibleOf, isCancellable } from '../view/view.js'

/**
 * Closed by Escape themselves, so that a press inside one of them is theirs. Libraries disagree on
 * whether they look first, and at `defaultPrevented`. Ant Design's popover is a `tooltip`, MUI's
 * has no role.
 */
const DIALOG =
  'dialog, [popover], [role=dialog], [role=alertdialog], [role=tooltip], [aria-modal=true], .MuiModal-root'

/**
 * Ends the first that exists: a rejection or another sentence that was put beside the image, then a
 * running upload.
 */
export function pressEscape(
  event: KeyboardEvent<HTMLElement>,
  context: UploaderContextValue,
): void {
  const act = isForUs(event) ? actionOf(context) : undefined
  if (act === undefined) return
  event.preventDefault()
  act()
}

function isForUs({
  key,
  repeat,
  keyCode,
  nativeEvent,
  currentTarget,
  target,
  isDefaultPrevented,
}: KeyboardEvent<HTMLElement>): boolean {
  // With 229 it belongs to the input method, in Safari after `isComposing` has ended.
  if (
    key !== 'Escape' ||
    repeat ||
    nativeEvent.isComposing ||
    keyCode === 229 ||
    isDefaultPrevented()
  )
    return false
  // React's events come through portals, too.
  if (!currentTarget.contains(target as Node)) return false
  // Through shadow trees and slots. By shape: the view may stand in another window.
  return !nativeEvent
    .composedPath()
    .some((element) => (element as Partial<Element>).matches?.(DIALOG))
}

function actionOf(context: UploaderContextValue): (() => void) | undefined {
  const { state, control, disabled, readOnly, invalid, stop, dismiss } = context
  if (disabled || readOnly) return undefined
  const rejection = dismissibleOf(state)
  if (rejection !== undefined) return () => dismiss(rejection)
  if (invalid !== undefined) return () => stop(undefined)
  const failure = bubbleFailureOf(state, context)
  if (failure !== undefined) return () => dismiss(failure)
  return isCancellable(state) ? () => control.cancel() : undefined
}
