/** Time limits: no step of a request lasts longer, and none outlasts the client. */
import { clientGone, type HttpError } from './http-error.js'

/** Time limits of the handler's steps, in milliseconds, from 1 to 2 147 483 647. */
export interface UploadHandlerTimeouts {
  /**
   * For `authorize`; then 503.
   * @default 5_000
   */
  readonly authorize?: number | undefined
  /**
   * For each wait for a limiter; then 503.
   * @default 1_000
   */
  readonly limiter?: number | undefined
  /**
   * For the page's request to arrive; then 408.
   * @default 5_000
   */
  readonly body?: number | undefined
  /**
   * For the service, both calls together if one is repeated; then 504.
   * @default 5_000
   */
  readonly upstream?: number | undefined
}

export type Timeouts = { readonly [Step in keyof UploadHandlerTimeouts]-?: number }

const DEFAULTS: Timeouts = { authorize: 5_000, limiter: 1_000, body: 5_000, upstream: 5_000 }
/** Timers with a longer time fire at once (https://nodejs.org/api/timers.html). */
const LONGEST_TIMER = 2_147_483_647

/** @throws TypeError for a time that no timer can have */
export function resolveTimeouts(given: UploadHandlerTimeouts = {}): Timeouts {
  const resolve = (step: keyof Timeouts): number => {
    const ms = given[step] ?? DEFAULTS[step]
    if (typeof ms === 'number' && ms >= 1 && ms <= LONGEST_TIMER) return ms
    throw new TypeError(`timeouts.${step}: ${String(ms)} is not from 1 to ${LONGEST_TIMER}`)
  }
  return {
    authorize: resolve('authorize'),
    limiter: resolve('limiter'),
    body: resolve('body'),
    upstream: resolve('upstream'),
  }
}

interface Limit {
  /** In milliseconds. */
  readonly ms: number
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal
  /** Makes the error once the time is over. */
  readonly late: () => HttpError
}

/**
 * Waits for `work`, for a limited time, and only while the client is there. One timer and one
 * listener, because `AbortSignal.any` and `AbortSignal.timeout` cost several times as much.
 * @returns what `work` returns; without a timer, unless it is a promise
 * @throws what `work` throws, or {@link HttpError}
 */
export async function within<T>(
  work: () => T | PromiseLike<T>,
  { ms, signal, late }: Limit,
): Promise<T> {
  if (signal.aborted) throw clientGone()
  const result = work()
  if (!isPromiseLike(result)) return result
  return new Promise<T>((resolve, reject) => {
    const end = (decide: () => void) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', gone)
      decide()
    }
    const gone = () => end(() => reject(clientGone()))
    const timer = setTimeout(() => end(() => reject(late())), ms)
    signal.addEventListener('abort', gone)
    result.then(
      (value) => end(() => resolve(value)),
      (error: unknown) => end(() => reject(error)),
    )
  })
}

const isPromiseLike = <T>(value: T | PromiseLike<T>): value is PromiseLike<T> =>
  typeof value === 'object' && value !== null && 'then' in value
