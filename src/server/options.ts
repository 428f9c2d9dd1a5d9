/** The handler's options, and the configuration that is made from them on the first request. */
import { isUploadUrl } from '../core/protocol/upload-url.js'
import { accountQueues, type AccountLimiter } from './limits/account.js'
import type { RateLimiter } from './limits/rate-limiter.js'
import { createTokenBucket } from './limits/token-bucket.js'
import { createReceipts, type Receipts } from './receipt.js'
import { HttpError } from './http-error.js'
import type { UpstreamConfig } from './upstream.js'

const DEFAULT_BASE_URL = 'https://mi.apigw.ntruss.com'

/** The outcome of one request. It contains no key, URL, file name or subject and can be logged. */
export interface UploadHandlerEvent {
  /** The call that the page made; `upload` only with the relay. */
  readonly call: 'presigned-url' | 'complete' | 'upload' | 'other'
  /** HTTP status of the response. */
  readonly status: number
  /** Error code in the response; missing if the request succeeded. */
  readonly code?: string
  /** The exact reason of an error, from a fixed list of words. */
  readonly reason?: string
  /** HTTP status of the service's response, if it was an error. */
  readonly upstreamStatus?: number
  /** Error code in the service's response, if it had one. */
  readonly upstreamCode?: string
  /** Time from the request to the response, in ms. */
  readonly milliseconds: number
}

/** Options of `createUploadHandler`. */
export interface UploadHandlerOptions {
  /**
   * Access key of the account. Checked on the first request, because builds evaluate modules
   * without the environment.
   */
  accessKey: string | undefined
  /** Secret key of the account. */
  secretKey: string | undefined
  /**
   * Identifies the caller by headers and cookies.
   * @param request the page's request; clone it before reading its body
   * @returns a stable id of the user or session, `null` if the caller may not upload (401), or a
   * `Response` to send instead
   * @throws anything; the handler then sends 500
   */
  authorize: (request: Request) => string | null | Response | Promise<string | null | Response>
  /**
   * Address of the service: https, or http on loopback.
   * @default 'https://mi.apigw.ntruss.com'
   */
  baseUrl?: string | undefined
  /**
   * Origins of pages that may call, besides the handler's own, exactly as browsers send them.
   * @default none
   */
  allowedOrigins?: readonly string[] | undefined
  /**
   * Exact host names that a presigned URL may have.
   * @default any https host; http on loopback only
   */
  allowedUploadHosts?: readonly string[] | undefined
  /**
   * Budget of the account: one limiter for the keys `'presigned-url'` and `'complete'`, or one for
   * each.
   * @default `createSpacer` with 50 a second and 1000 a minute, inside this process
   */
  limiter?: AccountLimiter | undefined
  /**
   * Budget of one subject. Its key is the subject.
   * @default `createTokenBucket()`: 6 calls at once, then 1 per second, inside this process
   */
  subjectLimiter?: RateLimiter | undefined
  /**
   * Calls the service and, with the relay, the storage.
   * @default the platform's `fetch`
   */
  fetch?: typeof globalThis.fetch | undefined
  /**
   * The current time, in milliseconds since the epoch.
   * @default Date.now
   */
  now?: (() => number) | undefined
  /**
   * Called once per request, for logs and metrics. Exceptions are ignored.
   * @param event what happened; safe to log
   */
  onEvent?: ((event: UploadHandlerEvent) => void) | undefined
}

export interface HandlerConfig extends UpstreamConfig {
  readonly receipts: Receipts
  readonly allowedUploadHosts: readonly string[] | undefined
}

export interface Limiters {
  readonly account: ReturnType<typeof accountQueues>
  readonly subject: RateLimiter
}

export const resolveLimiters = (options: UploadHandlerOptions): Limiters => ({
  account: accountQueues(options.limiter),
  subject: options.subjectLimiter ?? createTokenBucket(),
})

/** @throws {@link HttpError} (500) if a key is missing or the address is not allowed */
export function resolveConfig(options: UploadHandlerOptions): HandlerConfig {
  const { accessKey, secretKey, baseUrl = DEFAULT_BASE_URL } = options
  if (!accessKey || !secretKey) throw new HttpError('internal', 'missing-keys')
  if (!isUploadUrl(baseUrl)) throw new HttpError('internal', 'bad-base-url')
  return {
    accessKey,
    secretKey,
    baseUrl,
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    now: options.now ?? Date.now,
    receipts: createReceipts(secretKey),
    allowedUploadHosts: options.allowedUploadHosts,
  }
}
