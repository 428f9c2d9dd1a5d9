/**
 * Every time limit of the line. Plain timers on purpose: sleep and a changed system clock are not a
 * stalled network. Layer L2.
 */
import type { Clock } from './clock.js'

export interface Timeout {
  /** (Re)starts the limit. */
  restart(ms: number): void
  stop(): void
}

export function createTimeout(clock: Clock, onTimeout: () => void): Timeout {
  let stopTimer = () => {}
  return {
    restart(ms) {
      stopTimer()
      stopTimer = clock.setTimer(onTimeout, ms)
    },
    stop: () => stopTimer(),
  }
}

/** Why a call was given up; never reaches a host. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError'
}

/**
 * Runs one call under a limit; rejects with `TimeoutError` or the outer signal's reason, also if
 * `run` ignores its signal.
 */
export function withTimeout<T>(
  ms: number,
  clock: Clock,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const call = new AbortController()
    const timeout = createTimeout(clock, () => stop(new TimeoutError('no answer in time')))
    const finish = () => {
      timeout.stop()
      signal.removeEventListener('abort', onAbort)
    }
    const stop = (reason: unknown) => {
      finish()
      reject(reason)
      call.abort(reason)
    }
    const onAbort = () => stop(signal.reason)
    signal.addEventListener('abort', onAbort)
    timeout.restart(ms)
    // A call that failed is stopped too: the rest of its response is not downloaded.
    run(call.signal).then(resolve, stop).finally(finish)
  })
}
