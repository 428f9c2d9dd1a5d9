/** The handler's configuration, which is made from its options on the first request. */
import { isUploadUrl } from '../core/protocol/upload-url.js'
import { HttpError } from './http-error.js'
import { accountQueues } from './limits/account.js'
import type { UploadHandlerOptions } from './options.js'
import { createReceipts, type Receipts } from './receipt.js'
import { resolveTimeouts, type Timeouts } from './timeouts.js'
import { createServiceClock } from './upstream/clock.js'
import { createUpstream, type Upstream, type UpstreamCall } from './upstream/upstream.js'

export const DEFAULT_BASE_URL = 'https://mi.apigw.ntruss.com'
const MIN_SECRET_LENGTH = 16

export interface HandlerConfig {
  readonly baseUrl: string
  readonly fetch: typeof globalThis.fetch
  /** This server's time, in milliseconds since the epoch. */
  readonly now: () => number
  readonly allowedUploadHosts: readonly string[] | undefined
  readonly timeouts: Timeouts
  /** Secrets of receipts and relay tokens: the first one seals, all of them open. */
  readonly secrets: readonly string[]
  readonly receipts: Receipts
  readonly upstream: Readonly<Record<UpstreamCall['name'], Upstream>>
}

/**
 * @returns what makes the configuration, the same for every request once the keys exist. It throws
 * {@link HttpError} (500) if a key is missing or the address is not allowed.
 * @throws TypeError or RangeError for options that can never be right
 */
export function createConfig(options: UploadHandlerOptions): () => HandlerConfig {
  const timeouts = resolveTimeouts(options.timeouts)
  const queues = accountQueues(options.limiter, options.instances, timeouts.limiter)
  return once(() => resolveConfig(options, timeouts, queues))
}

function resolveConfig(
  options: UploadHandlerOptions,
  timeouts: Timeouts,
  queues: ReturnType<typeof accountQueues>,
): HandlerConfig {
  const { accessKey, secretKey, baseUrl = DEFAULT_BASE_URL, now = Date.now } = options
  if (!accessKey || !secretKey) throw new HttpError('internal', 'missing-keys')
  if (!isUploadUrl(baseUrl)) throw new HttpError('internal', 'bad-base-url')
  // Looked up for each call, because tools for tests and tracing replace it.
  const fetch: typeof globalThis.fetch =
    options.fetch ?? ((input, init) => globalThis.fetch(input, init))
  const secrets =
    options.receiptSecrets === undefined ? [secretKey] : secretsOf(options.receiptSecrets)
  const clock = createServiceClock(now)
  const upstream = (name: UpstreamCall['name']) =>
    createUpstream(
      { accessKey, secretKey, baseUrl, fetch },
      { name, queue: queues[name], clock, ms: timeouts.upstream },
    )
  return {
    baseUrl,
    fetch,
    now,
    allowedUploadHosts: options.allowedUploadHosts,
    timeouts,
    secrets,
    receipts: createReceipts(secrets),
    upstream: { 'presigned-url': upstream('presigned-url'), complete: upstream('complete') },
  }
}

/** Checked here and not at creation, because builds evaluate modules without the environment. */
function secretsOf(given: string | readonly (string | undefined)[]): readonly string[] {
  const secrets = (typeof given === 'string' ? [given] : given).map((secret) => secret ?? '')
  if (secrets.length === 0 || secrets.some((secret) => secret.length < MIN_SECRET_LENGTH))
    throw new HttpError('internal', 'bad-receipt-secrets')
  return secrets
}

/** Keeps the first result; calls that throw are repeated. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
