/**
 * Adapts a handler to Node's `http` and Express. The types describe the members that are used, so
 * this module imports nothing of Node.
 */
import type { UploadHandler } from '../upload-handler.js'

/** The members of `http.IncomingMessage` that are used. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  /** HTTP method. */
  readonly method?: string | undefined
  /** Path and query. */
  readonly url?: string | undefined
  /** Express: path and query including the mount path. */
  readonly originalUrl?: string | undefined
  /** Headers by lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** The connection; `encrypted` on it means https. */
  readonly socket: object
  /** True if a body parser has read the body. */
  readonly readableEnded?: boolean
  /** The result of a body parser such as `express.json()`. */
  readonly body?: unknown
}

/** The members of `http.ServerResponse` that are used. */
export interface NodeResponse {
  /** HTTP status. */
  statusCode: number
  /** True once the whole response was handed to the operating system. */
  readonly writableFinished: boolean
  /** Sets one header. */
  setHeader(name: string, value: string | string[]): unknown
  /** Sends one chunk of the body; false asks to wait for `drain`. */
  write(chunk: Uint8Array): boolean
  /** Ends the response. */
  end(): unknown
  /** Adds a listener for one event. */
  once(event: 'close' | 'drain', listener: () => void): unknown
}

/**
 * Wraps a handler for Node's `http` and Express. Bodies are streamed in both directions. Behind a
 * proxy that changes the host, list the public origin in `allowedOrigins`.
 * @param handler the result of `createUploadHandler` or `createUploadRelay`
 * @returns a listener for `http.createServer(…)` or `app.use(…)`
 * @example
 * app.use('/api/search-image', toNodeHandler(handler))
 */
export function toNodeHandler(
  handler: UploadHandler,
): (request: NodeRequest, response: NodeResponse) => void {
  return (request, response) => {
    serve(handler, request, response).catch(() => {
      // The handler never throws: the connection broke, or the request has no valid URL or method.
      response.statusCode = 400
      response.end()
    })
  }
}

async function serve(
  handler: UploadHandler,
  request: NodeRequest,
  response: NodeResponse,
): Promise<void> {
  const controller = new AbortController()
  const closed = new Promise<void>((resolve) => {
    response.once('close', () => {
      if (!response.writableFinished) controller.abort()
      resolve()
    })
  })
  const { status, headers, body } = await handler(toRequest(request, controller.signal))
  response.statusCode = status
  for (const [name, value] of headers) if (name !== 'set-cookie') response.setHeader(name, value)
  const cookies = headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('Set-Cookie', cookies)
  const reader = body?.getReader()
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    if (!response.write(chunk.value))
      await Promise.race([closed, new Promise<void>((resolve) => response.once('drain', resolve))])
    // The client is gone: the rest would be made for nothing.
    if (controller.signal.aborted) return void reader?.cancel().catch(() => undefined)
  }
  response.end()
}

function toRequest(request: NodeRequest, signal: AbortSignal): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    // HTTP/2 pseudo-headers start with a colon and are not header fields.
    if (value !== undefined && !name.startsWith(':'))
      headers.set(name, typeof value === 'string' ? value : value.join(', '))
  }
  const protocol = 'encrypted' in request.socket && request.socket.encrypted ? 'https' : 'http'
  const path = request.originalUrl ?? request.url ?? '/'
  const url = `${protocol}://${headers.get('Host') ?? 'localhost'}${path}`
  const method = request.method ?? 'GET'
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal })
  const init: RequestInit & { duplex: 'half' } = {
    method,
    headers,
    signal,
    body: bodyOf(request),
    duplex: 'half',
  }
  return new Request(url, init)
}

function bodyOf(request: NodeRequest): BodyInit {
  // A body parser has already read the stream: its result is serialized again.
  if (request.readableEnded === true && request.body !== undefined)
    return JSON.stringify(request.body)
  const chunks = request[Symbol.asyncIterator]()
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done === true) controller.close()
      else controller.enqueue(value)
    },
    // Leaving the iterator would destroy the connection before the response is sent, so the rest of
    // the body is read and discarded.
    async cancel() {
      while ((await chunks.next()).done !== true);
    },
  }
  // No chunk is read ahead: Node itself discards a body that the handler did not begin to read.
  return new ReadableStream(source, { highWaterMark: 0 })
}
