/** What every call has in common: routing, origin, method, errors, headers and the event. */
import { discardBody } from './body.js'
import {
  createObserver,
  type ObserverOptions,
  type Trace,
  type UploadHandlerEvent,
} from './events.js'
import { jsonReply, type Reply } from './http.js'
import { HttpError } from './http-error.js'
import { checkOrigin, checkOrigins, commonHeaders, preflight } from './origins.js'
import { withoutText } from './upstream/fetch-error.js'

export interface Route {
  readonly call: UploadHandlerEvent['call']
  readonly method: 'POST' | 'PUT'
  /** @param trace takes what the event will say */
  run(request: Request, trace: Trace): Promise<Reply | Response>
}

interface RouteOptions extends ObserverOptions {
  readonly allowedOrigins?: readonly string[] | undefined
}

/**
 * Routes by the last segment of the path.
 * @returns the handler, which never throws
 * @throws TypeError if `allowedOrigins` is not a list of origins
 */
export function serveRoutes(
  routes: Readonly<Record<string, Route>>,
  options: RouteOptions,
): (request: Request) => Promise<Response> {
  const origins = checkOrigins(options.allowedOrigins)
  const observer = createObserver(options)
  return async (request) => {
    const trace = observer.begin()
    const segment = /([^/]*)\/?$/.exec(pathOf(request.url))?.[1] ?? ''
    const route = Object.hasOwn(routes, segment) ? routes[segment] : undefined
    const common = commonHeaders(request, origins)
    let error: HttpError | undefined
    let response: Response
    try {
      response = withHeaders(await runRoute(request, route, origins, trace), common)
    } catch (thrown) {
      error = toHttpError(thrown)
      response = withHeaders(errorReply(error, route), common)
      discardBody(request)
    }
    observer.end(trace, { call: route?.call ?? 'other', status: response.status, error })
    return response
  }
}

/** Without `new URL`, which costs more and also reads the rest. */
const pathOf = (url: string): string => url.split(/[?#]/, 1)[0] ?? ''

async function runRoute(
  request: Request,
  route: Route | undefined,
  origins: readonly string[],
  trace: Trace,
): Promise<Reply | Response> {
  if (!route) throw new HttpError('not-found', 'path')
  if (request.method === 'OPTIONS') return preflight(request, origins, route.method)
  if (request.method !== route.method) throw new HttpError('method-not-allowed', 'method')
  checkOrigin(request, origins)
  return route.run(request, trace)
}

const toHttpError = (thrown: unknown): HttpError =>
  thrown instanceof HttpError
    ? thrown
    : new HttpError('internal', 'unexpected', { thrown: withoutText(thrown) })

function errorReply(error: HttpError, route: Route | undefined): Reply {
  const { retryAfter } = error.details
  return jsonReply(error.status, error.body(), {
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
    ...(error.status === 405 && route ? { Allow: `${route.method}, OPTIONS` } : {}),
  })
}

/** Makes the one `Response`. Those of `fetch` have immutable headers and are copied. */
function withHeaders(reply: Reply | Response, common: Readonly<Record<string, string>>): Response {
  const { status, statusText = '', body } = reply
  if (!(reply.headers instanceof Headers))
    return new Response(body, { status, headers: { ...reply.headers, ...common } })
  const headers = new Headers(reply.headers)
  for (const [name, value] of Object.entries(common)) headers.set(name, value)
  return new Response(body, { status, statusText, headers })
}
