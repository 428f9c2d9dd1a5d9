/** The budget of one subject. */
import { HttpError } from './http-error.js'
import { consumeOnce, retryAfterOf, type RateLimiter } from './limits/rate-limiter.js'
import { within } from './timeouts.js'
import type { Caller } from './upstream/exchange.js'

/**
 * Takes one call from the subject's budget.
 * @param ms time limit for the limiter
 * @throws {@link HttpError} if it is used up, or if the limiter fails or hangs
 */
export async function takeOwnTurn(
  limiter: RateLimiter,
  { subject, signal, trace }: Caller,
  ms: number,
): Promise<void> {
  const startedAt = performance.now()
  const late = () => new HttpError('service-busy', 'limiter-timeout')
  try {
    const consumed = await within(() => consumeOnce(limiter, subject), { ms, signal, late })
    if (consumed.kind === 'failed')
      throw new HttpError('service-busy', 'limiter-failed', { thrown: consumed.error })
    if (consumed.kind === 'rejected')
      throw new HttpError('rate-limited', 'subject-limit', {
        retryAfter: retryAfterOf(consumed.waitMs),
      })
  } finally {
    trace.waitMs += performance.now() - startedAt
  }
}
