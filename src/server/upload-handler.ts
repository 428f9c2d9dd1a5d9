/** The app's own endpoint: it holds the keys, the browser never sees them. */
import { readFields } from './body.js'
import { askOutcome, issueLink, type Caller, type IssuedLink } from './calls.js'
import { jsonResponse, type Fields } from './http.js'
import {
  resolveConfig,
  resolveLimiters,
  type HandlerConfig,
  type UploadHandlerOptions,
} from './options.js'
import { identify, serveRoutes, takeTurn, type Route } from './route.js'

export type UploadHandler = (request: Request) => Promise<Response>

/**
 * Answers `POST …/presigned-url` and `POST …/complete` (and their preflights), by the last segment
 * of the path. Mount it in anything that speaks `Request` and `Response`; for Node's `http` and
 * Express wrap it in `toNodeHandler`.
 */
export function createUploadHandler(options: UploadHandlerOptions): UploadHandler {
  const routes = callRoutes(options, () => resolveConfig(options))
  return (request) => serveRoutes(request, routes, options)
}

/** `present` may turn the storage's link into another one before it is handed out. */
export function callRoutes(
  options: UploadHandlerOptions,
  configure: () => HandlerConfig,
  present: (
    link: IssuedLink,
    request: Request,
    config: HandlerConfig,
  ) => Promise<IssuedLink> | IssuedLink = (link) => link,
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
      await takeTurn(limiters, call, subject)
      return jsonResponse(200, await run(fields, { subject, signal: request.signal }, request))
    },
  })
  return {
    'presigned-url': route('presigned-url', async (fields, caller, request) => {
      return present(await issueLink(fields, caller, config()), request, config())
    }),
    complete: route('complete', (fields, caller) => askOutcome(fields, caller, config())),
  }
}

/** Kept from the first time it does not throw. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}
