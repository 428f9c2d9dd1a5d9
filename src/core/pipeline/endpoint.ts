/**
 * One POST to the host app's endpoint: a strict request, a small response, a code for each failure.
 */
import { isUploadError, uploadError, withStatus, type UploadFailure } from '../errors.js'
import { TimeoutError, withTimeout, type Clock } from '../platform/clock.js'
import { cappedText } from '../protocol/capped-text.js'
import { isObject, own, parseJson } from '../protocol/json.js'
import { againIn, malformed, type CallPhase } from '../protocol/responses.js'
import { parseRetryAfter } from '../protocol/retry-after.js'
import type { UploadOptions } from './types.js'

export interface CallContext {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Time limit of the call, in milliseconds. */
  readonly timeout: number
  /**
   * Notes that a call ended without a response.
   * @returns whether the browser says that it is offline
   */
  readonly failed: () => boolean
}

/** A POST of JSON. */
export interface Call {
  readonly url: string
  readonly body: unknown
  readonly phase: CallPhase
}

/**
 * POSTs JSON.
 * @returns the parsed body of a 2xx response
 * @throws UploadError, or the signal's reason
 */
export function postJson(
  { url, body, phase }: Call,
  options: Pick<UploadOptions, 'fetch' | 'headers' | 'credentials'>,
  context: CallContext,
): Promise<unknown> {
  return guarded(phase, context, async (signal) => {
    const headers = new Headers(
      typeof options.headers === 'function' ? await options.headers() : options.headers,
    )
    // The user may have cancelled meanwhile; the host's `fetch` is then not called.
    signal.throwIfAborted()
    headers.set('Accept', 'application/json')
    headers.set('Content-Type', 'application/json')
    const send = options.fetch ?? globalThis.fetch
    const response = await send(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      credentials: options.credentials ?? 'same-origin',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal,
    })
    const text = await cappedText(response)
    const content = text === undefined ? undefined : parseJson(text)
    if (!response.ok && text?.includes('"origin-not-allowed"'))
      throw withStatus(response.status, uploadError('endpoint-rejected', phase, 'none', {}))
    if (!response.ok)
      throw statusError(response.status, retryAfter(response, content, context.clock.now()), phase)
    if (content === undefined) throw withStatus(response.status, malformed(phase))
    return content
  })
}

/**
 * Runs a request with a time limit and maps every failure to an `UploadError`. Functions of the
 * host app run in it too.
 * @throws UploadError, or the signal's reason
 */
export async function guarded(
  phase: CallPhase,
  context: CallContext,
  run: (signal: AbortSignal) => Promise<unknown>,
): Promise<unknown> {
  try {
    return await withTimeout(context.timeout, context.clock, context.signal, run)
  } catch (thrown) {
    if (context.signal.aborted) throw context.signal.reason
    throw callError(thrown, phase, context)
  }
}

function callError(thrown: unknown, phase: CallPhase, context: CallContext): UploadFailure {
  if (isUploadError(thrown)) return thrown
  if (thrown instanceof TimeoutError)
    return uploadError('service-unavailable', phase, againIn(phase), {})
  // Errors of a host's HTTP client may have the HTTP status as `status`.
  const status =
    typeof thrown === 'object' && thrown !== null && 'status' in thrown ? thrown.status : undefined
  if (typeof status === 'number' && status >= 400 && status < 600)
    return statusError(status, undefined, phase)
  // `fetch` rejects with a TypeError for every network failure
  // (https://fetch.spec.whatwg.org/#fetch-method). A host's HTTP client may throw another error, so
  // being offline counts too.
  const offline = context.failed()
  if (offline || thrown instanceof TypeError)
    return uploadError('network', phase, againIn(phase), { offline })
  return uploadError('endpoint-rejected', phase, againIn(phase), {})
}

/** @param seconds what `Retry-After` asked for */
const statusError = (
  status: number,
  seconds: number | undefined,
  phase: CallPhase,
): UploadFailure =>
  withStatus(status, meaningOf(status, seconds === undefined ? {} : { retryAfter: seconds }, phase))

/** The meaning of an HTTP status at the host app's endpoint. */
function meaningOf(
  status: number,
  wait: { readonly retryAfter?: number },
  phase: CallPhase,
): UploadFailure {
  if (status === 401 || status === 403 || status === 419)
    return uploadError('unauthorized', phase, 'sign-in', {})
  // The receipt of the upload has expired: only another upload can be confirmed.
  if (status === 410 && phase === 'confirm')
    return uploadError('link-expired', phase, 'try-again', {})
  if (status === 429) return uploadError('rate-limited', phase, againIn(phase), wait)
  if (status === 408 || status === 425 || status >= 500)
    return uploadError('service-unavailable', phase, againIn(phase), wait)
  return uploadError('endpoint-rejected', phase, againIn(phase), {})
}

/** @returns the wait in seconds that the header or the body asks for */
function retryAfter(response: Response, content: unknown, now: number): number | undefined {
  const inBody = isObject(content) ? own(content, 'retryAfter') : undefined
  return parseRetryAfter(response.headers.get('Retry-After'), now) ?? parseRetryAfter(inBody, now)
}
