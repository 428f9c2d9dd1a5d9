/** The account's budget: one limiter for each call, by default those that the service documents. */
import { createFairQueue, type FairQueue } from './fair-queue.js'
import type { RateLimiter } from './rate-limiter.js'
import { createSpacer } from './spacer.js'

type Call = 'presigned-url' | 'complete'

/** Limiters of the account's calls: one for both, or one for each. */
export type AccountLimiter = RateLimiter | { readonly [call in Call]?: RateLimiter | undefined }

/** The service allows 50 links a second and 1000 `complete` calls a minute. */
const BUDGETS = {
  'presigned-url': { limit: 50, windowMs: 1_000 },
  complete: { limit: 1_000, windowMs: 60_000 },
} as const

/**
 * @param given limiters of the host app
 * @param instances number of instances among which the default limiters divide the budget
 * @param maxWaitMs longest wait for a turn, in ms
 */
export function accountQueues(
  given: AccountLimiter = {},
  instances = 1,
  maxWaitMs = 1_000,
): Readonly<Record<Call, FairQueue>> {
  const queue = (call: Call) => {
    const own = isLimiter(given) ? given : given[call]
    // It does not wait, because the queue does.
    const limiter = own ?? createSpacer({ ...BUDGETS[call], instances, maxWaitMs: 0 })
    return createFairQueue(limiter, call, maxWaitMs)
  }
  return { 'presigned-url': queue('presigned-url'), complete: queue('complete') }
}

const isLimiter = (given: AccountLimiter): given is RateLimiter => 'consume' in given
