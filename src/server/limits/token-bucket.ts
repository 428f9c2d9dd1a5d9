/** Limits each key to a burst and then to a rate of its own. */
import { rejection, type RateLimiter } from './rate-limiter.js'
import { positive } from './share.js'

/** Options of `createTokenBucket`. */
export interface TokenBucketOptions {
  /**
   * Calls that may be made at once.
   * @default 6
   */
  readonly burst?: number | undefined
  /**
   * Calls per second on average.
   * @default 1
   */
  readonly perSecond?: number | undefined
  /**
   * Number of keys in memory. The key that was unused for longest is removed first.
   * @default 10_000
   */
  readonly maxKeys?: number | undefined
}

/**
 * Creates a limiter that gives every key a burst and then a rate, inside this process. The handler
 * uses one for its subjects: an upload takes two calls, so the default allows three at once.
 * @param options burst and rate
 * @returns the limiter; it never waits
 * @throws RangeError if an option is no number above 0
 * @example
 * const subjectLimiter = createTokenBucket({ burst: 20, perSecond: 2 })
 */
export function createTokenBucket(options: TokenBucketOptions = {}): RateLimiter {
  const burst = positive('burst', options.burst ?? 6)
  const perSecond = positive('perSecond', options.perSecond ?? 1)
  const maxKeys = positive('maxKeys', options.maxKeys ?? 10_000)
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    async consume(key) {
      // Monotonic: setting the wall clock back would block calls for as long.
      const now = performance.now()
      const last = buckets.get(key) ?? { tokens: burst, at: now }
      const tokens = Math.min(burst, last.tokens + ((now - last.at) * perSecond) / 1000)
      // Deleting the key first moves it to the end: the map stays ordered by last use.
      buckets.delete(key)
      buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now })
      const [oldest] = buckets.keys()
      if (buckets.size > maxKeys && oldest !== undefined) buckets.delete(oldest)
      // oxlint-disable-next-line typescript/only-throw-error -- the contract of rate-limiter-flexible
      if (tokens < 1) throw rejection(((1 - tokens) * 1000) / perSecond)
    },
  }
}
