/** What the host app learns of each request: one event, and what was thrown. */
import type { HttpError } from './http-error.js'

/** The outcome of one request. It contains no key, URL, file name or subject and can be logged. */
export interface UploadHandlerEvent {
  /** Random id of the request; `onError` gets the same. */
  readonly id: string
  /** The call that the page made; `upload` only with the relay. */
  readonly call: 'presigned-url' | 'complete' | 'upload' | 'other'
  /** HTTP status of the response. */
  readonly status: number
  /** Error code in the response; missing if the request succeeded. */
  readonly code?: string
  /**
   * The exact reason of an error, from a fixed list of words. `clock-skew` is also the reason of
   * a success that needed the service's clock.
   */
  readonly reason?: string
  /** Time that the request waited for budgets, in ms. */
  readonly waitMs: number
  /** Time that it waited for the service or the storage, in ms. */
  readonly upstreamMs: number
  /** Time from the request to the response, in ms. */
  readonly totalMs: number
  /** HTTP status of the last response of the service or the storage. */
  readonly upstreamStatus?: number
  /** Error code in that response, if it had one. */
  readonly upstreamCode?: string
  /** Size of the image, in bytes; only with the relay. */
  readonly bytes?: number
  /** How far the service's clock is ahead of this one, in ms, when that was learnt. */
  readonly clockOffsetMs?: number
}

type Known = Omit<UploadHandlerEvent, 'call' | 'status' | 'totalMs'>

/** What is known of a request while it is served. The event is made from it. */
export type Trace = { -readonly [Field in keyof Known]: Known[Field] } & {
  readonly startedAt: number
}

/** The options of the handler that observe it. */
export interface ObserverOptions {
  /**
   * Called once per request, for logs and metrics. What it throws goes to `onError`.
   * @param event what happened; safe to log
   * @returns nothing; a promise is not waited for
   * @default none
   */
  onEvent?: ((event: UploadHandlerEvent) => void | Promise<void>) | undefined
  /**
   * Called with what was thrown: by your functions and limiters as it is, by `fetch` without its
   * text, which may contain an address; and for missing or rejected keys. Without `onEvent` and
   * `onError` the console gets one line instead, at most once a minute for each reason.
   * @param error what was thrown
   * @param context `id` of the request, as in its event
   * @returns nothing; a promise is not waited for
   * @default none
   */
  onError?: ((error: unknown, context: { readonly id: string }) => void | Promise<void>) | undefined
}

/** Observes the requests of one handler. */
export interface Observer {
  begin(): Trace
  /** @param status HTTP status of the response */
  end(
    trace: Trace,
    outcome: { call: UploadHandlerEvent['call']; status: number; error: HttpError | undefined },
  ): void
}

const CONSOLE_PAUSE_MS = 60_000

export function createObserver({ onEvent, onError }: ObserverOptions): Observer {
  const lastLine = new Map<string, number>()
  const report = (thrown: unknown, id: string) => guarded(() => onError?.(thrown, { id }), ignore)
  const writeLine = (reason: string, id: string) => {
    const now = performance.now()
    if (now - (lastLine.get(reason) ?? -Infinity) < CONSOLE_PAUSE_MS) return
    lastLine.set(reason, now)
    console.error(`search-image-uploader: ${reason} (request ${id}); onError gets the error`)
  }
  return {
    begin: () => ({
      id: crypto.randomUUID(),
      startedAt: performance.now(),
      waitMs: 0,
      upstreamMs: 0,
    }),
    end(trace, { call, status, error }) {
      const { id } = trace
      if (error && isFault(error)) {
        if (onEvent || onError) report(error.details.thrown ?? error, id)
        else writeLine(error.reason, id)
      }
      if (onEvent) {
        const event = eventOf(trace, call, status, error)
        guarded(
          () => onEvent(event),
          (thrown) => report(thrown, id),
        )
      }
    },
  }
}

/** Whether the host app has to know more than the event says. */
const isFault = (error: HttpError): boolean =>
  error.details.thrown !== undefined || error.code === 'internal'

function eventOf(
  { startedAt, waitMs, upstreamMs, ...known }: Trace,
  call: UploadHandlerEvent['call'],
  status: number,
  error: HttpError | undefined,
): UploadHandlerEvent {
  return {
    ...known,
    call,
    status,
    ...(error && { code: error.code, reason: error.reason }),
    waitMs: Math.round(waitMs),
    upstreamMs: Math.round(upstreamMs),
    totalMs: Math.round(performance.now() - startedAt),
  }
}

const ignore = () => undefined

/** A failing callback of the host app, also an async one, must not break uploads. */
function guarded(call: () => unknown, failed: (thrown: unknown) => void): void {
  try {
    const result = call()
    if (typeof result === 'object' && result !== null) Promise.resolve(result).catch(failed)
  } catch (thrown) {
    failed(thrown)
  }
}
