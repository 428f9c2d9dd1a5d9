import { useLayoutEffect, useRef } from 'react'
import { useUploaderContext } from './context.js'

const BUBBLE = '[data-part=rejection], [data-part=hint][data-tone]'

/**
 * Shows the bubble of one row in the top layer: whatever cuts off what is in it (a pill with `overflow: hidden`, a list that
 * scrolls) would hide it otherwise. The style sheet puts it under the row by an anchor. Where that does not work, it stays as
 * it was: positioned in the row.
 */
export function useBubble(): void {
  const { chooser, variant } = useUploaderContext()
  const raised = useRef<HTMLElement | null>(null)
  // After each render: a new sentence is a new element.
  useLayoutEffect(() => {
    const bubble = variant === 'compact' ? (chooser.rootRef.current?.querySelector<HTMLElement>(BUBBLE) ?? null) : null
    if (bubble === raised.current) return
    lower(raised.current)
    raised.current = bubble
    if (bubble !== null) raise(bubble)
  })
}

function raise(bubble: HTMLElement): void {
  const view = bubble.ownerDocument.defaultView
  if (!view?.CSS.supports('anchor-scope', '--row') || !bubble.isConnected || typeof bubble.showPopover !== 'function') return
  // An element with a `popover` attribute and without a role would be a group.
  if (!bubble.hasAttribute('role')) bubble.setAttribute('role', 'paragraph')
  bubble.popover = 'manual'
  bubble.showPopover()
  const [row, box] = [boxOfRow(bubble), bubble.getBoundingClientRect()]
  bubble.toggleAttribute('data-above', box.bottom > view.innerHeight && row.top > view.innerHeight - row.bottom)
  if (!isAtRow(bubble)) lower(bubble)
}

const boxOfRow = (bubble: HTMLElement) => bubble.closest('[data-part=surface]')?.getBoundingClientRect() ?? new DOMRect()

/** Not where a browser leaves transforms out of account, or the host has said something else of the place. */
function isAtRow(bubble: HTMLElement): boolean {
  const [row, { left, top, bottom }] = [boxOfRow(bubble), bubble.getBoundingClientRect()]
  const gap = Math.min(Math.abs(top - row.bottom), Math.abs(row.top - bottom))
  return Math.abs(left - row.left) <= 2 && gap <= 12
}

function lower(bubble: HTMLElement | null): void {
  bubble?.removeAttribute('popover')
}
