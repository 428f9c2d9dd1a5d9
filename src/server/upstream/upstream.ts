/** One kind of call to the service: signed, in turn, repeated once where that is safe. */
import type { Fields } from '../../core/protocol/json.js'
import { HttpError } from '../http-error.js'
import type { FairQueue } from '../limits/fair-queue.js'
import type { ServiceClock } from './clock.js'
import { exchange, type Caller } from './exchange.js'
import { createPause } from './pause.js'
import { signRequest } from './sign.js'
import { resultOf } from './status.js'

export interface UpstreamConfig {
  readonly accessKey: string
  readonly secretKey: string
  readonly baseUrl: string
  readonly fetch: typeof globalThis.fetch
}

export interface UpstreamCall {
  readonly name: 'presigned-url' | 'complete'
  /** The account's budget. */
  readonly queue: FairQueue
  readonly clock: ServiceClock
  /** Time limit of both attempts together, in ms. */
  readonly ms: number
}

export interface Upstream {
  /** @throws {@link HttpError} while calls pause */
  check(): void
  /**
   * @returns `result` of a successful response
   * @throws {@link HttpError} for every other one, and if there is none
   */
  post(fields: Fields, caller: Caller): Promise<Fields>
}

const UPLOADS = '/api/v1/query-assets/uploads'

export function createUpstream(config: UpstreamConfig, call: UpstreamCall): Upstream {
  const { accessKey, secretKey, fetch } = config
  const { name, queue, clock } = call
  const pause = createPause()
  const {
    href: url,
    pathname,
    search,
  } = new URL(`${config.baseUrl.replace(/\/+$/, '')}${UPLOADS}/${name}`)
  const signed = { method: 'POST', path: pathname + search, accessKey, secretKey }
  const attempt = async (body: string, caller: Caller, ms: number): Promise<Fields> => {
    const signature = await signRequest({ ...signed, timestamp: clock.now() })
    const headers = { ...signature, 'Content-Type': 'application/json' }
    await takeTurn(queue, caller)
    // From here to `fetch` nothing is awaited: the turn is for this moment.
    return pause.run(async () => {
      const response = await exchange({ fetch, url, headers, body, ms }, caller)
      if (response.status === 401) checkClock(clock, response.date, caller)
      return resultOf(response, caller.trace)
    })
  }
  return {
    check: pause.check,
    async post(fields, caller) {
      const body = JSON.stringify(fields)
      try {
        return await attempt(body, caller, call.ms)
      } catch (thrown) {
        const left = call.ms - caller.trace.upstreamMs
        if (left < 1 || !isRepeatable(thrown, name)) throw thrown
        return attempt(body, caller, left)
      }
    },
  }
}

async function takeTurn(queue: FairQueue, { subject, signal, trace }: Caller): Promise<void> {
  const startedAt = performance.now()
  try {
    await queue.take(subject, signal)
  } finally {
    trace.waitMs += performance.now() - startedAt
  }
}

/** @throws {@link HttpError} if the signature was rejected because the clocks differ */
function checkClock(clock: ServiceClock, date: string | null, { trace }: Caller): void {
  const offset = clock.learn(date)
  if (offset === undefined) return
  trace.clockOffsetMs = offset
  trace.reason = 'clock-skew'
  throw new HttpError('internal', 'clock-skew', { upstreamStatus: 401 })
}

const UNREACHED: readonly unknown[] = [502, 503, 504]

/**
 * The gateway has not passed on a call that it rejected for its time. Issuing a link twice has no
 * effect besides an unused link, so it is also repeated if the connection broke before a response
 * began, and if the gateway could not reach the service and names no time to wait.
 */
function isRepeatable(thrown: unknown, name: UpstreamCall['name']): boolean {
  if (!(thrown instanceof HttpError)) return false
  const { reason, details } = thrown
  if (reason === 'clock-skew') return true
  if (name !== 'presigned-url' || details.retryAfter !== undefined) return false
  if (reason === 'upstream-unreachable') return details.upstreamStatus === undefined
  return UNREACHED.includes(details.upstreamStatus)
}
