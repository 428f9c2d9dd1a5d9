/**
 * Upload progress that is honest: never back, never done too early, no speed before it is known.
 * Layer L1.
 */
import type { Clock } from '../platform/clock.js'
import type { UploadProgress } from './types.js'

/** 100 % is shown only once the outcome is known: bytes in a kernel's buffer are not an upload. */
export const MAX_FRACTION = 0.99
/** Speed is the mean over this much of the recent past. */
const WINDOW_MS = 5_000
const SANE_AFTER_MS = 1_000

interface Sample {
  readonly at: number
  readonly loaded: number
}

/**
 * Feeds on `loaded` bytes, in any order and of any size (WebKit reports 200 % after a redirect).
 */
export function createProgressMeter(
  total: number,
  clock: Clock,
): (loaded: number) => UploadProgress {
  let samples: Sample[] = [{ at: clock.monotonic(), loaded: 0 }]
  let highest = 0
  return (loaded) => {
    highest = Math.min(total, Math.max(highest, loaded))
    const now = clock.monotonic()
    samples.push({ at: now, loaded: highest })
    while (samples.length > 2 && now - (samples[1]?.at ?? now) > WINDOW_MS)
      samples = samples.slice(1)
    const fraction = total === 0 ? 0 : Math.min(MAX_FRACTION, highest / total)
    return { loaded: highest, total, fraction, ...speed(samples, total) }
  }
}

function speed(
  samples: readonly Sample[],
  total: number,
): { bytesPerSecond?: number; secondsLeft?: number } {
  const first = samples[0]
  const last = samples.at(-1)
  if (!first || !last || samples.length < 3) return {}
  const ms = last.at - first.at
  const bytes = last.loaded - first.loaded
  if (ms < SANE_AFTER_MS || bytes <= 0) return {}
  const bytesPerSecond = (bytes / ms) * 1000
  return { bytesPerSecond, secondsLeft: Math.ceil((total - last.loaded) / bytesPerSecond) }
}

export interface Throttle<T> {
  readonly push: (value: T) => void
  /** For good: what is pushed afterwards is late news. */
  readonly stop: () => void
}

/** Lets the first value through at once and then the newest one at most every `ms`. */
export function createThrottle<T>(ms: number, clock: Clock, emit: (value: T) => void): Throttle<T> {
  let newest: { value: T } | undefined
  let stopTimer: (() => void) | undefined
  let stopped = false
  const flush = () => {
    stopTimer = undefined
    if (!newest) return
    const { value } = newest
    newest = undefined
    stopTimer = clock.setTimer(flush, ms)
    emit(value)
  }
  return {
    push(value) {
      if (stopped) return
      newest = { value }
      if (!stopTimer) flush()
    },
    stop() {
      stopped = true
      stopTimer?.()
      stopTimer = undefined
      newest = undefined
    },
  }
}
