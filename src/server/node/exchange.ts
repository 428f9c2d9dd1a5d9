/** Finds Node's request and response in what the caller passes: Node, Express, Koa or Fastify. */
import type {
  FastifyReply,
  FastifyRequest,
  KoaContext,
  NodeHandler,
  NodeRequest,
  NodeResponse,
} from './node-types.js'

/** One request and its response, without the framework around them. */
export interface Exchange {
  readonly request: NodeRequest
  readonly response: NodeResponse
  /** Path and query, including the path that the handler is mounted under. */
  readonly path: string
  /** What a body parser made of the body. */
  readonly parsed: unknown
}

/** Also tells Koa and Fastify that they do not send the response. */
export function exchangeOf(...[first, second]: Parameters<NodeHandler>): Exchange {
  if ('req' in first) return koaExchange(first)
  if ('raw' in first) return fastifyExchange(first, second as FastifyReply)
  return {
    request: first,
    response: second as NodeResponse,
    path: first.originalUrl ?? first.url ?? '/',
    parsed: first.body,
  }
}

function koaExchange(context: KoaContext): Exchange {
  context.respond = false
  const { req, res, originalUrl, request } = context
  return {
    request: req,
    response: res,
    path: originalUrl,
    parsed: 'body' in request ? request.body : undefined,
  }
}

function fastifyExchange(request: FastifyRequest, reply: FastifyReply): Exchange {
  reply.hijack()
  return {
    request: request.raw,
    response: reply.raw,
    path: request.originalUrl,
    parsed: request.body,
  }
}
