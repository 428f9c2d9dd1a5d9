/** Adapts a handler to Node's servers and to Express, Koa and Fastify. */
import { HttpError, type HttpErrorCode } from '../http-error.js'
import { jsonResponse } from '../http.js'
import type { UploadHandler } from '../upload-handler.js'
import { exchangeOf, type Exchange } from './exchange.js'
import type { NodeHandler, NodeResponse } from './node-types.js'
import { RequestBody, type RestLimits } from './request-body.js'
import { breakOff, sendBody, setHead } from './send-response.js'
import { toRequest } from './to-request.js'

const REST_LIMITS: RestLimits = { maxBytes: 65_536, timeoutMs: 5_000 }

/**
 * Wraps a handler for Node's `http` and `http2`, Express, Koa and Fastify, with or without a body
 * parser before it. Bodies are streamed in both directions. After a response at most 64 KB of an
 * unread body are read; then the connection ends. Behind a proxy that changes the host, list the
 * public origin in `allowedOrigins`.
 * @param handler the result of `createUploadHandler` or `createUploadRelay`
 * @returns a listener, handler or middleware
 * @example
 * createServer(toNodeHandler(handler))
 * app.use('/api/search-image', toNodeHandler(handler)) // Express
 * app.use(mount('/api/search-image', toNodeHandler(handler))) // Koa with koa-mount
 * app.all('/api/search-image/*', toNodeHandler(handler)) // Fastify
 */
export const toNodeHandler = (handler: UploadHandler): NodeHandler =>
  nodeListener(handler, REST_LIMITS)

/** `toNodeHandler` with limits of its own. */
export function nodeListener(handler: UploadHandler, limits: RestLimits): NodeHandler {
  // Koa and Fastify wait for the promise, which never rejects. The type has none, because the
  // linters of host apps reject a promise where a server takes no result.
  // oxlint-disable-next-line typescript/no-misused-promises -- for the reason above
  return (...parameters) => {
    const exchange = exchangeOf(...parameters)
    return serve(handler, exchange, limits).catch(() => breakOff(exchange.response))
  }
}

async function serve(
  handler: UploadHandler,
  exchange: Exchange,
  limits: RestLimits,
): Promise<void> {
  const { request, response } = exchange
  const requestBody = new RequestBody(request)
  const from = await respond(handler, () =>
    toRequest(exchange, requestBody, leavingSignal(response)),
  )
  setHead(from, response)
  // A client that was too slow gets no more time.
  const isKept = from.status !== 408 && requestBody.isRestSmall(limits.maxBytes)
  if (!isKept) requestBody.endWithResponse(response)
  const body = request.method === 'HEAD' ? null : from.body
  if (body === null) from.body?.cancel().catch(() => undefined)
  else if (!(await sendBody(body, response))) return
  response.end()
  if (isKept) requestBody.discardRest(response, limits.timeoutMs)
  else requestBody.dropRest(response, limits.timeoutMs)
}

/** Aborts when the client leaves before it has the whole response. */
function leavingSignal(response: NodeResponse): AbortSignal {
  const controller = new AbortController()
  if (response.destroyed === true) controller.abort()
  response.on('close', () => {
    if (!response.writableEnded) controller.abort()
  })
  // Without a listener the error of a write to a closed connection would end the process.
  response.on('error', () => undefined)
  return controller.signal
}

/** The handler's response, or one of the same form if the handler could not make any. */
async function respond(handler: UploadHandler, makeRequest: () => Request): Promise<Response> {
  let request: Request
  try {
    request = makeRequest()
  } catch {
    return rejection('invalid-request')
  }
  try {
    return await handler(request)
  } catch {
    return rejection('internal')
  }
}

function rejection(code: HttpErrorCode): Response {
  const error = new HttpError(code, 'adapter')
  return jsonResponse(error.status, error.body(), {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
}
