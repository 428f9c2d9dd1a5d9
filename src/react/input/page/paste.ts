import { selectionOf } from '../transfer.js'
import { membersThat, type Page } from './members.js'
import { takesText } from './targets.js'

/**
 * Taken by the uploader that has the focus, else by the page-wide one that was mounted last. On the
 * window, because a paste goes to the element that holds the selection, which a focused button does
 * not (https://w3c.github.io/clipboard-apis/#fire-a-clipboard-event).
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
