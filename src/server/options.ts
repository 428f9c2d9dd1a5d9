/** What a host sets, and what becomes of it on the first request. */
import { isUploadUrl } from '../core/protocol/upload-url.js'
import { createSpacer, createTokenBucket, type RateLimiter } from './limiter.js'
import { createReceipts, type Receipts } from './receipt.js'
import { HttpError } from './http-error.js'
import type { UpstreamConfig } from './upstream.js'

const DEFAULT_BASE_URL = 'https://mi.apigw.ntruss.com'

/**
 * What happened to one request; holds no key, no URL, no file name and no subject, so it may be
 * logged as it is.
 */
export interface UploadHandlerEvent {
  readonly call: 'presigned-url' | 'complete' | 'upload' | 'other'
  readonly status: number
  /** Code in the answer; missing for a good one. */
  readonly code?: string
  /** The exact reason, from a fixed list of words. */
  readonly reason?: string
  readonly upstreamStatus?: number
  readonly upstreamCode?: string
  readonly milliseconds: number
}

export interface UploadHandlerOptions {
  /** Checked on the first request, because builds evaluate modules without the environment. */
  accessKey: string | undefined
  secretKey: string | undefined
  /**
   * Who is asking: a stable id of the user or session, `null` for nobody (401), or a `Response` to
   * send instead. Reads headers and cookies; clone the request before reading its body.
   */
  authorize: (request: Request) => string | null | Response | Promise<string | null | Response>
  /** Address of the service; https, or http on loopback. Default `https://mi.apigw.ntruss.com`. */
  baseUrl?: string | undefined
  /**
   * Origins of pages that may call besides the handler's own, exactly as browsers send them.
   * Default: none.
   */
  allowedOrigins?: readonly string[] | undefined
  /**
   * Exact host names that a presigned URL may have. Default: any https host; http on loopback only.
   */
  allowedUploadHosts?: readonly string[] | undefined
  /**
   * Budget of the account; keys are `'presigned-url'` and `'complete'`. Default: even spacing
   * inside this process.
   */
  limiter?: RateLimiter | undefined
  /**
   * Budget of one subject, which is the key. Default: 60 calls at once, 10 a second in the long
   * run, in this process.
   */
  subjectLimiter?: RateLimiter | undefined
  fetch?: typeof globalThis.fetch | undefined
  /** Milliseconds since the epoch. Default `Date.now`. */
  now?: (() => number) | undefined
  /** One call per request, for logs and metrics; what it throws is ignored. */
  onEvent?: ((event: UploadHandlerEvent) => void) | undefined
}

export interface HandlerConfig extends UpstreamConfig {
  readonly receipts: Receipts
  readonly allowedUploadHosts: readonly string[] | undefined
}

export interface Limiters {
  readonly account: RateLimiter
  readonly subject: RateLimiter
}

export const resolveLimiters = (options: UploadHandlerOptions): Limiters => ({
  account: options.limiter ?? createSpacer(),
  subject: options.subjectLimiter ?? createTokenBucket(),
})

/** Throws a generic 500 until keys and address are right. */
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
