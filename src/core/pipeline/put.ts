/**
 * Sends the image: exactly one `send()` per upload link, and an outcome that says what is known.
 */
import { abortable } from '../platform/abort.js'
import type { Ports } from '../platform/ports.js'
import { createTimeout } from '../platform/clock.js'
import { MAX_RESPONSE_BYTES } from '../protocol/capped-text.js'
import { saysExpired, storageErrorCode } from '../protocol/storage-error.js'
import { parseRetryAfter } from '../protocol/retry-after.js'
import type { Timeouts } from '../spec.js'

/**
 * - `stored`: a readable 2xx from the URL itself
 * - `rate-limited`: a readable 429, so nothing was stored
 * - `unknown`: everything else. Browsers themselves send a PUT again after a reset on a reused
 *   connection and then report the second response, so even a 403 may belong to a stored image.
 */
export type PutOutcome =
  | { readonly kind: 'stored' }
  | { readonly kind: 'rate-limited'; readonly retryAfter: number | undefined }
  | UnknownOutcome

export interface UnknownOutcome {
  readonly kind: 'unknown'
  readonly why: 'network' | 'stalled' | 'status' | 'redirect' | 'body'
  /** The HTTP status; 0 if no response was readable. */
  readonly status: number
  /** Bytes that the browser has reported as sent. */
  readonly sent: number
  /** The storage's own error code, if its XML was readable. */
  readonly storageCode: string | undefined
  /** Whether the storage said that the link has expired. */
  readonly expired: boolean
}

export interface PutContext {
  readonly ports: Ports
  readonly signal: AbortSignal
  readonly timeouts: Timeouts
  /** Called with each progress event of the browser; 632 within 10 ms have been seen. */
  readonly onProgress: (loaded: number) => void
  /** Called once, when the browser has reported all bytes as sent. */
  readonly onSent: () => void
}

/**
 * Sends one PUT.
 * @returns an outcome, whatever happens
 * @throws only the signal's reason
 */
export function put(
  blob: Blob,
  to: { readonly url: string; readonly type: string },
  context: PutContext,
): Promise<PutOutcome> {
  const { ports, signal } = context
  return abortable(signal, (resolve) => {
    const xhr = ports.createXhr()
    const unknown = (why: UnknownOutcome['why']) =>
      resolve({ ...responseOf(xhr), kind: 'unknown', why, sent: sending.sent() })
    const sending = watchSending(xhr, blob.size, context, () => unknown('stalled'))
    const stopAbove = (bytes: number) => void (bytes > MAX_RESPONSE_BYTES && unknown('body'))
    // Firefox may fire no progress event while a large response arrives fast.
    xhr.onreadystatechange = () => stopAbove(xhr.readyState === 2 ? lengthOf(xhr) : 0)
    xhr.onprogress = ({ loaded }) => stopAbove(loaded)
    xhr.onload = () => resolve(outcomeOf(xhr, to.url, sending.sent(), ports.clock.now()))
    xhr.onerror = () => unknown('network')
    try {
      xhr.open('PUT', to.url)
      xhr.setRequestHeader('Content-Type', to.type)
      xhr.send(blob)
    } catch {
      // The message of the exception may contain the URL.
      unknown('network')
    }
    /** The first event decides. The request is then aborted, so that no response is downloaded. */
    return () => {
      sending.stop()
      xhr.abort()
    }
  })
}

/** The announced bytes of the response; 0 where they are not announced. */
const lengthOf = (xhr: XMLHttpRequest): number => Number(xhr.getResponseHeader('Content-Length'))

const NO_LISTENERS = {
  onreadystatechange: null,
  onprogress: null,
  onload: null,
  onerror: null,
}

/**
 * Watches the upload: counts the bytes and calls `onTimeout` if no upload event arrives in time.
 * One timer has three meanings, because browsers differ in what they report:
 *
 * - From `send()` to the first upload event it runs for `stall` + `response`: behind a service
 *   worker browsers report no upload events, however fast the bytes leave, so silence is no stall
 *   until both limits are over.
 * - From an upload event to the next it runs for `stall`.
 * - From the last byte on it runs for `response`. Either `progress` with all bytes or `load` of the
 *   upload comes first, and some browsers fire both: `onSent` is called for the first.
 *
 * If a browser sends the PUT again by itself, its count starts again at 0. That restarts the timer,
 * but the count that is kept never goes back. The listeners are set before `send()`, because upload
 * listeners make a cross-origin request need a preflight.
 * @returns the count, and a function that ends the watch
 */
function watchSending(
  xhr: XMLHttpRequest,
  total: number,
  { ports, timeouts, onProgress, onSent }: PutContext,
  onTimeout: () => void,
) {
  const timeout = createTimeout(ports.clock, onTimeout)
  let sent = 0
  let isSent = false
  const allSent = () => {
    timeout.restart(timeouts.response)
    if (!isSent) onSent()
    isSent = true
  }
  xhr.upload.onprogress = ({ loaded }) => {
    sent = Math.max(sent, loaded)
    onProgress(loaded)
    if (loaded < total) timeout.restart(timeouts.stall)
    else allSent()
  }
  xhr.upload.onload = allSent
  timeout.restart(timeouts.stall + timeouts.response)
  return {
    sent: () => sent,
    stop() {
      timeout.stop()
      // An aborted upload still fires events.
      Object.assign(xhr.upload, NO_LISTENERS)
      Object.assign(xhr, NO_LISTENERS)
    },
  }
}

/** @returns what a complete response means */
function outcomeOf(xhr: XMLHttpRequest, url: string, sent: number, now: number): PutOutcome {
  const { status, responseURL } = xhr
  const unknown = (why: UnknownOutcome['why']): PutOutcome => ({
    ...responseOf(xhr),
    kind: 'unknown',
    why,
    sent,
  })
  // XHR follows redirects by itself; only `responseURL` shows them
  // (https://xhr.spec.whatwg.org/#the-responseurl-attribute). A redirect to a target that does not
  // allow this origin looks like any broken connection.
  if (responseURL !== '' && responseURL !== withoutFragment(url)) return unknown('redirect')
  if (status === 429)
    return {
      kind: 'rate-limited',
      retryAfter: parseRetryAfter(xhr.getResponseHeader('Retry-After'), now),
    }
  if (status < 200 || status > 299) return unknown('status')
  // A captive portal responds with 200 and an HTML page; a storage's success has an empty body.
  return responseURL === '' || isHtml(xhr) ? unknown('body') : { kind: 'stored' }
}

const isHtml = (xhr: XMLHttpRequest): boolean =>
  /\bhtml\b/i.test(xhr.getResponseHeader('Content-Type') ?? '') ||
  /^\s*<(!doctype|html)/i.test(textOf(xhr).slice(0, 256))

/** Returns status and error code, and nothing else of the storage's text. */
function responseOf(
  xhr: XMLHttpRequest,
): Pick<UnknownOutcome, 'status' | 'storageCode' | 'expired'> {
  const text = textOf(xhr)
  const storageCode = storageErrorCode(text)
  return {
    status: xhr.status,
    storageCode,
    expired: saysExpired(storageCode, text),
  }
}

function textOf(xhr: XMLHttpRequest): string {
  return xhr.responseType === '' || xhr.responseType === 'text'
    ? xhr.responseText.slice(0, MAX_RESPONSE_BYTES)
    : ''
}

function withoutFragment(url: string): string {
  const parsed = new URL(url)
  parsed.hash = ''
  return parsed.href
}
