import type { KeyboardEvent } from 'react'
import type { UploaderContextValue } from '../view/context.js'

/**
 * Elements that Escape closes; a key press inside one of them is for that element.
 * `defaultPrevented` does not show that: libraries differ in whether they handle the key first and
 * whether they check it. Ant Design's popover has the role `tooltip`, MUI's has no role.
 */
const DIALOG =
  'dialog, [popover], [role=dialog], [role=alertdialog], [role=tooltip], [aria-modal=true], .MuiModal-root'

/**
 * Handles Escape: dismisses a rejection, else another sentence beside the image, else cancels what
 * runs.
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
  // With key code 229 the input method handles the key; in Safari also after `isComposing` ended.
  if (
    key !== 'Escape' ||
    repeat ||
    nativeEvent.isComposing ||
    keyCode === 229 ||
    isDefaultPrevented()
  )
    return false
  // React's events also bubble through portals.
  if (!currentTarget.contains(target as Node)) return false
  // The path crosses shadow trees and slots. No `instanceof`: the view may be in another window,
  // which has classes of its own.
  return !nativeEvent
    .composedPath()
    .some((element) => (element as Partial<Element>).matches?.(DIALOG))
}

function actionOf(context: UploaderContextValue): (() => void) | undefined {
  const { view, control, disabled, readOnly, invalid, stop, dismiss } = context
  if (disabled || readOnly) return undefined
  const rejection = view.dismissible
  if (rejection !== undefined) return () => dismiss(rejection)
  if (invalid !== undefined) return () => stop(undefined)
  const failure = view.bubbleFailure
  if (failure !== undefined) return () => dismiss(failure)
  return view.isCancellable ? () => control.cancel() : undefined
}
