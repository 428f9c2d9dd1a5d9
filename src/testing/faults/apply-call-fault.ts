/** Applies one fault to one JSON call. */
import type { Fields } from '../../core/protocol/json.js'
import type { CallFault, Wait } from './faults.js'
import { rawResponse, WireFault } from './wire.js'

export async function wait(until: Wait): Promise<void> {
  await (typeof until === 'number' ? new Promise((resolve) => setTimeout(resolve, until)) : until)
}

/**
 * @param next the real call; it runs only if the fault needs its response
 * @throws {@link WireFault} if the fault concerns the connection
 */
export async function applyCallFault(
  fault: CallFault | undefined,
  next: () => Promise<Response>,
): Promise<Response> {
  if (!fault) return next()
  if (fault.delay !== undefined) await wait(fault.delay)
  if (fault.reset) throw new WireFault({ type: 'reset' })
  if (fault.silent) throw new WireFault({ type: 'silence' })
  if (fault.truncate) {
    const response = new Response(null, {
      headers: { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' },
    })
    throw new WireFault({
      type: 'raw',
      ...rawResponse(response, '{"code":"0",', 500),
      after: 'close',
      ms: 50,
    })
  }
  if (fault.status !== undefined) return responseOf(fault, fault.status)
  const response = await next()
  return fault.change && response.ok ? changed(response, fault.change) : response
}

function responseOf(fault: CallFault, status: number): Response {
  const headers = { 'Content-Type': fault.contentType ?? 'application/json', ...fault.headers }
  return new Response(status === 204 ? null : (fault.body ?? ''), { status, headers })
}

async function changed(response: Response, change: (body: Fields) => unknown): Promise<Response> {
  const content = change((await response.json()) as Fields)
  // Encoded to bytes, so that a byte order mark is kept.
  const body = new TextEncoder().encode(
    typeof content === 'string' ? content : JSON.stringify(content),
  )
  const headers = new Headers(response.headers)
  headers.delete('Content-Length')
  return new Response(body, { status: response.status, headers })
}
