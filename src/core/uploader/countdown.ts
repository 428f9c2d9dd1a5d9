/** The life of the shown link, and one call when it ends. Layer L3. */
import { remainingMs, remainingSeconds, type Clock, type Life } from '../platform/clock.js'

export interface Countdown {
  readonly start: (life: Life) => void
  readonly stop: () => void
  /** Whole seconds, rounded up; `null` without a link. */
  readonly seconds: () => number | null
  /** Stops watching and keeps the link, for a view that is hidden. */
  readonly rest: () => void
  readonly revive: () => void
}

export function createCountdown(clock: Clock, onExpire: () => void): Countdown {
  let life: Life | undefined
  let unwatch = () => {}
  const watch = (mine: Life) => {
    let stopTimer = () => {}
    const look = () => {
      stopTimer()
      const left = remainingMs(mine, clock)
      if (left > 0) return void (stopTimer = clock.setTimer(look, left))
      unwatch()
      onExpire()
    }
    const stopWake = clock.onWake(look)
    unwatch = () => {
      stopTimer()
      stopWake()
      unwatch = () => {}
    }
    look()
  }
  return {
    start(next) {
      if (next === life) return
      unwatch()
      life = next
      watch(next)
    },
    stop() {
      unwatch()
      life = undefined
    },
    seconds: () => (life ? remainingSeconds(life, clock) : null),
    rest: () => unwatch(),
    revive() {
      if (life && remainingMs(life, clock) > 0) watch(life)
    },
  }
}
