/** Faults of the app's own endpoint, between the page and the handler. */
import type { UploadHandler } from '../../server/upload-handler.js'
import { applyCallFault } from './apply-call-fault.js'
import type { FaultQueues } from './fault-queues.js'
import type { CallFault } from './faults.js'

/**
 * Draws from `presign` and `complete`; preflights and everything else pass. May throw `WireFault`,
 * which `listen` performs.
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
    return fault
      ? asThePageSeesIt(await applyCallFault(fault, () => handler(request)), fault, request)
      : handler(request)
  }
}

/**
 * A spelled-out answer carries CORS headers as the handler's own would, unless their absence is the
 * fault.
 */
function asThePageSeesIt(response: Response, fault: CallFault, request: Request): Response {
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
