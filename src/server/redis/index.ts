/** `search-image-uploader/server/redis`: one budget for several instances. */
import type { RateLimiter } from '../limits/rate-limiter.js'
import { defaultGap, notNegative, positive } from '../limits/share.js'
import { createSpacer } from '../limits/spacer.js'
import { evalOf, type RedisClient } from './client.js'
import { SCRIPT } from './script.js'
import { SharedBudget } from './shared-budget.js'

export type {
  GlideClient,
  IoredisClient,
  NodeRedisClient,
  RedisClient,
  RedisEval,
} from './client.js'

/** Options of `redisLimiter`. */
export interface RedisLimiterOptions {
  /**
   * A connected client of yours (ioredis, iovalkey, node-redis, Valkey GLIDE), or a function that
   * runs a script. Give it a listener for `error` events. Redis 5 or later, or Valkey.
   */
  readonly redis: RedisClient
  /**
   * Number of instances. While Redis is away each of them makes `limit / instances` calls.
   */
  readonly instances: number
  /**
   * Most calls of all instances together in any `windowMs`.
   * @default 50
   */
  readonly limit?: number | undefined
  /**
   * Length of the window, in ms.
   * @default 1000
   */
  readonly windowMs?: number | undefined
  /**
   * Least time between two calls of all instances together, in ms.
   * @default `(windowMs - 500) / limit`, which is 10 for 50 a second
   */
  readonly minGapMs?: number | undefined
  /**
   * Begin of the names of the two keys in Redis, which never expire. Each account needs its own.
   * @default 'search-image-uploader:'
   */
  readonly keyPrefix?: string | undefined
  /**
   * Called each time this instance begins to do without Redis. What it throws is ignored.
   * @param error what the client threw, or that there was no response in time
   * @default none
   */
  readonly onError?: ((error: unknown) => void) | undefined
}

/**
 * Creates a limiter whose budget all instances share through Redis. A call is granted for now or
 * not at all, and only if the response of Redis came within 80 ms. Without a response in 150 ms,
 * each instance makes its part of the calls, after a quiet second; so it does for the first five
 * seconds after Redis is back or was empty.
 * @param options client, number of instances and budget
 * @returns the limiter, for one of the handler's calls
 * @throws RangeError if a number is not above 0
 * @throws TypeError if `redis` is no client
 * @example
 * const limiter = {
 *   'presigned-url': redisLimiter({ redis, instances: 4 }),
 *   complete: redisLimiter({ redis, instances: 4, limit: 1000, windowMs: 60_000 }),
 * }
 */
export function redisLimiter(options: RedisLimiterOptions): RateLimiter {
  const limit = Math.floor(positive('limit', options.limit ?? 50))
  const windowMs = positive('windowMs', options.windowMs ?? 1_000)
  const instances = positive('instances', options.instances)
  const { keyPrefix = 'search-image-uploader:' } = options
  const gapMs = notNegative('minGapMs', options.minGapMs ?? defaultGap(limit, windowMs))
  const run = evalOf(options.redis)
  const budgets = new Map<string, SharedBudget>()
  const budgetOf = (key: string) => {
    const own = createSpacer({ limit, windowMs, minGapMs: gapMs, instances, maxWaitMs: 0 })
    // The braces put both keys on the same node of a cluster.
    const keys = [`${keyPrefix}{${key}}:log`, `${keyPrefix}{${key}}:state`]
    return new SharedBudget(
      { limit, windowMs, gapMs },
      {
        run: (mode, args) => run(SCRIPT, keys, [mode, ...args]),
        own,
        onAway: (error) => notify(options.onError, error),
      },
    )
  }
  return {
    consume(key) {
      const budget = budgets.get(key) ?? budgetOf(key)
      budgets.set(key, budget)
      return budget.consume(key)
    },
  }
}

function notify(onError: RedisLimiterOptions['onError'], error: unknown): void {
  try {
    onError?.(error)
  } catch {
    // A failing logger must not break uploads.
  }
}
