/** The header `Retry-After`, which browser and server read alike. */

/**
 * Parses `Retry-After` (RFC 9110 §10.2.3: seconds or an HTTP date).
 * @param now the wall clock, in milliseconds since the epoch
 * @returns seconds; `undefined` for a past, negative or malformed value
 */
export function parseRetryAfter(value: unknown, now: number): number | undefined {
  if (typeof value === 'number')
    return Number.isFinite(value) && value > 0 ? Math.ceil(value) : undefined
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (/^\d{1,9}$/.test(text)) return Number(text) > 0 ? Number(text) : undefined
  // An HTTP date starts with the name of the day. `Date.parse` alone reads "-5" or "1.5" as a year.
  const at = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN
  return at > now ? Math.ceil((at - now) / 1000) : undefined
}
