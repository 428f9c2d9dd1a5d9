/** The body of Node's request: a stream for the handler, and what happens to its rest. */
import type { NodeRequest, NodeResponse } from './node-types.js'

/** HTTP/2: the client may stop sending, and nothing went wrong (RFC 9113 §8.1). */
const NO_ERROR = 0

/** What is still read of a body after its response. */
export interface RestLimits {
  readonly maxBytes: number
  /** Time for the client to end, in ms; at most 2³¹ − 1, the longest that a timer takes. */
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
    if (complete === true) return true
    // A GET has a body only if its headers say so.
    const isGet = method === 'GET' || method === 'HEAD'
    if (isGet && !('content-length' in headers) && !('transfer-encoding' in headers)) return true
    return Number(headers['content-length'] ?? Number.POSITIVE_INFINITY) <= maxBytes
  }

  /** Discards a small rest, so that the connection can be used again. */
  discardRest({ stream }: NodeResponse, timeoutMs: number): void {
    const request = this.#request
    this.#isDiscarded = true
    const end = () => (stream ? stream.close(NO_ERROR) : request.destroy())
    if (request.complete !== true) startTimer(request, timeoutMs, end)
    request.resume()
  }

  /** Before the response is sent: lets the connection end with it, with HTTP/2 only the stream. */
  endWithResponse(response: NodeResponse): void {
    // Node would end a stream that is not paused at once, and then some clients miss the response.
    // The window of the stream, 64 KB by default, stops a client that goes on sending.
    if (response.stream) response.stream.pause()
    else response.setHeader('Connection', 'close')
  }

  /** After the response was sent. Node itself ends a connection of HTTP/1. */
  dropRest({ stream }: NodeResponse, timeoutMs: number): void {
    const request = this.#request
    if (stream && request.complete !== true)
      startTimer(request, timeoutMs, () => stream.close(NO_ERROR))
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
      // A small rest may be buffered for a handler that reads on after its response.
      if (!this.#isDiscarded) request.pause()
      if (this.#state === 'open') controller.enqueue(chunk)
    })
    request.on('end', close)
    for (const event of ['aborted', 'error', 'close'] as const) request.on(event, fail)
  }
}

function startTimer(request: NodeRequest, ms: number, then: () => void): void {
  const timer = setTimeout(then, ms)
  for (const event of ['end', 'close'] as const) request.on(event, () => clearTimeout(timer))
}
