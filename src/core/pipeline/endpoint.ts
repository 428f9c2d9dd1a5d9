/**
 * One POST to the app's own endpoint: strict request, small answer, every failure with a code.
 * Layer L2.
 */
import { parseRetryAfter } from './backoff.js'
import type { Clock } from '../platform/clock.js'
import { isUploadError, uploadError, type UploadFailure } from '../errors.js'
import { againIn, malformed, type CallPhase } from '../protocol/responses.js'
import { cappedText } from '../protocol/capped-text.js'
import { isObject, own, parseJson } from '../protocol/json.js'
import type { UploadOptions } from './types.js'
import { TimeoutError, withTimeout } from '../platform/timeout.js'

export interface CallContext {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Milliseconds. */
  readonly timeout: number
  /**
   * Notes that a call ended without a response; returns whether the browser says that it is
   * offline.
   */
  readonly failed: () => boolean
}

/**
 * POSTs JSON and returns the parsed answer of a 2xx; throws `UploadError` or the signal's reason.
 */
export function postJson(
  url: string,
  body: unknown,
  phase: CallPhase,
  options: Pick<UploadOptions, 'fetch' | 'headers' | 'credentials'>,
  context: CallContext,
): Promise<unknown> {
  return guarded(phase, context, async (signal) => {
    const headers = new Headers(
      typeof options.headers === 'function' ? await options.headers() : options.headers,
    )
    // Cancelled meanwhile: the host's own `fetch` is not called any more.
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
    const answer = text === undefined ? undefined : parseJson(text)
    if (!response.ok)
      throw statusError(response.status, retryAfter(response, answer, context.clock.now()), phase)
    if (answer === undefined) throw malformed(phase, response.status)
    return answer
  })
}

/**
 * Runs a call under its limit and gives every failure a code; used for hosts' own functions as
 * well.
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
  // A host's own client may throw an error with the HTTP status in it.
  const status =
    typeof thrown === 'object' && thrown !== null && 'status' in thrown ? thrown.status : undefined
  if (typeof status === 'number' && status >= 400 && status < 600)
    return statusError(status, undefined, phase)
  // fetch reports every network failure as a TypeError
  // (https://fetch.spec.whatwg.org/#fetch-method); offline, a host's own client may not.
  const offline = context.failed()
  if (offline || thrown instanceof TypeError)
    return uploadError('network', phase, againIn(phase), { offline })
  return uploadError('endpoint-rejected', phase, againIn(phase), {})
}

/** The meaning of an HTTP status at the app's own endpoint. */
function statusError(status: number, seconds: number | undefined, phase: CallPhase): UploadFailure {
  const wait = seconds === undefined ? {} : { retryAfter: seconds }
  if (status === 401 || status === 403 || status === 419)
    return uploadError('unauthorized', phase, 'sign-in', {}, status)
  if (status === 429) return uploadError('rate-limited', phase, againIn(phase), wait, status)
  if (status === 408 || status === 425 || status >= 500)
    return uploadError('service-unavailable', phase, againIn(phase), wait, status)
  return uploadError('endpoint-rejected', phase, againIn(phase), {}, status)
}

function retryAfter(response: Response, answer: unknown, now: number): number | undefined {
  const inBody = isObject(answer) ? own(answer, 'retryAfter') : undefined
  return parseRetryAfter(response.headers.get('Retry-After'), now) ?? parseRetryAfter(inBody, now)
}
