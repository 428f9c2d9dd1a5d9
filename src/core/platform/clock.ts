/** Time: the clocks, the lifetime of upload links, and waits that also end in hidden tabs. */

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
 * Waits, by the rule of `elapsedSince`, also if the page sleeps or is throttled meanwhile.
 * @param ms milliseconds
 * @throws the signal's reason
 */
export function wait(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const start = instant(clock)
    let stopTimer = () => {}
    const finish = (then: () => void) => {
      stopTimer()
      stopWake()
      signal.removeEventListener('abort', onAbort)
      then()
    }
    const onAbort = () => finish(() => reject(signal.reason))
    const check = () => {
      const left = ms - elapsedSince(start, clock)
      if (left <= 0) return finish(resolve)
      stopTimer()
      stopTimer = clock.setTimer(check, left)
    }
    const stopWake = clock.onWake(check)
    signal.addEventListener('abort', onAbort)
    check()
  })
}
