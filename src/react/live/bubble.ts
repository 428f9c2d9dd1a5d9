import { useLayoutEffect, useRef } from 'react'
import { useUploaderContext } from '../view/context.js'

const BUBBLE = '[data-part=rejection], [data-part=hint][data-tone]'

/**
 * Between the row and the bubble, and from the row's edge to the edge of the bubble, in CSS pixels.
 */
const GAP = 5
const EDGE = 1

/**
 * Shows the bubble of one row in the top layer: whatever cuts off what is in it (a pill with
 * `overflow: hidden`, a list that scrolls) would hide it otherwise. The style sheet puts it under
 * the row by an anchor, or at the place that is measured here where a browser has no such anchors
 * or does not find the row. Without `popover` it stays positioned in the row.
 */
export function useBubble(): void {
  const { chooser, view } = useUploaderContext()
  const raised = useRef<HTMLElement | null>(null)
  // After each render: a new sentence is a new element.
  useLayoutEffect(() => {
    const root = view.isCompact ? chooser.rootRef.current : null
    const bubble = root?.querySelector<HTMLElement>(BUBBLE) ?? null
    if (bubble === raised.current) return
    lower(raised.current)
    raised.current = bubble
    if (bubble !== null) raise(bubble)
  })
}

function raise(bubble: HTMLElement): void {
  const view = bubble.ownerDocument.defaultView
  if (view === null || !bubble.isConnected || typeof bubble.showPopover !== 'function') return
  // An element with a `popover` attribute and without a role would be a group.
  if (!bubble.hasAttribute('role')) bubble.setAttribute('role', 'paragraph')
  bubble.popover = 'manual'
  bubble.showPopover()
  if (!isAnchored(bubble, view)) follow(bubble, view)
}

/**
 * Whether the style sheet's anchor works: some browsers leave transforms out of account, and hosts
 * may say something else of the place.
 */
function isAnchored(bubble: HTMLElement, view: Window & typeof globalThis): boolean {
  if (!view.CSS.supports('anchor-scope', '--row')) return false
  bubble.toggleAttribute('data-above', isAbove(bubble, view))
  return isAtRow(bubble)
}

/**
 * Measures the row in each frame for as long as the bubble is shown, because no event tells of a
 * row that moves with the layout. While the row is scrolled out of what is around it, the bubble is
 * outside of the page.
 */
function follow(bubble: HTMLElement, view: Window & typeof globalThis): void {
  const row = rowOf(bubble)
  let isSeen = true
  const sight = new view.IntersectionObserver(
    (entries) => (isSeen = entries.at(-1)?.isIntersecting ?? true),
  )
  if (row) sight.observe(row)
  const move = (): void => {
    if (!bubble.matches(':popover-open')) return sight.disconnect()
    bubble.style.setProperty('--siu-inset', isSeen ? insetOf(bubble, view) : '-999em auto auto')
    view.requestAnimationFrame(move)
  }
  move()
  // Once more: its height depends on the width that it has now.
  bubble.style.setProperty('--siu-inset', insetOf(bubble, view))
  if (!isAtRow(bubble)) lower(bubble)
}

/** Where the bubble belongs in the viewport, for CSS's `inset`. */
function insetOf(bubble: HTMLElement, view: Window): string {
  const { top, right, bottom, left } = boxOfRow(bubble)
  const { height } = bubble.getBoundingClientRect()
  const start = isAbove(bubble, view) ? top - GAP - height : bottom + GAP
  return `${start}px ${view.document.documentElement.clientWidth - right + EDGE}px auto ${left + EDGE}px`
}

/** Whether there is no room below the row, and more of it above. */
function isAbove(bubble: HTMLElement, { innerHeight }: Window): boolean {
  const { top, bottom } = boxOfRow(bubble)
  return (
    bottom + GAP + bubble.getBoundingClientRect().height > innerHeight && top > innerHeight - bottom
  )
}

const rowOf = (bubble: HTMLElement) => bubble.closest('[data-part=surface]')

const boxOfRow = (bubble: HTMLElement) => rowOf(bubble)?.getBoundingClientRect() ?? new DOMRect()

function isAtRow(bubble: HTMLElement): boolean {
  const [row, { left, top, bottom }] = [boxOfRow(bubble), bubble.getBoundingClientRect()]
  const gap = Math.min(Math.abs(top - row.bottom), Math.abs(row.top - bottom))
  return Math.abs(left - row.left) <= 2 && gap <= 12
}

function lower(bubble: HTMLElement | null): void {
  bubble?.removeAttribute('popover')
}
