/** The relay, for storages that pages cannot reach: it streams the image through the host app. */
import { isUploadUrl } from '../../core/protocol/upload-url.js'
import type { IssuedLink } from '../calls.js'
import { createConfig, DEFAULT_BASE_URL, once } from '../config.js'
import { HttpError } from '../http-error.js'
import { isLoopback } from '../loopback.js'
import { serveRoutes, type Route } from '../route.js'
import { callRoutes, type UploadHandler } from '../upload-handler.js'
import { relayAddress } from './address.js'
import type { UploadRelayOptions } from './options.js'
import { createRelayTokens } from './relay-token.js'
import { isPublicTarget } from './target.js'
import { uploadRoute, type RelayConfig } from './upload-route.js'

/**
 * Creates an endpoint that also takes the upload: `createUploadHandler` plus `PUT
 * …/upload?token=…`. Pages get that address in place of the storage's. Use it if the storage does
 * not allow uploads from the page's origin.
 * @param options those of `createUploadHandler`, the relay's address, and what it accepts
 * @returns the handler
 * @throws TypeError if neither `publicUrl` nor `allowedHosts` is set and `baseUrl` is not on
 * loopback, or if one of them is not valid
 * @example
 * const publicUrl = 'https://app.example.com/api/search-image'
 * const relay = createUploadRelay({ accessKey, secretKey, authorize, publicUrl })
 * app.use('/api/search-image', toNodeHandler(relay))
 */
export function createUploadRelay(options: UploadRelayOptions): UploadHandler {
  const { baseUrl = DEFAULT_BASE_URL } = options
  const isLocal = isUploadUrl(baseUrl) && isLoopback(baseUrl)
  const addressOf = relayAddress(options, isLocal)
  const configure = createConfig(options)
  const config = once((): RelayConfig => {
    const base = configure()
    return { ...base, tokens: createRelayTokens(base.secrets) }
  })
  const rewriteLink = async (link: IssuedLink, request: Request): Promise<IssuedLink> => {
    const url = link.presignedUploadUrl
    if (!isLocal && !isPublicTarget(url))
      throw new HttpError('service-unavailable', 'upload-url-rejected')
    const expiresAt = config().now() + link.expirationSeconds * 1000
    const token = await config().tokens.seal({ url, expiresAt })
    return { ...link, presignedUploadUrl: `${addressOf(request)}/upload?token=${token}` }
  }
  const routes = callRoutes(options, config, rewriteLink)
  return serveRoutes(
    {
      ...routes,
      'presigned-url': checkedFirst(routes['presigned-url'], addressOf),
      upload: uploadRoute(options, config),
    },
    options,
  )
}

/** A link that could not be told to the page is not requested. */
const checkedFirst = (route: Route, check: (request: Request) => unknown): Route => ({
  ...route,
  run(request, trace) {
    check(request)
    return route.run(request, trace)
  },
})
