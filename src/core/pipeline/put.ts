/**
 * Sends the image: exactly one `send()` per link, and an outcome that says what is known and no
 * more. Layer L2.
 */
import { parseRetryAfter } from './backoff.js'
import type { Ports } from '../platform/ports.js'
import { MAX_RESPONSE_BYTES } from '../protocol/capped-text.js'
import { storageErrorCode } from '../protocol/storage-error.js'
import type { Timeouts } from '../spec.js'
import { createTimeout } from '../platform/timeout.js'

/**
 * `stored`: a readable 2xx from the very URL. `rejected`: a readable 429, so nothing was kept.
 * `unknown`: everything else, because browsers re-send a PUT by themselves after a reset on a
 * reused connection and then report the second answer: a 403 may belong to an image that is stored.
 */
export type PutOutcome =
  | { readonly kind: 'stored' }
  | { readonly kind: 'rate-limited'; readonly retryAfter: number | undefined }
  | UnknownOutcome

export interface UnknownOutcome {
  readonly kind: 'unknown'
  readonly why: 'network' | 'stalled' | 'status' | 'redirect' | 'body'
  /** 0 where no answer was readable. */
  readonly status: number
  /** Bytes that are known to have left. */
  readonly sent: number
  /** The storage's own error code, where its XML was readable. */
  readonly storageCode: string | undefined
  /** The storage said that the link has expired. */
  readonly expired: boolean
}

export interface PutContext {
  readonly ports: Ports
  readonly signal: AbortSignal
  readonly timeouts: Timeouts
  /** Every progress event of the browser; 632 in 10 ms have been seen. */
  readonly onProgress: (loaded: number) => void
  /** The last byte has left the page. */
  readonly onSent: () => void
}

/** Resolves with an outcome, whatever happens; rejects only with the signal's reason. */
export function put(
  blob: Blob,
  to: { readonly url: string; readonly type: string },
  context: PutContext,
): Promise<PutOutcome> {
  const { ports, signal } = context
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const xhr = ports.createXhr()
    const onAbort = () => finish(() => reject(signal.reason))
    /**
     * The first word counts; what is still running is stopped, so that no answer is read to its end
     * for nothing.
     */
    const finish = (then: () => void) => {
      sending.stop()
      signal.removeEventListener('abort', onAbort)
      then()
      xhr.abort()
    }
    const unknown = (why: UnknownOutcome['why']) => {
      const outcome = { ...answerOf(xhr), kind: 'unknown', why, sent: sending.sent() } as const
      finish(() => resolve(outcome))
    }
    const sending = watchSending(xhr, blob.size, context, () => unknown('stalled'))
    signal.addEventListener('abort', onAbort)
    xhr.onprogress = ({ loaded }) => {
      if (loaded > MAX_RESPONSE_BYTES) unknown('body')
    }
    xhr.onload = () => {
      const outcome = judge(xhr, to.url, sending.sent(), ports.clock.now())
      finish(() => resolve(outcome))
    }
    xhr.onerror = () => unknown('network')
    try {
      xhr.open('PUT', to.url)
      xhr.setRequestHeader('Content-Type', to.type)
      xhr.send(blob)
    } catch {
      // The thrown text may hold the URL.
      unknown('network')
    }
  })
}

/**
 * Counts what leaves and calls back when nothing moves. Must be set up before `send()`: upload
 * listeners make the browser ask for permission first.
 */
function watchSending(
  xhr: XMLHttpRequest,
  total: number,
  { ports, timeouts, onProgress, onSent }: PutContext,
  onTimeout: () => void,
) {
  const timeout = createTimeout(ports.clock, onTimeout)
  let sent = 0
  let announced = false
  const allSent = () => {
    timeout.restart(timeouts.response)
    if (!announced) onSent()
    announced = true
  }
  xhr.upload.onprogress = ({ loaded }) => {
    // A browser's own re-send starts to count anew: that is no progress to show, and no stall
    // either.
    sent = Math.max(sent, loaded)
    onProgress(loaded)
    if (loaded < total) timeout.restart(timeouts.stall)
    else allSent()
  }
  xhr.upload.onload = allSent
  // Behind a service worker browsers report no upload events, however fast the bytes leave: without
  // one, nothing is a stall yet.
  timeout.restart(timeouts.stall + timeouts.response)
  return {
    sent: () => sent,
    stop() {
      timeout.stop()
      // An aborted upload still fires its events.
      xhr.upload.onprogress = xhr.upload.onload = xhr.onload = xhr.onerror = xhr.onprogress = null
    },
  }
}

/** Reads a whole answer. */
function judge(xhr: XMLHttpRequest, url: string, sent: number, now: number): PutOutcome {
  const { status, responseURL } = xhr
  const unknown = (why: UnknownOutcome['why']): PutOutcome => ({
    ...answerOf(xhr),
    kind: 'unknown',
    why,
    sent,
  })
  // XHR follows redirects by itself; this is the only place where they show (https://xhr.spec.whatwg.org/#the-responseurl-attribute).
  // One whose target does not allow this page's origin ends like any broken connection.
  if (responseURL !== '' && responseURL !== withoutFragment(url)) return unknown('redirect')
  if (status === 429)
    return {
      kind: 'rate-limited',
      retryAfter: parseRetryAfter(xhr.getResponseHeader('Retry-After'), now),
    }
  if (status < 200 || status > 299) return unknown('status')
  // A captive portal answers 200 with a page of its own; a storage's success has an empty body.
  return responseURL === '' || isHtml(xhr) ? unknown('body') : { kind: 'stored' }
}

const isHtml = (xhr: XMLHttpRequest): boolean =>
  /\bhtml\b/i.test(xhr.getResponseHeader('Content-Type') ?? '') ||
  /^\s*<(!doctype|html)/i.test(textOf(xhr).slice(0, 256))

/** Codes only: a storage's text never leaves this function. */
function answerOf(xhr: XMLHttpRequest): Pick<UnknownOutcome, 'status' | 'storageCode' | 'expired'> {
  const text = textOf(xhr)
  const storageCode = storageErrorCode(text)
  return {
    status: xhr.status,
    storageCode,
    expired: storageCode === 'AccessDenied' && /<Message>[^<]*expired[^<]*<\/Message>/i.test(text),
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
