/** Countdown of the current upload link; calls `onExpire` once. */
import {
  remainingMs,
  remainingSeconds,
  whenOver,
  type Clock,
  type Life,
} from '../platform/clock.js'

export interface Countdown {
  /** Watches a link in place of the one before. */
  readonly start: (life: Life) => void
  /** Forgets the link. */
  readonly stop: () => void
  /** Whole seconds left, rounded up; `null` without a link. */
  readonly seconds: () => number | null
  /** Stops watching and keeps the link, because the view is hidden. */
  readonly suspend: () => void
  /** Watches the kept link again, unless it expired meanwhile. */
  readonly resume: () => void
}

export function createCountdown(clock: Clock, onExpire: () => void): Countdown {
  let life: Life | undefined
  let unwatch = () => {}
  return {
    start(next) {
      if (next === life) return
      unwatch()
      life = next
      unwatch = whenOver(next, clock, onExpire)
    },
    stop() {
      unwatch()
      life = undefined
    },
    seconds: () => (life ? remainingSeconds(life, clock) : null),
    suspend: () => unwatch(),
    resume() {
      if (life && remainingMs(life, clock) > 0) unwatch = whenOver(life, clock, onExpire)
    },
  }
}
