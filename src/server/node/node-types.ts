/**
 * What the adapter uses of the requests and responses of Node and of its frameworks. The members
 * are described here, so that the package needs neither Node nor a framework to be compiled.
 */

/** The members of `http.IncomingMessage` and `http2.Http2ServerRequest` that are used. */
export interface NodeRequest {
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
  /** True if the whole body has arrived. */
  readonly complete?: boolean
  /** True if the connection ended, or if the body was read. */
  readonly destroyed?: boolean
  /** True if a body parser has read the body. */
  readonly readableEnded?: boolean
  /** The result of a body parser such as `express.json()`. */
  readonly body?: unknown
  /** Adds a listener for one event. */
  on(event: 'data' | 'end' | 'aborted' | 'error' | 'close', listener: Listener): unknown
  /** Stops reading. */
  pause(): unknown
  /** Reads on. */
  resume(): unknown
  /** Ends the connection. */
  destroy(): unknown
}

/** A listener for an event of a request; only `data` has a chunk. */
type Listener = (chunk: Uint8Array) => void

/** The members of `http.ServerResponse` and `http2.Http2ServerResponse` that are used. */
export interface NodeResponse {
  /** HTTP status. */
  statusCode: number
  /** HTTP/1: the text after the status. */
  statusMessage: string
  /** True once the connection is closed. */
  readonly destroyed?: boolean
  /** True once `end` was called. */
  readonly writableEnded: boolean
  /** HTTP/2: the stream, which ends without the connection. */
  readonly stream?: Http2Stream | undefined
  /** Sets one header. */
  setHeader(name: string, value: string | string[]): unknown
  /** Sends one chunk of the body; false asks to wait for `drain`. */
  write(chunk: Uint8Array): boolean
  /** Ends the response. */
  end(): unknown
  /** Breaks the connection, with HTTP/2 the stream. */
  destroy(): unknown
  /** Adds a listener for one event. */
  on(event: 'close' | 'drain' | 'error', listener: () => void): unknown
}

/** The members of `http2.ServerHttp2Stream` that are used. */
interface Http2Stream {
  /** Ends the stream with an error code of HTTP/2. */
  close(code: number): unknown
  /** Reads no more of the body. */
  pause(): unknown
}

/** The members of Fastify's request that are used. */
export interface FastifyRequest {
  /** Node's request. */
  readonly raw: NodeRequest
  /** Path and query including the prefix. */
  readonly originalUrl: string
  /** The result of a content type parser. */
  readonly body: unknown
}

/** The members of Fastify's reply that are used. */
export interface FastifyReply {
  /** Node's response. */
  readonly raw: NodeResponse
  /** Tells Fastify that the response is sent by other code. */
  hijack(): unknown
}

/** The members of Koa's context that are used. */
export interface KoaContext {
  /** Node's request. */
  readonly req: NodeRequest
  /** Node's response. */
  readonly res: NodeResponse
  /** Path and query including the mount path. */
  readonly originalUrl: string
  /** Koa's request, with the result of a body parser. */
  readonly request: object
  /** False tells Koa that the response is sent by other code. */
  respond?: boolean | undefined
}

/**
 * A listener for `http.createServer` and `http2.createSecureServer`, an Express handler, a Koa
 * middleware and a Fastify handler, by the arguments that it is called with.
 * @param request the request of Node, Express or Fastify, or the context of Koa
 * @param response the response of Node or Express, the reply of Fastify, or Koa's `next`, which is
 * not called
 */
export type NodeHandler = (
  request: NodeRequest | FastifyRequest | KoaContext,
  response?: NodeResponse | FastifyReply | (() => unknown),
) => void
