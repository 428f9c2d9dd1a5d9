import { useLayoutEffect, useRef } from 'react'
import { useUploaderContext } from '../view/context.js'

const BUBBLE = '[data-part=rejection], [data-part=hint][data-tone]'

/** Between the row and the bubble, in CSS pixels. */
const GAP = 5
/** From the edge of the row to the edge of the bubble, in CSS pixels. */
const EDGE = 1

/**
 * Shows the bubble of one row (a rejection, or the sentence of a failure) in the top layer.
 *
 * An ancestor with `overflow: hidden` (a pill, a list that scrolls) would clip a bubble below the
 * row, so the bubble becomes a manual popover. Where it is shown:
 * 1. The style sheet anchors it below the row, or above with `data-above`, if there is more room.
 * 2. In browsers without `anchor-scope`, and where the bubble is then not at the row (some browsers
 *    ignore transforms, and a host app's styles may interfere), `follow` measures the row in each
 *    frame and sets `--siu-inset`.
 * 3. Where the bubble is not at the row even then, and in browsers without `popover`, the bubble
 *    stays in the row, where the style sheet positions it absolutely.
 *
 * Its place in the document does not change, because screen readers read it there.
 */
export function useBubble(): void {
  const { chooser, view } = useUploaderContext()
  const raised = useRef<HTMLElement | null>(null)
  // After each render, because a new sentence is a new element.
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
  // With a `popover` attribute and without a role it would be exposed as a group.
  if (!bubble.hasAttribute('role')) bubble.setAttribute('role', 'paragraph')
  bubble.popover = 'manual'
  bubble.showPopover()
  if (!isAnchored(bubble, view)) follow(bubble, view)
}

/** Whether the style sheet's anchor places the bubble at the row. */
function isAnchored(bubble: HTMLElement, view: Window & typeof globalThis): boolean {
  if (!view.CSS.supports('anchor-scope', '--row')) return false
  bubble.toggleAttribute('data-above', isAbove(bubble, view))
  return isAtRow(bubble)
}

/**
 * Places the bubble by measuring the row in each frame while the bubble is shown, because no event
 * is sent when the layout moves the row. While the row is scrolled out of view, the bubble is moved
 * off the page.
 */
function follow(bubble: HTMLElement, view: Window & typeof globalThis): void {
  const row = rowOf(bubble)
  let isVisible = true
  const observer = new view.IntersectionObserver((entries) => {
    isVisible = entries.at(-1)?.isIntersecting ?? true
  })
  if (row) observer.observe(row)
  const move = (): void => {
    if (!bubble.matches(':popover-open')) return observer.disconnect()
    bubble.style.setProperty('--siu-inset', isVisible ? insetOf(bubble, view) : '-999em auto auto')
    view.requestAnimationFrame(move)
  }
  move()
  // Again, because its height depends on the width that it now has.
  bubble.style.setProperty('--siu-inset', insetOf(bubble, view))
  if (!isAtRow(bubble)) lower(bubble)
}

/** The place of the bubble in the viewport, as a value of CSS's `inset`. */
function insetOf(bubble: HTMLElement, view: Window): string {
  const { top, right, bottom, left } = boxOfRow(bubble)
  const { height } = bubble.getBoundingClientRect()
  const start = isAbove(bubble, view) ? top - GAP - height : bottom + GAP
  const end = view.document.documentElement.clientWidth - right + EDGE
  return `${start}px ${end}px auto ${left + EDGE}px`
}

/** Whether the room below the row is too small, and there is more above. */
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
