/** When to try again, and after how long. Pure. Layer L1. */
import type { UploadFailure } from '../errors.js'
import { BACKOFF_BASE_MS, BACKOFF_CAP_MS, MAX_RETRY_AFTER_MS } from '../spec.js'

/** Answers that a later, equal request may not get again. */
const TRANSIENT = [408, 425, 429, 500, 502, 503, 504]

/**
 * Full jitter (AWS Architecture Blog, "Exponential Backoff and Jitter"): random(0, min(cap, base ·
 * 2ⁿ)); `tries` counts from 1.
 */
export function backoffMs(tries: number, random: () => number): number {
  return random() * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** tries)
}

/**
 * True where asking the endpoint again may help. A call that timed out is not repeated: the person
 * has waited enough.
 */
export function isTransient(error: UploadFailure): boolean {
  if (error.code === 'network') return true
  return (
    (error.code === 'rate-limited' || error.code === 'service-unavailable') &&
    (error.status === undefined ? error.code === 'rate-limited' : TRANSIENT.includes(error.status))
  )
}

/**
 * Milliseconds until the next try; `undefined` where the service asks for more patience than a wait
 * is worth.
 */
export function delayBefore(
  tries: number,
  retryAfterSeconds: number | undefined,
  random: () => number,
): number | undefined {
  if (retryAfterSeconds === undefined) return backoffMs(tries, random)
  const ms = retryAfterSeconds * 1000
  return ms <= MAX_RETRY_AFTER_MS ? ms : undefined
}

/**
 * `Retry-After` in seconds (RFC 9110 §10.2.3: seconds or an HTTP date); past, negative and
 * malformed values are ignored.
 */
export function parseRetryAfter(value: unknown, now: number): number | undefined {
  if (typeof value === 'number')
    return Number.isFinite(value) && value > 0 ? Math.ceil(value) : undefined
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (/^\d{1,9}$/.test(text)) return Number(text) > 0 ? Number(text) : undefined
  // An HTTP date starts with the day's name; Date.parse alone would take "-5" or "1.5" for a year.
  const at = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN
  return at > now ? Math.ceil((at - now) / 1000) : undefined
}

/** The wait that the answer asked for, in seconds. */
export function retryAfterOf(error: UploadFailure): number | undefined {
  return error.code === 'rate-limited' || error.code === 'service-unavailable'
    ? error.details.retryAfter
    : undefined
}
