/** The relay, for storages that pages cannot reach: it streams the image through the host app. */
import { FORMATS, IMAGE_FORMATS } from '../../core/spec.js'
import type { IssuedLink } from '../calls.js'
import { MAX_RESPONSE_BYTES } from '../../core/protocol/capped-text.js'
import { storageErrorCode } from '../../core/protocol/storage-error.js'
import { readText } from '../http.js'
import { createConfig, once, type HandlerConfig } from '../config.js'
import type { UploadHandlerOptions } from '../options.js'
import { HttpError } from '../http-error.js'
import { serveRoutes, type Route } from '../route.js'
import { createRelayTokens, type RelayTokens } from './relay-token.js'
import { callRoutes, type UploadHandler } from '../upload-handler.js'

/** Options of `createUploadRelay`. */
export interface UploadRelayOptions extends UploadHandlerOptions {
  /**
   * Address of this endpoint as pages see it, for example
   * `https://app.example.com/api/search-image`. Set it behind a proxy.
   * @default the address of the request
   */
  publicUrl?: string | undefined
  /**
   * Size of the largest image that is passed on, in bytes.
   * @default 10_000_000
   */
  maxBytes?: number | undefined
  /**
   * Claims a relay token, which is valid for one upload. Several instances need a shared memory,
   * for example Redis `SET id 1 NX PXAT expiresAt`.
   * @param id unique id of the token
   * @param expiresAt when the id may be forgotten, in milliseconds since the epoch
   * @returns true for the first call with this id, false for all later ones
   * @default the memory of this process
   */
  claimToken?: ((id: string, expiresAt: number) => boolean | Promise<boolean>) | undefined
}

const TYPES: readonly string[] = IMAGE_FORMATS.map((format) => FORMATS[format].type)
/** Limit for one upload, in ms. The page's own timeout is stricter. */
const TIMEOUT_MS = 10 * 60 * 1000

interface RelayConfig extends HandlerConfig {
  readonly tokens: RelayTokens
}

/**
 * Creates an endpoint that also takes the upload: `createUploadHandler` plus `PUT
 * …/upload?token=…`. Pages get that address in place of the storage's. Use it if the storage does
 * not allow uploads from the page's origin.
 * @param options those of `createUploadHandler`, and what the relay accepts
 * @returns the handler
 * @example
 * const publicUrl = 'https://app.example.com/api/search-image'
 * const relay = createUploadRelay({ accessKey, secretKey, authorize, publicUrl })
 * app.use('/api/search-image', toNodeHandler(relay))
 */
export function createUploadRelay(options: UploadRelayOptions): UploadHandler {
  const config = createRelayConfig(options)
  const claim = options.claimToken ?? createClaims(options.now ?? Date.now)
  const rewriteLink = async (link: IssuedLink, request: Request): Promise<IssuedLink> => {
    const expiresAt = config().now() + link.expirationSeconds * 1000
    const url = new URL(
      `${(options.publicUrl ?? new URL('.', request.url).href).replace(/\/+$/, '')}/upload`,
    )
    url.searchParams.set(
      'token',
      await config().tokens.seal({ url: link.presignedUploadUrl, expiresAt }),
    )
    return { ...link, presignedUploadUrl: url.href }
  }
  const upload: Route = {
    call: 'upload',
    method: 'PUT',
    async run(request) {
      const { type, length } = checkHeaders(request, options.maxBytes ?? 10_000_000)
      const target = await config().tokens.open(
        new URL(request.url).searchParams.get('token') ?? '',
      )
      if (!target) throw new HttpError('forbidden', 'token-rejected')
      if (target.expiresAt < config().now()) throw new HttpError('forbidden', 'token-expired')
      if (!(await claim(target.id, target.expiresAt)))
        throw new HttpError('forbidden', 'token-used')
      return passOn(
        request,
        target.url,
        { 'Content-Type': type, 'Content-Length': String(length) },
        config(),
      )
    },
  }
  const routes = { ...callRoutes(options, config, rewriteLink), upload }
  return serveRoutes(routes, options)
}

function createRelayConfig(options: UploadRelayOptions): () => RelayConfig {
  const configure = createConfig(options)
  return once(() => {
    const config = configure()
    return { ...config, tokens: createRelayTokens(config.secrets) }
  })
}

function checkHeaders(request: Request, maxBytes: number): { type: string; length: number } {
  const type = request.headers.get('Content-Type') ?? ''
  const length = Number(request.headers.get('Content-Length') ?? Number.NaN)
  if (!TYPES.includes(type)) throw new HttpError('unsupported-media-type', 'content-type')
  if (!Number.isInteger(length) || length <= 0 || !request.body)
    throw new HttpError('length-required', 'content-length')
  if (length > maxBytes) throw new HttpError('payload-too-large', 'body-size')
  return { type, length }
}

/**
 * Node needs `duplex` for a streamed body. With a length the body is not sent in chunked encoding,
 * which storages reject.
 */
async function passOn(
  request: Request,
  url: string,
  headers: Record<string, string>,
  { fetch }: RelayConfig,
): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  const init: RequestInit & { duplex: 'half' } = {
    method: 'PUT',
    headers,
    body: request.body,
    duplex: 'half',
    redirect: 'manual',
    signal: AbortSignal.any([timeout, request.signal]),
  }
  try {
    return await storageResponse(await fetch(url, init))
  } catch {
    // The error of `fetch` may contain the presigned URL and is not passed on.
    if (timeout.aborted) throw new HttpError('service-timeout', 'storage-timeout')
    throw new HttpError(
      'service-unavailable',
      request.signal.aborted ? 'client-gone' : 'storage-unreachable',
    )
  }
}

/** Only the status and the S3 error code of the storage's response reach the page. */
async function storageResponse(response: Response): Promise<Response> {
  const text = await readText(response.body, MAX_RESPONSE_BYTES)
  if (response.status >= 200 && response.status < 300) return new Response(null, { status: 200 })
  if (response.status < 400) return new Response(null, { status: 502 })
  const code = storageErrorCode(text ?? '')
  const retryAfter = response.headers.get('Retry-After')
  return new Response(
    code === undefined
      ? null
      : `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`,
    {
      status: response.status,
      headers: {
        'Content-Type': 'application/xml',
        ...(retryAfter !== null && /^\d{1,6}$/.test(retryAfter)
          ? { 'Retry-After': retryAfter }
          : {}),
      },
    },
  )
}

function createClaims(now: () => number): (id: string, expiresAt: number) => boolean {
  const claimed = new Map<string, number>()
  return (id, expiresAt) => {
    for (const [old, until] of claimed) if (until < now()) claimed.delete(old)
    if (claimed.has(id)) return false
    claimed.set(id, expiresAt)
    return true
  }
}
