/**
 * Time: the clocks, the lifetime of upload links, waits that also end in hidden tabs, and limits.
 */

import { abortable } from './abort.js'

/** The environment's time. */
export interface Clock {
  /** Wall clock, in milliseconds since the epoch. It jumps when the user or NTP sets it. */
  now(): number
  /** Monotonic clock, in milliseconds. It stands still during sleep on macOS and Linux. */
  monotonic(): number
  /** @returns a function that clears the timer */
  setTimer(run: () => void, ms: number): () => void
  /**
   * Calls `run` at each moment at which a throttled or frozen page runs again.
   * @returns a function that ends it
   */
  onWake(run: () => void): () => void
}

const WAKE_EVENTS = [
  ['document', 'visibilitychange'],
  ['document', 'resume'],
  ['window', 'pageshow'],
  ['window', 'focus'],
  ['window', 'online'],
] as const

/** A longer delay overflows a 32-bit integer, and the timer fires at once. */
const LONGEST_TIMER_MS = 2_147_483_647

/** The clock of the page. It also runs where there is no `document`. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer(run, ms) {
    const id = setTimeout(run, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS))
    return () => clearTimeout(id)
  },
  onWake(run) {
    const target = (name: 'document' | 'window') =>
      (name === 'document' ? globalThis.document : globalThis.window) as EventTarget | undefined
    for (const [name, event] of WAKE_EVENTS) target(name)?.addEventListener(event, run)
    return () => {
      for (const [name, event] of WAKE_EVENTS) target(name)?.removeEventListener(event, run)
    }
  },
}

/** A moment on both clocks. */
export interface Instant {
  readonly wall: number
  readonly monotonic: number
}

export const instant = (clock: Clock): Instant => ({
  wall: clock.now(),
  monotonic: clock.monotonic(),
})

/**
 * The larger of the times that both clocks measure: sleep stops one clock and a changed system time
 * moves the other, and a link must not look younger than it is.
 * @returns milliseconds since `start`, never negative
 */
export function elapsedSince(start: Instant, clock: Clock): number {
  return Math.max(clock.now() - start.wall, clock.monotonic() - start.monotonic, 0)
}

/** The lifetime of a link: when it began, and how long it is, in milliseconds. */
export interface Life {
  readonly start: Instant
  readonly ms: number
}

/** @returns milliseconds left, possibly negative, at most the whole lifetime */
export const remainingMs = (life: Life, clock: Clock): number =>
  life.ms - elapsedSince(life.start, clock)

/** @returns whole seconds left, rounded up, never negative */
export const remainingSeconds = (life: Life, clock: Clock): number =>
  Math.max(0, Math.ceil(remainingMs(life, clock) / 1000))

/**
 * Calls `run` once the lifetime is over, also if the page sleeps or is throttled meanwhile.
 * @returns a function that ends it
 */
export function whenOver(life: Life, clock: Clock, run: () => void): () => void {
  let stopTimer = () => {}
  const start = () => {
    stopTimer()
    stopTimer = clock.setTimer(look, remainingMs(life, clock))
  }
  const look = () => {
    if (remainingMs(life, clock) > 0) return start()
    stop()
    run()
  }
  const stopWake = clock.onWake(look)
  const stop = () => {
    stopTimer()
    stopWake()
  }
  start()
  return stop
}

/**
 * Waits, by the rule of `elapsedSince`.
 * @param ms milliseconds
 * @throws the signal's reason
 */
export const wait = (ms: number, clock: Clock, signal: AbortSignal): Promise<void> =>
  abortable(signal, (resolve) =>
    ms > 0 ? whenOver({ start: instant(clock), ms }, clock, resolve) : resolve(),
  )

/**
 * A time limit. It uses plain timers on purpose: device sleep or a clock change must not count as a
 * stalled network.
 */
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
