/** What every call has in common: origin, method, errors and headers. */
import { jsonResponse } from './http.js'
import type { Limiters, UploadHandlerEvent, UploadHandlerOptions } from './options.js'
import { checkOrigin, commonHeaders, preflight } from './origins.js'
import { HttpError } from './http-error.js'
import type { Caller } from './calls.js'
import { consumeOnce, retryAfterOf } from './limits/rate-limiter.js'

export interface Route {
  readonly call: UploadHandlerEvent['call']
  readonly method: 'POST' | 'PUT'
  run(request: Request): Promise<Response>
}

/** Routes by the last segment of the path. Never throws. */
export async function serveRoutes(
  request: Request,
  routes: Readonly<Record<string, Route>>,
  options: UploadHandlerOptions,
) {
  const started = performance.now()
  const segment = new URL(request.url).pathname.replace(/\/$/, '').split('/').at(-1) ?? ''
  const route = Object.hasOwn(routes, segment) ? routes[segment] : undefined
  const origins = options.allowedOrigins ?? []
  let error: HttpError | undefined
  let response: Response
  try {
    response = await runRoute(request, route, origins)
  } catch (thrown) {
    error = thrown instanceof HttpError ? thrown : new HttpError('internal', 'unexpected')
    response = errorResponse(error, route)
  }
  notify(options, {
    call: route?.call ?? 'other',
    status: response.status,
    ...describe(error),
    milliseconds: Math.round(performance.now() - started),
  })
  return withHeaders(response, commonHeaders(request, origins))
}

async function runRoute(
  request: Request,
  route: Route | undefined,
  origins: readonly string[],
): Promise<Response> {
  if (!route) throw new HttpError('not-found', 'path')
  if (request.method === 'OPTIONS') return preflight(request, origins, route.method)
  if (request.method !== route.method) throw new HttpError('method-not-allowed', 'method')
  checkOrigin(request, origins)
  return route.run(request)
}

function errorResponse(error: HttpError, route: Route | undefined): Response {
  const { retryAfter } = error.details
  return jsonResponse(error.status, error.body(), {
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
    ...(error.status === 405 && route ? { Allow: `${route.method}, OPTIONS` } : {}),
  })
}

/** Copies the response, because those of the host app and of `fetch` may have immutable headers. */
function withHeaders(response: Response, headers: Record<string, string>): Response {
  const all = new Headers(response.headers)
  for (const [name, value] of Object.entries(headers)) all.set(name, value)
  return new Response(response.body, {
    status: response.status,
    statusText: response.statusText,
    headers: all,
  })
}

function describe(error: HttpError | undefined): Partial<UploadHandlerEvent> {
  if (!error) return {}
  const { upstreamStatus, upstreamCode } = error.details
  return {
    code: error.code,
    reason: error.reason,
    ...(upstreamStatus === undefined ? {} : { upstreamStatus }),
    ...(upstreamCode === undefined ? {} : { upstreamCode }),
  }
}

function notify(options: UploadHandlerOptions, event: UploadHandlerEvent): void {
  try {
    options.onEvent?.(event)
  } catch {
    // A failing logger must not break uploads.
  }
}

/** @returns the subject, or the response that `authorize` wants to send instead */
export async function identify(
  request: Request,
  options: UploadHandlerOptions,
): Promise<string | Response> {
  const subject = await authorized(request, options)
  if (subject instanceof Response) return subject
  if (typeof subject !== 'string' || subject === '')
    throw new HttpError('unauthorized', 'authorize')
  return subject
}

async function authorized(request: Request, { authorize }: UploadHandlerOptions): Promise<unknown> {
  try {
    return await authorize(request)
  } catch {
    throw new HttpError('internal', 'authorize-failed')
  }
}

/** Waits for both budgets. @throws {@link HttpError} if one of them is used up */
export async function takeTurn(
  limiters: Limiters,
  call: 'presigned-url' | 'complete',
  { subject, signal }: Caller,
): Promise<void> {
  const consumed = await consumeOnce(limiters.subject, subject)
  if (consumed.kind === 'failed') throw new HttpError('service-busy', 'limiter-failed')
  if (consumed.kind === 'rejected')
    throw new HttpError('rate-limited', 'subject-limit', {
      retryAfter: retryAfterOf(consumed.waitMs),
    })
  await limiters.account[call].take(subject, signal)
}
