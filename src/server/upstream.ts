/**
 * One signed call to the service: fixed address, no redirects, short, small answer, three body
 * shapes.
 */
import { isObject, own, parseJson, readAtMost, type Fields } from './http.js'
import { HttpError } from './http-error.js'
import { signRequest } from './sign.js'

export interface UpstreamConfig {
  readonly accessKey: string
  readonly secretKey: string
  readonly baseUrl: string
  readonly fetch: typeof globalThis.fetch
  readonly now: () => number
}

const TIMEOUT_MS = 5_000
const MAX_BYTES = 65_536
/** A used-up quota does not come back soon; the gateway names no time. In seconds. */
const QUOTA_RETRY_AFTER = 60

/**
 * POSTs `body` and returns `result` of a successful answer; throws `HttpError` for everything else.
 */
export async function callService(
  config: UpstreamConfig,
  path: string,
  body: Fields,
  signal: AbortSignal,
): Promise<Fields> {
  const url = new URL(config.baseUrl.replace(/\/+$/, '') + path)
  const headers = await signRequest({
    method: 'POST',
    path: url.pathname + url.search,
    timestamp: config.now(),
    accessKey: config.accessKey,
    secretKey: config.secretKey,
  })
  const { status, answer, retryAfter } = await send(
    config,
    url,
    { ...headers, 'Content-Type': 'application/json' },
    body,
    signal,
  )
  // The status comes first: a gateway error carries `errorCode: "200"` for failed authentication.
  if (status < 200 || status > 299) throw statusError(status, codeOf(answer), retryAfter)
  if (!isObject(answer))
    throw new HttpError('service-unavailable', 'upstream-malformed', { upstreamStatus: status })
  const code = own(answer, 'code')
  if (Object.hasOwn(answer, 'error') || (code !== '0' && code !== 0)) {
    throw new HttpError('rejected', 'upstream-code', {
      upstreamStatus: status,
      upstreamCode: codeOf(answer),
    })
  }
  const result = own(answer, 'result')
  if (!isObject(result))
    throw new HttpError('service-unavailable', 'upstream-malformed', { upstreamStatus: status })
  return result
}

async function send(
  { fetch }: UpstreamConfig,
  url: URL,
  headers: Record<string, string>,
  body: Fields,
  signal: AbortSignal,
) {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const response = await fetch(url.href, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.any([timeout, signal]),
    })
    const bytes = await readAtMost(response.body, MAX_BYTES)
    const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
    const retryAfter = Number.isInteger(seconds) && seconds > 0 ? seconds : undefined
    return { status: response.status, answer: bytes && parseJson(bytes), retryAfter }
  } catch {
    // The error of `fetch` may hold the address and is not passed on.
    if (timeout.aborted) throw new HttpError('service-timeout', 'upstream-timeout')
    throw new HttpError(
      'service-unavailable',
      signal.aborted ? 'client-gone' : 'upstream-unreachable',
    )
  }
}

/** The service's `code` or the gateway's `errorCode` (a string or a number), for `onEvent` only. */
function codeOf(answer: unknown): string | undefined {
  if (!isObject(answer)) return undefined
  const error = own(answer, 'error')
  const code = isObject(error) ? own(error, 'errorCode') : own(answer, 'code')
  const text = typeof code === 'number' ? String(code) : code
  return typeof text === 'string' && /^[\w-]{1,16}$/.test(text) ? text : undefined
}

/** https://api-gov.ncloud-docs.com/docs/api-call-lgc-errorhandling */
function statusError(
  status: number,
  upstreamCode: string | undefined,
  retryAfter: number | undefined,
): HttpError {
  const details = { upstreamStatus: status, upstreamCode }
  // Our keys were rejected. That is not the visitor's doing, so it must not look like a missing
  // sign-in.
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
