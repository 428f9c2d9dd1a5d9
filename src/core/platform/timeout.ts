/** Every time limit of the line. Plain timers on purpose: sleep and a changed system clock are not a stalled network. Layer L2. */
import type { Clock } from './clock.js'

export interface Watchdog {
  /** (Re)starts the limit. */
  feed(ms: number): void
  stop(): void
}

export function createWatchdog(clock: Clock, bark: () => void): Watchdog {
  let stopTimer = () => {}
  return {
    feed(ms) {
      stopTimer()
      stopTimer = clock.setTimer(bark, ms)
    },
    stop: () => stopTimer(),
  }
}

/** Why a call was given up; never reaches a host. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
}

/** Runs one call under a limit; rejects with `DeadlineError` or the outer signal's reason, also if `run` ignores its signal. */
export function withDeadline<T>(ms: number, clock: Clock, signal: AbortSignal, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const call = new AbortController()
    const watchdog = createWatchdog(clock, () => stop(new DeadlineError('no answer in time')))
    const finish = () => {
      watchdog.stop()
      signal.removeEventListener('abort', onAbort)
    }
    const stop = (reason: unknown) => {
      finish()
      reject(reason)
      call.abort(reason)
    }
    const onAbort = () => stop(signal.reason)
    signal.addEventListener('abort', onAbort)
    watchdog.feed(ms)
    // A call that failed is stopped too: the rest of its response is not downloaded.
    run(call.signal).then(resolve, stop).finally(finish)
  })
}
