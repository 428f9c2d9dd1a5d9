'use client'
import { useEffect, useState, type CSSProperties, type HTMLAttributes } from 'react'
import { isBusy, type UploadState } from '../../core/state.js'
import { cleanName, fill, formatDuration, formatPercent } from '../../locales/format.js'
import type { Messages } from '../../locales/types.js'
import { usePart, useUploaderContext } from './context.js'
import { paceText, progressText, shownOf } from './view.js'

/** Bar and one line: what is going on, how far it is. Full only when the upload is confirmed, and then it is gone. */
export function UploaderProgress({ className, style, ...props }: HTMLAttributes<HTMLDivElement>) {
  const { state, messages } = useUploaderContext()
  const part = usePart('progress', className)
  const bar = usePart('bar')
  if (!(isBusy(state) || state.status === 'checking') || shownOf(state) === undefined) return null
  const fraction = fractionOf(state)
  const text =
    state.status === 'checking' ? fill(messages.status.checking, { name: cleanName(state.source.name) }) : progressText(state, messages)
  const percent = fraction === undefined ? undefined : Math.floor(fraction * 100)
  const variables: CSSProperties & Record<'--siu-progress', number> = { '--siu-progress': fraction ?? 0 }
  return (
    <div {...props} {...part} style={{ ...style, ...variables }} data-idle={state.status === 'waiting' || undefined}>
      <span
        {...bar}
        role="progressbar"
        aria-label={messages.labels.progress}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={
          fraction === undefined ? text : fill(messages.labels.percent, { percent: formatPercent(fraction, messages.locale) })
        }
        data-indeterminate={fraction === undefined || undefined}
      >
        <i />
      </span>
      <Line key={state.status} state={state} text={text} messages={messages} />
    </div>
  )
}

/** `confirming` keeps the bar where the last byte left it: below full. */
function fractionOf(state: UploadState): number | undefined {
  if (state.status === 'uploading') return Math.min(state.progress.fraction, 0.99)
  return state.status === 'confirming' ? 0.99 : undefined
}

function Line({ state, text, messages }: { state: UploadState; text: string; messages: Messages }) {
  const pace = state.status === 'uploading' ? paceText(state.progress, messages) : {}
  return (
    <span data-line>
      {state.status === 'waiting' && state.reason === 'backoff' && state.until !== undefined ? (
        <Countdown until={state.until} messages={messages} />
      ) : (
        <span>{text}</span>
      )}
      {pace.speed === undefined ? null : <span data-speed>{pace.speed}</span>}
      {pace.left === undefined ? null : <span>{pace.left}</span>}
    </span>
  )
}

/** Counts the seconds until the next try; alone, so that nothing else re-renders. */
function Countdown({ until, messages }: { until: number; messages: Messages }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(1, Math.ceil((until - now) / 1000))
  return <span>{fill(messages.status.backoff, { time: formatDuration(seconds, messages.locale) })}</span>
}
