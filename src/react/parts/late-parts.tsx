'use client'
/** What is loaded after the first paint, because nothing needs it before the user acts. */
import { useState, type HTMLAttributes } from 'react'
import { linkOf } from '../../core/uploader/state.js'
import {
  fill,
  formatClock,
  formatDuration,
  formatFormats,
  isoDuration,
} from '../../locales/format.js'
import { RejectedIcon, SearchImageIcon, stroke } from '../lib/icons.js'
import { linkStage } from '../live/announcements.js'
import { usePart, useUploaderContext } from '../view/context.js'
import { dragTexts } from '../view/texts.js'
import { useRemainingTime } from '../view/useRemainingTime.js'

export { pressEscape } from '../live/escape.js'
export { Voice } from '../live/Voice.js'

/** Covers the content during a drag. The content stays, so nothing moves and nothing is lost. */
export function DropOverlay() {
  const { chooser, messages, limits, view } = useUploaderContext()
  const part = usePart('overlay')
  const drag = chooser.dragState
  if (drag === null) return null
  const { title, text } = dragTexts(drag, view.image !== undefined, messages)
  return (
    <div {...part} aria-hidden>
      <span data-part="icon">{drag === 'reject' ? <RejectedIcon /> : <SearchImageIcon />}</span>
      <span data-part="title">
        <bdi>{title}</bdi>
      </span>
      <span data-part="hint">
        <span data-siu>
          <bdi>{fill(text, { formats: formatFormats(limits.accept, messages.locale) })}</bdi>
        </span>
      </span>
    </div>
  )
}

/** The element of `UploaderValidity`, loaded after the first paint. */
export function Validity({ className, ...props }: HTMLAttributes<HTMLSpanElement>) {
  const { state, control, messages } = useUploaderContext()
  const part = usePart('validity', className)
  const remaining = useRemainingTime(control)
  const link = linkOf(state)
  const whole = useWholeLife(link?.expiresAt, remaining)
  if (link === undefined || remaining === null) return null
  return (
    // Screen readers do not announce changes of a timer; the live regions announce its two steps.
    <span
      {...props}
      {...part}
      role="timer"
      aria-label={messages.labels.linkTimeLeft}
      data-stage={linkStage(remaining)}
    >
      {/* Hidden from screen readers, which read `aria-label`. In one row only the tooltip shows it. */}
      <span data-siu aria-hidden data-label>
        {messages.labels.linkTimeLeft}
      </span>
      <span data-siu aria-hidden data-ring title={messages.labels.linkTimeLeft}>
        <Ring fraction={whole === 0 ? 0 : Math.min(1, remaining / whole)} />
      </span>
      <time data-siu dateTime={isoDuration(remaining)}>
        {remaining < 86_400 ? formatClock(remaining) : formatDuration(remaining, messages.locale)}
      </time>
    </span>
  )
}

/** The seconds that were left when this view first saw the link: the ring is full at them. */
function useWholeLife(expiresAt: number | undefined, remaining: number | null): number {
  const [seen, setSeen] = useState({ expiresAt, remaining: remaining ?? 0 })
  if (seen.expiresAt === expiresAt || remaining === null) return seen.remaining
  setSeen({ expiresAt, remaining })
  return remaining
}

/** A ring that empties clockwise. `pathLength` sets the length of its circle to 1. */
const Ring = ({ fraction }: { fraction: number }) => (
  <svg width="16" height="16" viewBox="0 0 16 16" {...stroke} strokeWidth="2" strokeLinecap="butt">
    <circle cx="8" cy="8" r="6" opacity=".25" />
    <circle
      cx="8"
      cy="8"
      r="6"
      pathLength={1}
      strokeDasharray={`${fraction} 1`}
      transform="rotate(-90 8 8)"
    />
  </svg>
)
