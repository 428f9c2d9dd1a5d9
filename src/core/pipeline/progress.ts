/** Upload progress: it never goes back, and reaches 100 % only when the upload is confirmed. */
import type { Clock } from '../platform/clock.js'
import type { UploadProgress } from './types.js'

/**
 * 100 % is shown once the outcome is known, because bytes in a kernel's buffer are not uploaded.
 */
const MAX_FRACTION = 0.99
/** The speed is the mean of this much time, in milliseconds. */
const WINDOW_MS = 5_000
/** No speed is named before this much time, in milliseconds. */
const SPEED_AFTER_MS = 1_000

interface Sample {
  readonly at: number
  readonly loaded: number
}

/**
 * @param total size of the image, in bytes
 * @returns a function that takes the bytes a browser reports, which may go back or exceed `total`
 * (WebKit reports 200 % after a redirect)
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
  if (ms < SPEED_AFTER_MS || bytes <= 0) return {}
  const bytesPerSecond = (bytes / ms) * 1000
  return { bytesPerSecond, secondsLeft: Math.ceil((total - last.loaded) / bytesPerSecond) }
}

export interface Throttle<T> {
  readonly push: (value: T) => void
  /** Drops a value that was not emitted, and every later one. */
  readonly stop: () => void
}

/** Emits the first value at once, and then the newest one at most every `ms` milliseconds. */
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
