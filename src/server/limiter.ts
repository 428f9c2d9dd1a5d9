/**
 * Rate limits of one process. Several instances share a budget through a limiter of their own
 * (Redis, for example).
 */

/** The shape of rate-limiter-flexible: rejects with `{ msBeforeNext }` where there is no room. */
export interface RateLimiter {
  consume(key: string): Promise<unknown>
}

export interface SpacerOptions {
  /**
   * Least time between two calls of one key, in ms. Default: `complete` 60 (1000 a minute),
   * anything else 20 (50 a second).
   */
  readonly intervalMs?: (key: string) => number
  /** Longest wait for a turn, in ms; a longer queue is rejected. Default 1000. */
  readonly maxWaitMs?: number
}

const documentedInterval = (key: string): number => (key === 'complete' ? 60 : 20)

/** Spaces the calls of each key evenly, so that no second ever holds more than the budget. */
export function createSpacer({
  intervalMs = documentedInterval,
  maxWaitMs = 1000,
}: SpacerOptions = {}): RateLimiter {
  const nextTurn = new Map<string, number>()
  return {
    async consume(key) {
      // Monotonic: a wall clock set back would close the gate for as long.
      const now = performance.now()
      const turn = Math.max(now, nextTurn.get(key) ?? 0)
      const wait = turn - now
      // oxlint-disable-next-line typescript/only-throw-error -- the contract of rate-limiter-flexible
      if (wait > maxWaitMs) throw { msBeforeNext: Math.ceil(wait) }
      nextTurn.set(key, turn + intervalMs(key))
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    },
  }
}

export interface TokenBucketOptions {
  /** Calls that may come at once. Default 60. */
  readonly burst?: number
  /** Calls a second in the long run. Default 10. */
  readonly perSecond?: number
  /** Keys remembered; the longest unseen ones go first. Default 10 000. */
  readonly maxKeys?: number
}

/** Bounds what one subject can take from the account's budget. */
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
      // Deleting first moves the key to the end: the map stays ordered by last use.
      buckets.delete(key)
      buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now })
      const [oldest] = buckets.keys()
      if (buckets.size > maxKeys && oldest !== undefined) buckets.delete(oldest)
      // oxlint-disable-next-line typescript/only-throw-error -- the contract of rate-limiter-flexible
      if (tokens < 1) throw { msBeforeNext: Math.ceil(((1 - tokens) * 1000) / perSecond) }
    },
  }
}
