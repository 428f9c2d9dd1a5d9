/** Lets the calls of one process depart one by one, never too many in any window of time. */
import { rejection, type RateLimiter } from './rate-limiter.js'
import { defaultGap, notNegative, positive, shareOf, type Budget } from './share.js'

/** Options of `createSpacer`. */
export interface SpacerOptions {
  /**
   * Most calls of one key in any `windowMs`.
   * @default 50
   */
  readonly limit?: number | undefined
  /**
   * Length of the window, in ms.
   * @default 1000
   */
  readonly windowMs?: number | undefined
  /**
   * Least time between two calls of one key, in ms. A small gap allows bursts, after which the
   * calls wait for the rest of the window.
   * @default `(windowMs - 500) / limit`, which is 10 for 50 a second
   */
  readonly minGapMs?: number | undefined
  /**
   * Longest wait, in ms. Calls that would wait longer are rejected.
   * @default 1000
   */
  readonly maxWaitMs?: number | undefined
  /**
   * Number of instances that share the budget. Each gets an equal part of it.
   * @default 1
   */
  readonly instances?: number | undefined
}

/**
 * Creates a limiter that spaces the calls of each key inside this process. The clock is read again
 * when a call's turn comes, so that a busy event loop cannot let through what has collected behind
 * it.
 * @param options the budget; use few keys, because all of them stay in memory
 * @returns the limiter
 * @throws RangeError if an option is not a number in its range
 * @example
 * // 50 calls a minute, and the first ones at once.
 * const limiter = createSpacer({ limit: 50, windowMs: 60_000, minGapMs: 10 })
 */
export function createSpacer(options: SpacerOptions = {}): RateLimiter {
  const limit = positive('limit', options.limit ?? 50)
  const windowMs = positive('windowMs', options.windowMs ?? 1_000)
  const gapMs = notNegative('minGapMs', options.minGapMs ?? defaultGap(limit, windowMs))
  const maxWaitMs = notNegative('maxWaitMs', options.maxWaitMs ?? 1_000)
  const instances = positive('instances', options.instances ?? 1)
  const budget = shareOf({ limit, windowMs, gapMs }, instances)
  const departures = new Map<string, Departures>()
  return {
    consume(key) {
      const own = departures.get(key) ?? new Departures(budget, maxWaitMs)
      departures.set(key, own)
      return own.next()
    },
  }
}

/** The handler makes its call in about the seventh. */
const MICROTASKS = 25

interface Waiter {
  readonly since: number
  readonly depart: () => void
  readonly reject: (reason: unknown) => void
}

/** The calls of one key. All times are monotonic. */
class Departures {
  /** When the last calls had departed for certain; at most as many as the budget, oldest first. */
  readonly #times: number[] = []
  readonly #waiting: Waiter[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #isDeparting = false

  constructor(
    readonly budget: Budget,
    readonly maxWaitMs: number,
  ) {}

  /** @returns a promise that resolves when the call may depart */
  next(): Promise<void> {
    return new Promise((depart, reject) => {
      const since = performance.now()
      this.#waiting.push({ since, depart, reject })
      this.#look(since)
    })
  }

  /** When the next call may depart. */
  #freeAt(): number {
    const { limit, windowMs, gapMs } = this.budget
    const last = this.#times.at(-1) ?? -Infinity
    const oldest = this.#times[this.#times.length - limit] ?? -Infinity
    return Math.max(last + gapMs, oldest + windowMs)
  }

  #look(now = performance.now()): void {
    if (this.#isDeparting) return
    clearTimeout(this.#timer)
    this.#timer = undefined
    const departsAt = Math.max(now, this.#freeAt())
    while (this.#waiting[0] && departsAt - this.#waiting[0].since > this.maxWaitMs)
      this.#waiting.shift()?.reject(rejection(this.#freeAt() - now))
    if (this.#waiting.length === 0) return
    if (departsAt > now) this.#timer = setTimeout(() => this.#look(), Math.ceil(departsAt - now))
    else void this.#depart()
  }

  /**
   * Lets the first one go. The caller makes the call in one of the next microtasks, and its time is
   * taken after them: whatever kept the process busy meanwhile, the call was made before.
   */
  async #depart(): Promise<void> {
    this.#isDeparting = true
    this.#waiting.shift()?.depart()
    for (let left = MICROTASKS; left > 0; left -= 1) await Promise.resolve()
    this.#isDeparting = false
    this.#times.push(performance.now())
    if (this.#times.length > this.budget.limit) this.#times.shift()
    this.#look()
  }
}
