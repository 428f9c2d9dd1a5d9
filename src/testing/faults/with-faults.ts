/** Faults of the host app's endpoint, between the page and the handler. */
import type { UploadHandler } from '../../server/upload-handler.js'
import { applyCallFault } from './apply-call-fault.js'
import type { FaultQueues } from './fault-queues.js'
import type { CallFault } from './faults.js'

/**
 * Applies the faults of `presign` and `complete`; preflights and all other requests are passed on.
 * The handler may throw {@link WireFault}, which `listen` performs.
 */
export function withFaults(
  handler: UploadHandler,
  faults: Pick<FaultQueues, 'presign' | 'complete'>,
): UploadHandler {
  return async (request) => {
    const call = new URL(request.url).pathname.split('/').at(-1)
    if (request.method !== 'POST' || (call !== 'presigned-url' && call !== 'complete'))
      return handler(request)
    const fault = faults[call === 'complete' ? 'complete' : 'presign'].next()
    if (!fault) return handler(request)
    return withCors(await applyCallFault(fault, () => handler(request)), fault, request)
  }
}

/** Adds the CORS headers of the handler's own responses, unless their absence is the fault. */
function withCors(response: Response, fault: CallFault, request: Request): Response {
  const headers = new Headers(response.headers)
  const origin = request.headers.get('Origin')
  if (fault.cors === 'none') {
    headers.delete('Access-Control-Allow-Origin')
  } else if (origin !== null) {
    headers.set('Access-Control-Allow-Origin', origin)
    headers.set('Access-Control-Allow-Credentials', 'true')
    headers.set('Access-Control-Expose-Headers', 'Retry-After')
  }
  return new Response(response.body, { status: response.status, headers })
}
