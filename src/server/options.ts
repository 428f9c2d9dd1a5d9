/** The handler's options. */
import type { ObserverOptions } from './events.js'
import type { AccountLimiter } from './limits/account.js'
import type { RateLimiter } from './limits/rate-limiter.js'
import type { UploadHandlerTimeouts } from './timeouts.js'

/** Options of `createUploadHandler`. */
export interface UploadHandlerOptions extends ObserverOptions {
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
   * @throws anything; the handler then sends 500, and `onError` gets it
   */
  authorize: (request: Request) => string | null | Response | Promise<string | null | Response>
  /**
   * Address of the service: https, or http on loopback.
   * @default 'https://mi.apigw.ntruss.com'
   */
  baseUrl?: string | undefined
  /**
   * Origins of pages that may call, besides the handler's own, exactly as browsers send them. An
   * entry of another form is a TypeError when the handler is created.
   * @default none
   */
  allowedOrigins?: readonly string[] | undefined
  /**
   * Exact host names that a presigned URL may have.
   * @default any https host; this machine, also by http, only if `baseUrl` is on loopback
   */
  allowedUploadHosts?: readonly string[] | undefined
  /**
   * Secrets of the receipts, each of at least 16 characters. The first one makes receipts, all of
   * them verify. To change a secret, first add the new one at the end, everywhere; then move it to
   * the beginning; and remove the old one when the links of that time have expired.
   * @default a key that is derived from `secretKey`
   */
  receiptSecrets?: string | readonly (string | undefined)[] | undefined
  /**
   * Budget of the account: one limiter for the keys `'presigned-url'` and `'complete'`, or one for
   * each. It is asked directly before each call of the service.
   * @default `createSpacer` with 50 a second and 1000 a minute, inside this process
   */
  limiter?: AccountLimiter | undefined
  /**
   * Budget of one subject. Its key is the subject.
   * @default `createTokenBucket()`: 6 calls at once, then 1 per second, inside this process
   */
  subjectLimiter?: RateLimiter | undefined
  /**
   * Number of instances of your app, among which the default `limiter` divides the budget.
   * @default 1
   */
  instances?: number | undefined
  /**
   * Time limits, in ms.
   * @default 5 s, and 1 s for limiters
   */
  timeouts?: UploadHandlerTimeouts | undefined
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
}
