/**
 * From Node's `http` (and Express) to `Request` and `Response`. Typed by shape, so that this module
 * imports nothing of Node.
 */
import type { UploadHandler } from './upload-handler.js'

/**
 * The part of `http.IncomingMessage` that is used; Express adds `originalUrl` and, after a body
 * parser, `body`.
 */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly originalUrl?: string | undefined
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly socket: object
  readonly readableEnded?: boolean
  readonly body?: unknown
}

/** The part of `http.ServerResponse` that is used. */
export interface NodeResponse {
  statusCode: number
  readonly writableFinished: boolean
  setHeader(name: string, value: string | string[]): unknown
  write(chunk: Uint8Array): boolean
  end(): unknown
  once(event: 'close' | 'drain', listener: () => void): unknown
}

/**
 * Wraps a handler for `http.createServer(…)` or `app.use('/api/search-image', …)`. Bodies are
 * streamed, both ways. Behind a proxy the request's own origin is not the public one: list that in
 * `allowedOrigins`.
 */
export function toNodeHandler(
  handler: UploadHandler,
): (request: NodeRequest, response: NodeResponse) => void {
  return (request, response) => {
    serve(handler, request, response).catch(() => {
      // Only a broken connection or an impossible request line leads here; the handler itself never
      // throws.
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
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) gone.abort()
  })
  const answer = await handler(toRequest(request, gone.signal))
  response.statusCode = answer.status
  for (const [name, value] of answer.headers)
    if (name !== 'set-cookie') response.setHeader(name, value)
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('Set-Cookie', cookies)
  const reader = answer.body?.getReader()
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    if (!response.write(chunk.value) && !gone.signal.aborted) await drained(response)
  }
  response.end()
}

const drained = (response: NodeResponse): Promise<void> =>
  new Promise((resolve) => {
    response.once('drain', resolve)
    response.once('close', resolve)
  })

function toRequest(request: NodeRequest, signal: AbortSignal): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    // HTTP/2 pseudo-headers begin with a colon and are not header fields.
    if (value !== undefined && !name.startsWith(':'))
      headers.set(name, typeof value === 'string' ? value : value.join(', '))
  }
  const protocol = 'encrypted' in request.socket && request.socket.encrypted ? 'https' : 'http'
  const url = `${protocol}://${headers.get('Host') ?? 'localhost'}${request.originalUrl ?? request.url ?? '/'}`
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
  // A body parser before us has read the stream; what it made of it is written back.
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
