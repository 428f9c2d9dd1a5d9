/** The body of Node's request: a stream for the handler, and what happens to its rest. */
import type { NodeRequest, NodeResponse } from './node-types.js'

/** HTTP/2: the client may stop sending, and nothing went wrong (RFC 9113 §8.1). */
const NO_ERROR = 0

/** What is still read of a body after its response. */
export interface RestLimits {
  readonly maxBytes: number
  /** At most 2³¹ − 1, the longest that a timer takes. */
  readonly timeoutMs: number
}

/** The body of one request. */
export class RequestBody {
  readonly #request: NodeRequest
  #state: 'unread' | 'open' | 'ended' = 'unread'
  #isDiscarded = false

  constructor(request: NodeRequest) {
    this.#request = request
  }

  /**
   * Reads only what is asked for. Listeners are added with the first read, because Node itself
   * discards a body that the handler did not begin to read.
   */
  stream(): ReadableStream<Uint8Array> {
    const source: UnderlyingDefaultSource<Uint8Array> = {
      pull: (controller) => {
        if (this.#state === 'unread') this.#listen(controller)
        this.#request.resume()
      },
      cancel: () => {
        this.#state = 'ended'
        if (!this.#isDiscarded) this.#request.pause()
      },
    }
    return new ReadableStream(source, { highWaterMark: 0 })
  }

  /** Whether no more than `maxBytes` are still to come. */
  isRestSmall(maxBytes: number): boolean {
    const { method, complete, headers } = this.#request
    if (complete === true || method === 'GET' || method === 'HEAD') return true
    return Number(headers['content-length'] ?? Number.POSITIVE_INFINITY) <= maxBytes
  }

  /** Discards a small rest, so that the connection can be used again. */
  discardRest(response: NodeResponse, timeoutMs: number): void {
    this.#isDiscarded = true
    if (this.#request.complete !== true) {
      const { stream } = response
      const end = () => (stream ? stream.close(NO_ERROR) : this.#request.destroy())
      const timer = setTimeout(end, timeoutMs)
      for (const event of ['end', 'close'] as const)
        this.#request.on(event, () => clearTimeout(timer))
    }
    this.#request.resume()
  }

  #listen(controller: ReadableStreamDefaultController<Uint8Array>): void {
    const request = this.#request
    this.#state = 'open'
    const ended = (last: () => void) => () => {
      if (this.#state === 'open') last()
      this.#state = 'ended'
    }
    const close = ended(() => controller.close())
    const fail = ended(() => controller.error(new TypeError('The connection broke.')))
    if (request.readableEnded === true) return close()
    if (request.destroyed === true) return fail()
    request.on('data', (chunk) => {
      if (!this.#isDiscarded || this.#state === 'open') request.pause()
      if (this.#state === 'open') controller.enqueue(chunk)
    })
    request.on('end', close)
    for (const event of ['aborted', 'error', 'close'] as const) request.on(event, fail)
  }
}

/** Ends the connection once the response is sent; with HTTP/2 only the stream. */
export function endAfter(response: NodeResponse): void {
  const { stream } = response
  // Closed before its last frame is written, a stream would stay open at the client.
  if (stream) stream.on('finish', () => setImmediate(() => stream.close(NO_ERROR)))
  else response.setHeader('Connection', 'close')
}
