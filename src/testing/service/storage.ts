/** The storage: presigned PUT URLs that work once, preflights, and GET for stored objects. */
import { wait } from '../faults/apply-call-fault.js'
import { WireFault } from '../faults/wire.js'
import { corsHeaders, preflightError } from './cors-rule.js'
import { putObject } from './put-object.js'
import {
  faultsOf,
  record,
  recordResponse,
  type LinkRecord,
  type ServiceState,
} from './service-state.js'
import { STORAGE_ERRORS } from './storage-errors.js'
import { errorResponse } from './storage-responses.js'
import { BUCKET, verifyUrl } from './stored-objects.js'

/** Serves everything below `/query-assets/`. */
export async function serveStorage(request: Request, state: ServiceState): Promise<Response> {
  const key = keyOf(request)
  if (request.method === 'OPTIONS') return preflight(request, state, state.links.get(key))
  if (request.method === 'GET' || request.method === 'HEAD') return get(request, state, key)
  const entry = record(state, 'put', request)
  entry.assetFileKey = key
  return recordResponse(entry, async () => {
    if (request.method === 'PUT') return putObject(request, state, key, entry)
    // No URL is signed for another method.
    const error = await verifyUrl(request, state)
    return errorResponse({}, error ?? STORAGE_ERRORS.accessDenied, state)
  })
}

function keyOf(request: Request): string {
  const path = new URL(request.url).pathname.slice(`/${BUCKET}/`.length)
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

async function preflight(
  request: Request,
  state: ServiceState,
  link: LinkRecord | undefined,
): Promise<Response> {
  const entry = record(state, 'preflight', request)
  if (link) {
    entry.assetFileKey = link.assetFileKey
    link.preflights++
  }
  const { preflight: fault = {}, put: putFault = {} } = link ? faultsOf(link, state) : {}
  return recordResponse(entry, async () => {
    if (fault.delay !== undefined) await wait(fault.delay)
    if (fault.reset) throw new WireFault({ type: 'reset' })
    if (fault.silent) throw new WireFault({ type: 'silence' })
    if (fault.status !== undefined) return new Response(null, { status: fault.status })
    const error = preflightError(request)
    if (error) return errorResponse({ cors: 'none' }, error, state)
    return new Response(null, { headers: corsHeaders(putFault, 'preflight') })
  })
}

async function get(request: Request, state: ServiceState, key: string): Promise<Response> {
  return recordResponse(record(state, 'get', request), async () => {
    const error = await verifyUrl(request, state)
    if (error) return errorResponse({}, error, state)
    const object = state.objects.get(key)
    if (!object) return errorResponse({}, STORAGE_ERRORS.noSuchKey, state)
    return new Response(object.bytes, {
      headers: { ...corsHeaders({}, 'response'), 'Content-Type': object.type },
    })
  })
}
