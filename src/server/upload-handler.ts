/** The host app's upload endpoint. It keeps the service's credentials on the server. */
import { readFields } from './body.js'
import { prepareConfirm, prepareLink, type IssuedLink, type Prepare } from './calls.js'
import { createConfig, type HandlerConfig } from './config.js'
import { jsonReply } from './http.js'
import { identify } from './identify.js'
import { createTokenBucket } from './limits/token-bucket.js'
import type { UploadHandlerOptions } from './options.js'
import { serveRoutes, type Route } from './route.js'
import { takeOwnTurn } from './subject-turn.js'
import type { Caller } from './upstream/exchange.js'

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
 * @throws TypeError or RangeError if an option can never be right, such as an origin with a path
 * @example
 * export const handler = createUploadHandler({
 *   accessKey: process.env.NCP_ACCESS_KEY,
 *   secretKey: process.env.NCP_SECRET_KEY,
 *   authorize: async (request) => (await sessionOf(request))?.userId ?? null,
 * })
 */
export function createUploadHandler(options: UploadHandlerOptions): UploadHandler {
  return serveRoutes(callRoutes(options, createConfig(options)), options)
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
  rewriteLink?: RewriteLink,
): Record<'presigned-url' | 'complete', Route> {
  const limiter = options.subjectLimiter ?? createTokenBucket()
  const route = <Result>(
    call: 'presigned-url' | 'complete',
    prepare: Prepare<Result>,
    rewrite?: (result: Result, request: Request, config: HandlerConfig) => unknown,
  ): Route => ({
    call,
    method: 'POST',
    async run(request, trace) {
      const config = configure()
      const subject = await identify(request, options, config.timeouts.authorize)
      if (typeof subject !== 'string') return subject
      const caller: Caller = { subject, signal: request.signal, trace }
      const fields = await readFields(request, config.timeouts.body)
      const perform = await prepare(fields, caller, config)
      config.upstream[call].check()
      await takeOwnTurn(limiter, caller, config.timeouts.limiter)
      const result = await perform()
      return jsonReply(200, rewrite ? await rewrite(result, request, config) : result)
    },
  })
  return {
    'presigned-url': route('presigned-url', prepareLink, rewriteLink),
    complete: route('complete', prepareConfirm),
  }
}
