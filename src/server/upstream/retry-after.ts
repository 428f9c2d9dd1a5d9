/** How long a response asks to wait, within limits. */
import { parseRetryAfter } from '../../core/protocol/retry-after.js'

/** In seconds. */
const MAX_RETRY_AFTER = 60

/**
 * Reads `Retry-After` of a response of the service or the storage: seconds or a date. A date is
 * compared with the response's own `Date`, so that the clocks may differ.
 * @returns whole seconds from 1 to 60; `undefined` if the header is missing or malformed
 */
export function retryAfterOf(headers: Headers): number | undefined {
  const text = headers.get('Retry-After')
  if (text === null) return undefined
  if (/^\s*\d{9,}\s*$/.test(text)) return MAX_RETRY_AFTER
  const sentAt = Date.parse(headers.get('Date') ?? '')
  const seconds = parseRetryAfter(text, Number.isNaN(sentAt) ? Date.now() : sentAt)
  return seconds === undefined ? undefined : Math.min(seconds, MAX_RETRY_AFTER)
}
