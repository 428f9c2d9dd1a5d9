/**
 * Time limits. They use plain timers on purpose: device sleep or a clock change must not count as a
 * stalled network.
 */
import type { Clock } from './clock.js'

export interface Timeout {
  /**
   * Starts the limit anew.
   * @param ms milliseconds
   */
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

/** A call exceeded its time limit. The host app never sees this error. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError'
}

/**
 * Runs a call with a time limit, even if the call ignores its signal.
 * @param ms milliseconds
 * @param run is given a signal that aborts at the limit, and with `signal`
 * @throws TimeoutError, the reason of `signal`, or what `run` rejects with
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
    const timeout = createTimeout(clock, () => stop(new TimeoutError('no response in time')))
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
    // A call that failed is aborted too, so that the rest of its response is not downloaded.
    run(call.signal).then(resolve, stop).finally(finish)
  })
}
