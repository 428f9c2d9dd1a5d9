/** Keeps calls back after the service rejected one for reasons that the next one has too. */
import { HttpError } from '../http-error.js'

const PAUSING: readonly string[] = [
  'upstream-rate-limited',
  'upstream-quota',
  'upstream-rejected-keys',
]

export interface Pause {
  /** @throws {@link HttpError} with the rest of the time while calls pause */
  check(): void
  /**
   * Makes a call. When the time is over, one call is made, and its result decides about the others.
   * @throws what `check` and `call` throw
   */
  run<T>(call: () => Promise<T>): Promise<T>
}

interface Paused {
  readonly error: HttpError
  /** Monotonic, in ms. */
  readonly until: number
  isProbed: boolean
}

export function createPause(): Pause {
  let paused: Paused | undefined
  const check = () => {
    if (!paused) return
    const left = paused.until - performance.now()
    if (left > 0 || paused.isProbed) throw later(paused.error, left)
  }
  const failed = (thrown: unknown, probed: Paused | undefined) => {
    if (!(thrown instanceof HttpError)) return
    const { retryAfter, upstreamStatus } = thrown.details
    if (PAUSING.includes(thrown.reason)) {
      const until = performance.now() + (retryAfter ?? 1) * 1_000
      paused = { error: thrown, until: Math.max(until, paused?.until ?? 0), isProbed: false }
    } else if (probed === paused && upstreamStatus !== undefined) paused = undefined
  }
  return {
    check,
    async run(call) {
      check()
      const probed = paused
      if (probed) probed.isProbed = true
      try {
        const result = await call()
        if (probed === paused) paused = undefined
        return result
      } catch (thrown) {
        failed(thrown, probed)
        throw thrown
      } finally {
        // A probe without a response decides nothing: the next call is another one.
        if (probed) probed.isProbed = false
      }
    },
  }
}

/** The same error for the page, with the time that is left. */
const later = ({ code }: HttpError, leftMs: number): HttpError =>
  new HttpError(code, 'upstream-paused', { retryAfter: Math.max(1, Math.ceil(leftMs / 1_000)) })
