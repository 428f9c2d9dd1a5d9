/** One request to the service: no redirects, limited time, at most 64 KB of response. */
import { MAX_RESPONSE_BYTES } from '../../core/protocol/capped-text.js'
import { parseJson } from '../../core/protocol/json.js'
import type { Trace } from '../events.js'
import { readText } from '../http.js'
import { HttpError } from '../http-error.js'
import { within } from '../timeouts.js'
import { withoutText } from './fetch-error.js'
import { retryAfterOf } from './retry-after.js'
import type { UpstreamResponse } from './status.js'

/** Who calls, and where to note what the service does. */
export interface Caller {
  readonly subject: string
  readonly signal: AbortSignal
  readonly trace: Trace
}

export interface ServiceRequest {
  readonly fetch: typeof globalThis.fetch
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: string
  /** Time limit, in ms. */
  readonly ms: number
}

/**
 * Nothing is awaited before `fetch` is called.
 * @throws {@link HttpError} if there is no whole response
 */
export async function exchange(
  request: ServiceRequest,
  { signal, trace }: Caller,
): Promise<UpstreamResponse> {
  const startedAt = performance.now()
  const controller = new AbortController()
  const late = () => new HttpError('service-timeout', 'upstream-timeout')
  delete trace.upstreamStatus
  try {
    const limit = { ms: request.ms, signal, late }
    return await within(() => perform(request, controller.signal, trace), limit)
  } catch (thrown) {
    controller.abort()
    if (thrown instanceof HttpError) throw thrown
    throw new HttpError('service-unavailable', 'upstream-unreachable', {
      thrown: withoutText(thrown),
      upstreamStatus: trace.upstreamStatus,
    })
  } finally {
    trace.upstreamMs += performance.now() - startedAt
  }
}

async function perform(
  { fetch, url, headers, body }: ServiceRequest,
  signal: AbortSignal,
  trace: Trace,
): Promise<UpstreamResponse> {
  const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal })
  trace.upstreamStatus = response.status
  const text = await readText(response.body, MAX_RESPONSE_BYTES)
  return {
    status: response.status,
    body: text === undefined ? undefined : parseJson(text),
    retryAfter: retryAfterOf(response.headers),
    date: response.headers.get('Date'),
  }
}
