'use client'
import { useEffect, useState, type CSSProperties, type HTMLAttributes } from 'react'
import { instant, remainingSeconds, systemClock } from '../../core/platform/clock.js'
import { spoken } from '../../locales/format.js'
import { usePart, useUploaderContext } from '../view/context.js'
import { backoffText, progressTexts, waitMs } from '../view/texts.js'
import { Words } from './Words.js'

/**
 * The progress bar and two lines of text: what happens, how far it is and how fast. It disappears
 * once the upload is confirmed. Nothing while nothing runs, or without an image.
 * @param props Attributes of the element.
 * @returns The part `progress`.
 */
export function UploaderProgress({ className, style, ...props }: HTMLAttributes<HTMLDivElement>) {
  const { state, view } = useUploaderContext()
  const part = usePart('progress', className)
  if (!view.isCancellable || view.image === undefined) return null
  const variables: CSSProperties & Record<'--siu-progress', number> = {
    '--siu-progress': view.fraction ?? 0,
  }
  return (
    <div
      {...props}
      {...part}
      style={{ ...style, ...variables }}
      data-idle={state.status === 'waiting' || undefined}
    >
      <Bar />
      <Line key={state.status} />
    </div>
  )
}

function Bar() {
  const { state, view, messages } = useUploaderContext()
  const { fraction } = view
  const { main } = progressTexts(state, messages, view.isCompact)
  return (
    <span
      {...usePart('bar')}
      role="progressbar"
      aria-label={messages.labels.progress}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={fraction === undefined ? undefined : Math.floor(fraction * 100)}
      aria-valuetext={spoken(main)}
      data-indeterminate={fraction === undefined || undefined}
    >
      {/* Replaced when the fraction becomes known, because the width of the moving bar would
          otherwise shrink to 0 visibly. */}
      <i data-siu key={String(fraction === undefined)} />
    </span>
  )
}

function Line() {
  const { state, view, messages } = useUploaderContext()
  const { main, ...facts } = progressTexts(state, messages, view.isCompact)
  const until = state.status === 'waiting' && state.reason === 'backoff' ? state.until : undefined
  const columns = facts.sent === undefined ? undefined : columnsBeside(view.rejection)
  return (
    <span key={columns} data-siu data-line data-columns={columns}>
      <span data-siu>
        {until === undefined ? <Words>{main}</Words> : <Backoff key={until} until={until} />}
      </span>
      {Object.entries(facts).map(([name, text]) => (
        <span key={name} data-siu {...{ [`data-${name}`]: true }}>
          <Words>{text}</Words>
        </span>
      ))}
    </span>
  )
}

/**
 * Two columns in two rows; beside a rejected selection there is room for one row of three. The
 * style sheet then hides the bytes, because the percentage has the same meaning.
 */
const columnsBeside = (rejection: unknown): number => (rejection === undefined ? 2 : 3)

/** Counts the seconds until the next attempt. A component of its own, so only it renders again. */
function Backoff({ until }: { until: number }) {
  const { view, messages } = useUploaderContext()
  const seconds = useSecondsUntil(until)
  return <bdi>{backoffText(seconds, messages, view.isBrief)}</bdi>
}

/**
 * Counts by the same clock rule as the wait itself, so a change of the system clock does not make
 * the wait longer.
 */
function useSecondsUntil(until: number): number {
  const [life] = useState(() => ({ start: instant(systemClock), ms: waitMs(until) }))
  const [seconds, setSeconds] = useState(() => remainingSeconds(life, systemClock))
  useEffect(() => {
    const timer = setInterval(() => setSeconds(remainingSeconds(life, systemClock)), 250)
    return () => clearInterval(timer)
  }, [life])
  return seconds
}
