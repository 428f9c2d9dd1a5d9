/**
 * Rate limits inside one process. Several instances need a shared limiter, for example in Redis.
 */

/** A rate limiter with the interface of rate-limiter-flexible. */
export interface RateLimiter {
  /**
   * Takes one call from the budget of a key.
   * @param key the call or the subject
   * @returns a promise that resolves when the call may be made
   * @throws `{ msBeforeNext }` in milliseconds if the budget is used up. The handler then sends
   * 429, and 503 after any other exception.
   */
  consume(key: string): Promise<unknown>
}

export interface SpacerOptions {
  /**
   * Minimum time between two calls of one key, in ms.
   * @default 60 for `complete` (1000 a minute), 20 for everything else (50 a second)
   */
  readonly intervalMs?: (key: string) => number
  /**
   * Longest wait, in ms. Calls that would wait longer are rejected.
   * @default 1000
   */
  readonly maxWaitMs?: number
}

const documentedInterval = (key: string): number => (key === 'complete' ? 60 : 20)

/** Spaces the calls of each key evenly, so no second contains more calls than the budget. */
export function createSpacer({
  intervalMs = documentedInterval,
  maxWaitMs = 1000,
}: SpacerOptions = {}): RateLimiter {
  const nextFree = new Map<string, number>()
  return {
    async consume(key) {
      // Monotonic: setting the wall clock back would block calls for as long.
      const now = performance.now()
      const startsAt = Math.max(now, nextFree.get(key) ?? 0)
      const wait = startsAt - now
      // oxlint-disable-next-line typescript/only-throw-error -- the contract of rate-limiter-flexible
      if (wait > maxWaitMs) throw { msBeforeNext: Math.ceil(wait) }
      nextFree.set(key, startsAt + intervalMs(key))
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    },
  }
}

export interface TokenBucketOptions {
  /**
   * Calls that may be made at once.
   * @default 60
   */
  readonly burst?: number
  /**
   * Calls per second on average.
   * @default 10
   */
  readonly perSecond?: number
  /**
   * Number of keys in memory. The key that was unused for longest is removed first.
   * @default 10_000
   */
  readonly maxKeys?: number
}

/** Limits how much of the account's budget one subject can use. */
export function createTokenBucket({
  burst = 60,
  perSecond = 10,
  maxKeys = 10_000,
}: TokenBucketOptions = {}): RateLimiter {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    async consume(key) {
      const now = performance.now()
      const last = buckets.get(key) ?? { tokens: burst, at: now }
      const tokens = Math.min(burst, last.tokens + ((now - last.at) * perSecond) / 1000)
      // Deleting the key first moves it to the end: the map stays ordered by last use.
      buckets.delete(key)
      buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now })
      const [oldest] = buckets.keys()
      if (buckets.size > maxKeys && oldest !== undefined) buckets.delete(oldest)
      // oxlint-disable-next-line typescript/only-throw-error -- the contract of rate-limiter-flexible
      if (tokens < 1) throw { msBeforeNext: Math.ceil(((1 - tokens) * 1000) / perSecond) }
    },
  }
}
