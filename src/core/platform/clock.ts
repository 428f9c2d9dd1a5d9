/**
 * Time for the whole line: one port, the life of a link, and waits that survive hidden tabs. Layer
 * L0.
 */

/**
 * The environment's time. `onWake` reports every moment at which a throttled or frozen page runs
 * again.
 */
export interface Clock {
  /** Wall clock in ms since the epoch; jumps with the user's and NTP's changes. */
  now(): number
  /** Monotonic ms; stands still during sleep on macOS and Linux. */
  monotonic(): number
  setTimer(run: () => void, ms: number): () => void
  onWake(run: () => void): () => void
}

const WAKE_EVENTS = [
  ['document', 'visibilitychange'],
  ['document', 'resume'],
  ['window', 'pageshow'],
  ['window', 'focus'],
  ['window', 'online'],
] as const

/** Longer delays overflow a 32-bit integer and fire at once. */
const LONGEST_TIMER_MS = 2_147_483_647

/** The clock of the running page; harmless where there is no `document`. */
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
 * Milliseconds since `start`: the larger of what both clocks say, never negative. Sleep stops one
 * clock, a changed system time moves the other; the larger one never makes a link look younger than
 * it is.
 */
export function elapsedSince(start: Instant, clock: Clock): number {
  return Math.max(clock.now() - start.wall, clock.monotonic() - start.monotonic, 0)
}

/** How long a link still lives. */
export interface Life {
  readonly start: Instant
  readonly ms: number
}

/** Milliseconds left, possibly negative; never more than the whole life. */
export const remainingMs = (life: Life, clock: Clock): number =>
  life.ms - elapsedSince(life.start, clock)

/** Whole seconds left, rounded up, never negative. */
export const remainingSeconds = (life: Life, clock: Clock): number =>
  Math.max(0, Math.ceil(remainingMs(life, clock) / 1000))

/**
 * Resolves after `ms` by the clock rule above, also when the page slept or was throttled; rejects
 * with the signal's reason.
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
