import { selectionOf } from '../transfer.js'
import { membersThat, type Page } from './members.js'
import { takesText } from './targets.js'

/**
 * Gives a paste to the uploader that has the focus, else to the one with `paste="page"` that was
 * mounted last. The listener is on the window, because browsers send a paste to the element with
 * the text selection, which is not a focused button
 * (https://w3c.github.io/clipboard-apis/#fire-a-clipboard-event).
 */
export function paste(event: ClipboardEvent, page: Page): void {
  if (event.defaultPrevented || event.clipboardData === null) return
  const selection = selectionOf(event.clipboardData)
  const isText = takesText(event)
  const able = membersThat(page, (member) => member.paste !== false && member.isEnabled())
  const focused = able.find(({ rootRef }) => rootRef.current?.matches(':focus-within'))
  const member = focused ?? (isText ? undefined : able.findLast((one) => one.paste === 'page'))
  if (member === undefined || ('none' in selection && (focused === undefined || isText))) return
  event.preventDefault()
  member.take(selection)
}
