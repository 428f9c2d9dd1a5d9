/** When a request is repeated, and after how long. Pure. */
import type { UploadFailure } from '../errors.js'
import { BACKOFF_BASE_MS, BACKOFF_CAP_MS, MAX_RETRY_AFTER_MS } from '../spec.js'

/** HTTP statuses after which the same request may succeed later. */
const TRANSIENT = [408, 425, 429, 500, 502, 503, 504]

/**
 * Full jitter (AWS Architecture Blog, "Exponential Backoff and Jitter"): random(0, min(cap, base ·
 * 2ⁿ)).
 * @param tries how often the request was made, from 1
 * @param random returns a number from 0 to 1
 * @returns milliseconds
 */
export function backoffMs(tries: number, random: () => number): number {
  return random() * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** tries)
}

/**
 * Whether it may help to call the endpoint again. A call that exceeded its time limit is not
 * repeated, because the user has already waited that long.
 */
export function isTransient(error: UploadFailure): boolean {
  if (error.code === 'network') return true
  return (
    (error.code === 'rate-limited' || error.code === 'service-unavailable') &&
    (error.status === undefined ? error.code === 'rate-limited' : TRANSIENT.includes(error.status))
  )
}

/**
 * @param tries how often the request was made, from 1
 * @param retryAfterSeconds what the response asked for
 * @returns milliseconds until the next request, or `undefined` if the service asks for a longer
 * wait than `MAX_RETRY_AFTER_MS`
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

/** @returns the wait that the response asked for, in seconds */
export function retryAfterOf(error: UploadFailure): number | undefined {
  return error.code === 'rate-limited' || error.code === 'service-unavailable'
    ? error.details.retryAfter
    : undefined
}
