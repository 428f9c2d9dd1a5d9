/** The relay's upload: `PUT …/upload?token=…`. */
import { DEFAULT_LIMITS, FORMATS, IMAGE_FORMATS } from '../../core/spec.js'
import type { HandlerConfig } from '../config.js'
import { HttpError } from '../http-error.js'
import type { Route } from '../route.js'
import { within } from '../timeouts.js'
import { createClaims } from './claims.js'
import type { UploadRelayOptions } from './options.js'
import { passOn } from './pass-on.js'
import type { OpenedTarget, RelayTokens } from './relay-token.js'
import { EXPIRED } from './storage-response.js'

const TYPES: readonly string[] = IMAGE_FORMATS.map((format) => FORMATS[format].type)

export interface RelayConfig extends HandlerConfig {
  readonly tokens: RelayTokens
}

/** Passes one image on for each token. Everything that costs nothing is checked first. */
export function uploadRoute(options: UploadRelayOptions, config: () => RelayConfig): Route {
  const { maxBytes = DEFAULT_LIMITS.maxSize } = options
  const claim = options.claimToken ?? createClaims(options.now ?? Date.now)
  return {
    call: 'upload',
    method: 'PUT',
    async run(request, trace) {
      const image = checkHeaders(request, maxBytes)
      const target = await openToken(request, config())
      await claimOnce(() => claim(target.id, target.expiresAt), request.signal, config())
      await passOn(request, { ...image, url: target.url }, config().fetch, trace)
      return { status: 200, headers: {}, body: null }
    },
  }
}

function checkHeaders(
  { headers, body }: Request,
  maxBytes: number,
): { type: string; bytes: number } {
  const type = headers.get('Content-Type') ?? ''
  const bytes = Number(headers.get('Content-Length') ?? Number.NaN)
  if (!TYPES.includes(type)) throw new HttpError('unsupported-media-type', 'content-type')
  if (!Number.isInteger(bytes) || bytes <= 0 || !body)
    throw new HttpError('length-required', 'content-length')
  if (bytes > maxBytes) throw new HttpError('payload-too-large', 'body-size')
  return { type, bytes }
}

async function openToken({ url }: Request, { tokens, now }: RelayConfig): Promise<OpenedTarget> {
  const target = await tokens.open(new URL(url).searchParams.get('token') ?? '')
  if (!target) throw new HttpError('forbidden', 'token-rejected')
  if (target.expiresAt < now())
    throw new HttpError('token-expired', 'token-expired', { storageError: EXPIRED })
  return target
}

/** A token stays used, also if its upload then fails: the storage may have got the image. */
async function claimOnce(
  claim: () => boolean | Promise<boolean>,
  signal: AbortSignal,
  { timeouts }: RelayConfig,
): Promise<void> {
  const late = () => new HttpError('service-busy', 'claim-timeout')
  const isFirst = await within(claim, { ms: timeouts.limiter, signal, late }).catch(
    (thrown: unknown) => {
      if (thrown instanceof HttpError) throw thrown
      throw new HttpError('service-busy', 'claim-failed', { thrown })
    },
  )
  if (!isFirst) throw new HttpError('forbidden', 'token-used')
}
