'use client'
import { useEffect, useState, type CSSProperties, type HTMLAttributes } from 'react'
import { instant, remainingSeconds, systemClock } from '../../core/platform/clock.js'
import { isBusy } from '../../core/uploader/state.js'
import { spoken } from '../../locales/format.js'
import { usePart, useUploaderContext } from '../view/context.js'
import { backoffText, progressTexts, waitMs } from '../view/texts.js'
import { fractionOf, rejectionOf, shownOf } from '../view/view.js'
import { Words } from './Words.js'

/**
 * Bar and two lines: what is going on, how far and how fast it is. Full only when the upload is
 * confirmed, and then it is gone.
 */
export function UploaderProgress({ className, style, ...props }: HTMLAttributes<HTMLDivElement>) {
  const { state, messages, variant } = useUploaderContext()
  const part = usePart('progress', className)
  const bar = usePart('bar')
  if (!(isBusy(state) || state.status === 'checking') || shownOf(state) === undefined) return null
  const fraction = fractionOf(state)
  const { main } = progressTexts(state, messages, variant === 'compact')
  const variables: CSSProperties & Record<'--siu-progress', number> = {
    '--siu-progress': fraction ?? 0,
  }
  return (
    <div
      {...props}
      {...part}
      style={{ ...style, ...variables }}
      data-idle={state.status === 'waiting' || undefined}
    >
      <span
        {...bar}
        role="progressbar"
        aria-label={messages.labels.progress}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={fraction === undefined ? undefined : Math.floor(fraction * 100)}
        aria-valuetext={spoken(main)}
        data-indeterminate={fraction === undefined || undefined}
      >
        {/* A new one, so that the bar does not shrink from its searching width to nothing. */}
        <i data-siu key={String(fraction === undefined)} />
      </span>
      <Line key={state.status} />
    </div>
  )
}

function Line() {
  const { state, messages, variant } = useUploaderContext()
  const { main, ...facts } = progressTexts(state, messages, variant === 'compact')
  const until = state.status === 'waiting' && state.reason === 'backoff' ? state.until : undefined
  // Beside a rejected selection there is room for one line: what is sent of all is left out, the
  // percentage says it too.
  const columns = facts.sent === undefined ? undefined : rejectionOf(state) === undefined ? 2 : 3
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

/** Counts the seconds until the next try; alone, so that nothing else re-renders. */
function Backoff({ until }: { until: number }) {
  const { state, messages, variant } = useUploaderContext()
  const seconds = useSecondsUntil(until)
  return (
    <bdi>
      {backoffText(seconds, messages, variant === 'compact' || rejectionOf(state) !== undefined)}
    </bdi>
  )
}

/**
 * By the clock rule of the wait itself: a system clock that is changed meanwhile makes no wait
 * longer.
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
