/**
 * One signed call to the service: a fixed address, no redirects, 5 seconds, at most 64 KB of
 * response.
 */
import { MAX_RESPONSE_BYTES } from '../core/protocol/capped-text.js'
import { isObject, own, parseJson, type Fields } from '../core/protocol/json.js'
import { readText } from './http.js'
import { HttpError } from './http-error.js'
import { signRequest } from './sign.js'

export interface UpstreamConfig {
  readonly accessKey: string
  readonly secretKey: string
  readonly baseUrl: string
  readonly fetch: typeof globalThis.fetch
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** A response of the service, its body parsed if it is JSON. */
interface UpstreamResponse {
  readonly status: number
  readonly body: unknown
  /** In seconds. */
  readonly retryAfter: number | undefined
}

const TIMEOUT_MS = 5_000
/** In seconds. The gateway names no time for a used-up quota, and it does not recover soon. */
const QUOTA_RETRY_AFTER = 60

/**
 * POSTs `body` to the service.
 * @returns `result` of a successful response
 * @throws {@link HttpError} for every other response, and if there is none
 */
export async function callService(
  config: UpstreamConfig,
  path: string,
  body: Fields,
  signal: AbortSignal,
): Promise<Fields> {
  const url = new URL(config.baseUrl.replace(/\/+$/, '') + path)
  const signature = await signRequest({
    method: 'POST',
    path: url.pathname + url.search,
    timestamp: config.now(),
    accessKey: config.accessKey,
    secretKey: config.secretKey,
  })
  const headers = { ...signature, 'Content-Type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  return resultOf(await send(config, url, init, signal))
}

async function send(
  { fetch }: UpstreamConfig,
  url: URL,
  init: RequestInit,
  signal: AbortSignal,
): Promise<UpstreamResponse> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const response = await fetch(url.href, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.any([timeout, signal]),
    })
    const text = await readText(response.body, MAX_RESPONSE_BYTES)
    const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
    const retryAfter = Number.isInteger(seconds) && seconds > 0 ? seconds : undefined
    const body = text === undefined ? undefined : parseJson(text)
    return { status: response.status, body, retryAfter }
  } catch {
    // The error of `fetch` may contain the address and is not passed on.
    if (timeout.aborted) throw new HttpError('service-timeout', 'upstream-timeout')
    throw new HttpError(
      'service-unavailable',
      signal.aborted ? 'client-gone' : 'upstream-unreachable',
    )
  }
}

function resultOf(response: UpstreamResponse): Fields {
  const { status, body } = response
  // The status is checked first: the gateway sends `errorCode: "200"` for failed authentication.
  if (status < 200 || status > 299) throw statusError(response)
  if (!isObject(body))
    throw new HttpError('service-unavailable', 'upstream-malformed', { upstreamStatus: status })
  const code = own(body, 'code')
  if (Object.hasOwn(body, 'error') || (code !== '0' && code !== 0)) {
    throw new HttpError('rejected', 'upstream-code', {
      upstreamStatus: status,
      upstreamCode: codeOf(body),
    })
  }
  const result = own(body, 'result')
  if (!isObject(result))
    throw new HttpError('service-unavailable', 'upstream-malformed', { upstreamStatus: status })
  return result
}

/** The service's `code` or the gateway's `errorCode` (a string or a number), only for `onEvent`. */
function codeOf(body: unknown): string | undefined {
  if (!isObject(body)) return undefined
  const error = own(body, 'error')
  const code = isObject(error) ? own(error, 'errorCode') : own(body, 'code')
  const text = typeof code === 'number' ? String(code) : code
  return typeof text === 'string' && /^[\w-]{1,16}$/.test(text) ? text : undefined
}

/** https://api-gov.ncloud-docs.com/docs/api-call-lgc-errorhandling */
function statusError({ status, body, retryAfter }: UpstreamResponse): HttpError {
  const upstreamCode = codeOf(body)
  const details = { upstreamStatus: status, upstreamCode }
  // The service rejected the account's keys. The user cannot fix that by signing in, so the page
  // gets no 401.
  if (status === 401 || status === 403)
    return new HttpError('internal', 'upstream-rejected-keys', details)
  if (status === 429 && upstreamCode === '400')
    return new HttpError('rate-limited', 'upstream-quota', {
      ...details,
      retryAfter: QUOTA_RETRY_AFTER,
    })
  if (status === 429)
    return new HttpError('rate-limited', 'upstream-rate-limited', {
      ...details,
      retryAfter: retryAfter ?? 1,
    })
  if (status === 503)
    return new HttpError('service-busy', 'upstream-status', { ...details, retryAfter })
  if (status === 504) return new HttpError('service-timeout', 'upstream-status', details)
  if (status === 400 || status === 413 || status === 422)
    return new HttpError('rejected', 'upstream-rejected', details)
  return new HttpError('service-unavailable', 'upstream-status', { ...details, retryAfter })
}
