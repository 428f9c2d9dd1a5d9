/** What a response of the service means: its result, or an error for the page and the event. */
import { isObject, own, type Fields } from '../../core/protocol/json.js'
import type { Trace } from '../events.js'
import { HttpError, type HttpErrorCode } from '../http-error.js'

/** A response of the service, its body parsed if it is JSON. */
export interface UpstreamResponse {
  readonly status: number
  readonly body: unknown
  /** In seconds, from 1 to 60. */
  readonly retryAfter: number | undefined
  /** The header `Date`. */
  readonly date: string | null
}

/** In seconds. The gateway names no time for a used-up quota, and it does not recover soon. */
const QUOTA_RETRY_AFTER = 60
/** In seconds. Keys are mended by a human. */
const KEYS_RETRY_AFTER = 5

/**
 * @param trace takes the error code
 * @returns `result` of a successful response
 * @throws {@link HttpError} for every other one
 */
export function resultOf(response: UpstreamResponse, trace: Trace): Fields {
  const { status, body } = response
  delete trace.upstreamCode
  // The status is checked first: the gateway sends `errorCode: "200"` for failed authentication.
  if (status < 200 || status > 299) throw statusError(response, trace)
  const code = isObject(body) ? own(body, 'code') : undefined
  if (isObject(body) && (Object.hasOwn(body, 'error') || (code !== '0' && code !== 0))) {
    noteCode(body, trace)
    throw new HttpError('rejected', 'upstream-code', { upstreamStatus: status })
  }
  const result = isObject(body) ? own(body, 'result') : undefined
  if (!isObject(result))
    throw new HttpError('service-unavailable', 'upstream-malformed', { upstreamStatus: status })
  return result
}

/** The service's `code` or the gateway's `errorCode` (a string or a number), only for `onEvent`. */
function noteCode(body: unknown, trace: Trace): string | undefined {
  if (!isObject(body)) return undefined
  const error = own(body, 'error')
  const code = isObject(error) ? own(error, 'errorCode') : own(body, 'code')
  const text = typeof code === 'number' ? String(code) : code
  if (typeof text !== 'string' || !/^[\w-]{1,16}$/.test(text)) return undefined
  trace.upstreamCode = text
  return text
}

/** https://api-gov.ncloud-docs.com/docs/api-call-lgc-errorhandling */
function statusError({ status, body, retryAfter }: UpstreamResponse, trace: Trace): HttpError {
  const code = noteCode(body, trace)
  const error = (kind: HttpErrorCode, reason: string, wait?: number) =>
    new HttpError(kind, reason, { upstreamStatus: status, retryAfter: wait })
  // The service rejected the account's keys. The user cannot fix that by signing in, so the page
  // gets no 401.
  if (status === 401 || status === 403)
    return error('internal', 'upstream-rejected-keys', retryAfter ?? KEYS_RETRY_AFTER)
  if (status === 429 && code === '400')
    return error('rate-limited', 'upstream-quota', QUOTA_RETRY_AFTER)
  if (status === 429) return error('rate-limited', 'upstream-rate-limited', retryAfter ?? 1)
  if (status === 503) return error('service-busy', 'upstream-status', retryAfter)
  if (status === 504) return error('service-timeout', 'upstream-status', retryAfter)
  if (status === 400 || status === 413 || status === 422)
    return error('rejected', 'upstream-rejected')
  return error('service-unavailable', 'upstream-status', retryAfter)
}
