/** What a rate limiter is, and how its outcomes are read. */
import { isObject } from '../../core/protocol/json.js'

/**
 * A rate limiter with the interface of rate-limiter-flexible.
 * @example
 * // A limiter with another interface, here that of `@upstash/ratelimit`.
 * const limiter: RateLimiter = { consume: (key) => ratelimit.limit(key) }
 */
export interface RateLimiter {
  /**
   * Takes one call from the budget of a key.
   * @param key the call or the subject
   * @returns a promise that resolves when the call may be made at once. It also rejects the call by
   * resolving to `{ success: false }`, with `reset` in milliseconds since the epoch if it has one.
   * @throws `{ msBeforeNext }` in milliseconds if the budget is used up. The handler sends 503
   * after any other exception.
   */
  consume(key: string): Promise<unknown>
}

/** What a limiter says of one call. */
export type Consumed =
  | { readonly kind: 'granted' }
  /** `waitMs`: time until it is worth asking again. */
  | { readonly kind: 'rejected'; readonly waitMs: number }
  | { readonly kind: 'failed'; readonly error: unknown }

/** A limiter that names no time. */
const UNKNOWN_WAIT_MS = 1_000
/** In seconds. A longer time in `Retry-After` would be no use to a page. */
const MAX_RETRY_AFTER = 3_600

/** Asks a limiter once. Never throws. */
export async function consumeOnce(limiter: RateLimiter, key: string): Promise<Consumed> {
  try {
    const result = await limiter.consume(key)
    return isObject(result) && result['success'] === false
      ? { kind: 'rejected', waitMs: waitIn(Number(result['reset']) - Date.now()) }
      : { kind: 'granted' }
  } catch (error) {
    return isObject(error) && 'msBeforeNext' in error
      ? { kind: 'rejected', waitMs: waitIn(Number(error['msBeforeNext'])) }
      : { kind: 'failed', error }
  }
}

const waitIn = (ms: number): number => (Number.isNaN(ms) ? UNKNOWN_WAIT_MS : Math.max(0, ms))

/** @returns whole seconds for `Retry-After`, at least one */
export const retryAfterOf = (waitMs: number): number =>
  Math.min(MAX_RETRY_AFTER, Math.max(1, Math.ceil(waitMs / 1000)))

/** @returns what to throw when a call is rejected */
export const rejection = (waitMs: number) => ({ msBeforeNext: Math.max(1, Math.ceil(waitMs)) })
