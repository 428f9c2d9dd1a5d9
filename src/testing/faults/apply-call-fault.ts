/** Applies one fault to one JSON call. */
import type { Answer, CallFault, Wait } from './faults.js'
import { rawResponse, WireFault } from './wire.js'

export async function pass(wait: Wait): Promise<void> {
  await (typeof wait === 'number' ? new Promise((resolve) => setTimeout(resolve, wait)) : wait)
}

/** `next` does the call for real; it runs only where the fault needs the genuine answer. */
export async function applyCallFault(
  fault: CallFault | undefined,
  next: () => Promise<Response>,
): Promise<Response> {
  if (!fault) return next()
  if (fault.delay !== undefined) await pass(fault.delay)
  if (fault.reset) throw new WireFault({ type: 'reset' })
  if (fault.silent) throw new WireFault({ type: 'silence' })
  if (fault.truncate) {
    const answer = new Response(null, {
      headers: { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' },
    })
    throw new WireFault({
      type: 'raw',
      ...rawResponse(answer, '{"code":"0",', 500),
      after: 'close',
      ms: 50,
    })
  }
  if (fault.status !== undefined) return spelledOut(fault, fault.status)
  const response = await next()
  return fault.change && response.ok ? changed(response, fault.change) : response
}

function spelledOut(fault: CallFault, status: number): Response {
  const headers = { 'Content-Type': fault.contentType ?? 'application/json', ...fault.headers }
  return new Response(status === 204 ? null : (fault.body ?? ''), { status, headers })
}

async function changed(response: Response, change: (answer: Answer) => unknown): Promise<Response> {
  const answer = change((await response.json()) as Answer)
  // A text is encoded here: `Response` would drop nothing, but a byte order mark must survive as
  // bytes.
  const body = new TextEncoder().encode(
    typeof answer === 'string' ? answer : JSON.stringify(answer),
  )
  const headers = new Headers(response.headers)
  headers.delete('Content-Length')
  return new Response(body, { status: response.status, headers })
}
