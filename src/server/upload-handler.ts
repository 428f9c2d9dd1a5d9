/** The host app's upload endpoint. It keeps the service's credentials on the server. */
import { readFields } from './body.js'
import { confirmUpload, issueLink, type Caller, type IssuedLink } from './calls.js'
import type { Fields } from '../core/protocol/json.js'
import { jsonResponse } from './http.js'
import {
  resolveConfig,
  resolveLimiters,
  type HandlerConfig,
  type UploadHandlerOptions,
} from './options.js'
import { identify, serveRoutes, takeTurn, type Route } from './route.js'

/**
 * Serves one request of a page.
 * @param request a request to the endpoint, body unread
 * @returns the response to send; the promise never rejects
 */
export type UploadHandler = (request: Request) => Promise<Response>

/**
 * Creates the endpoint behind the `endpoint` option. It serves `POST …/presigned-url` and
 * `POST …/complete` and their preflights, and looks only at the last segment of the path, so it can
 * be mounted under any path. Wrap it in `toNodeHandler` for Node's `http` and Express.
 * @param options keys of the service and who may call
 * @returns the handler; missing keys are reported on the first request, not here
 * @example
 * export const handler = createUploadHandler({
 *   accessKey: process.env.NCP_ACCESS_KEY,
 *   secretKey: process.env.NCP_SECRET_KEY,
 *   authorize: async (request) => (await sessionOf(request))?.userId ?? null,
 * })
 */
export function createUploadHandler(options: UploadHandlerOptions): UploadHandler {
  const routes = callRoutes(options, () => resolveConfig(options))
  return (request) => serveRoutes(request, routes, options)
}

/** Changes a link before the page gets it. */
type RewriteLink = (
  link: IssuedLink,
  request: Request,
  config: HandlerConfig,
) => Promise<IssuedLink> | IssuedLink

/** The routes of the two calls. */
export function callRoutes(
  options: UploadHandlerOptions,
  configure: () => HandlerConfig,
  rewriteLink: RewriteLink = (link) => link,
): Record<'presigned-url' | 'complete', Route> {
  const limiters = resolveLimiters(options)
  const config = once(configure)
  const route = (
    call: 'presigned-url' | 'complete',
    run: (fields: Fields, caller: Caller, request: Request) => Promise<unknown>,
  ): Route => ({
    call,
    method: 'POST',
    async run(request) {
      config()
      const subject = await identify(request, options)
      if (subject instanceof Response) return subject
      const fields = await readFields(request)
      const caller = { subject, signal: request.signal }
      await takeTurn(limiters, call, caller)
      return jsonResponse(200, await run(fields, caller, request))
    },
  })
  return {
    'presigned-url': route('presigned-url', async (fields, caller, request) => {
      return rewriteLink(await issueLink(fields, caller, config()), request, config())
    }),
    complete: route('complete', (fields, caller) => confirmUpload(fields, caller, config())),
  }
}

/** Keeps the first result; calls that throw are repeated. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
