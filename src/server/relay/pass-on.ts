/** Streams one image to the storage. */
import type { Trace } from '../events.js'
import { clientGone, HttpError } from '../http-error.js'
import { within } from '../timeouts.js'
import { withoutText } from '../upstream/fetch-error.js'
import { checkStored } from './storage-response.js'

/** Limit for one upload, in ms. The page's own timeouts are stricter. */
const TIMEOUT_MS = 10 * 60 * 1000

/** An image on its way: where to, and how the storage must be told about it. */
export interface Passage {
  readonly url: string
  readonly type: string
  readonly bytes: number
}

/**
 * A client that leaves aborts the request to the storage.
 * @param trace takes how long the storage took and what it said
 * @throws {@link HttpError} unless the storage has the image
 */
export async function passOn(
  request: Request,
  passage: Passage,
  fetch: typeof globalThis.fetch,
  trace: Trace,
): Promise<void> {
  const startedAt = performance.now()
  const controller = new AbortController()
  const late = () => new HttpError('service-timeout', 'storage-timeout')
  const send = async () => {
    const init = { ...initOf(request, passage), signal: controller.signal }
    await checkStored(await fetch(passage.url, init), trace)
  }
  trace.bytes = passage.bytes
  try {
    await within(send, { ms: TIMEOUT_MS, signal: request.signal, late })
  } catch (thrown) {
    controller.abort()
    if (thrown instanceof HttpError) throw thrown
    if (request.signal.aborted) throw clientGone()
    // The error of `fetch` may contain the presigned URL.
    throw new HttpError('service-unavailable', 'storage-unreachable', {
      thrown: withoutText(thrown),
    })
  } finally {
    trace.upstreamMs += performance.now() - startedAt
  }
}

/**
 * With a length the body is not sent in chunked encoding, which storages reject. Node needs
 * `duplex` for a streamed body.
 */
const initOf = ({ body }: Request, { type, bytes }: Passage): RequestInit & { duplex: 'half' } => ({
  method: 'PUT',
  headers: { 'Content-Type': type, 'Content-Length': String(bytes) },
  body,
  duplex: 'half',
  redirect: 'manual',
})
