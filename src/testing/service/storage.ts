/**
 * The storage half: presigned one-time PUT URLs, preflights, and GET for what was stored. Bytes
 * stay in memory.
 */
import { sha256, toHex, type Bytes } from '../../server/crypto.js'
import { concat } from '../../server/http.js'
import { pass } from '../faults/apply-call-fault.js'
import type { PutFault } from '../faults/faults.js'
import {
  faultsOf,
  note,
  type LinkRecord,
  type ServiceRequest,
  type ServiceState,
} from './service-state.js'
import { verifyPresigned, type StorageError } from './sigv4.js'
import { corsHeaders, putResponse, errorResponse } from './storage-responses.js'
import { rawResponse, WireFault } from '../faults/wire.js'

export const BUCKET = 'query-assets'
/**
 * Far above what the service accepts: `complete` judges the size, the storage only protects its
 * memory.
 */
const MAX_OBJECT_BYTES = 200_000_000

const storageError = (status: number, code: string, message: string): StorageError => ({
  status,
  code,
  message,
})

/** Answers everything below `/query-assets/`. */
export async function serveStorage(request: Request, state: ServiceState): Promise<Response> {
  const key = keyOf(request)
  if (request.method === 'OPTIONS') return preflight(request, state, state.links.get(key))
  if (request.method === 'GET' || request.method === 'HEAD') return get(request, state, key)
  const entry = note(state, 'put', request)
  entry.assetFileKey = key
  if (request.method !== 'PUT')
    return errorResponse(
      {},
      storageError(405, 'MethodNotAllowed', 'The specified method is not allowed.'),
    )
  return answered(entry, () => put(request, state, key, entry))
}

/** Notes how it ended, also where there was no answer. */
export async function answered(
  entry: ServiceRequest,
  run: () => Promise<Response>,
): Promise<Response> {
  try {
    const response = await run()
    entry.response = response.status
    return response
  } catch (thrown) {
    entry.response = thrown instanceof WireFault ? thrown.action.type : 'gone'
    throw thrown
  }
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
  const entry = note(state, 'preflight', request)
  if (link) {
    entry.assetFileKey = link.assetFileKey
    link.preflights++
  }
  const { preflight: fault = {}, put: putFault = {} } = link ? faultsOf(link, state) : {}
  return answered(entry, async () => {
    if (fault.delay !== undefined) await pass(fault.delay)
    if (fault.reset) throw new WireFault({ type: 'reset' })
    if (fault.silent) throw new WireFault({ type: 'silence' })
    if (fault.status !== undefined) return new Response(null, { status: fault.status })
    return new Response(null, { status: 204, headers: corsHeaders(putFault, 'preflight') })
  })
}

async function get(request: Request, state: ServiceState, key: string): Promise<Response> {
  return answered(note(state, 'get', request), async () => {
    const rejected = await verify(request, state)
    if (rejected) return errorResponse({}, rejected)
    const object = state.objects.get(key)
    if (!object)
      return errorResponse({}, storageError(404, 'NoSuchKey', 'The specified key does not exist.'))
    return new Response(object.bytes, {
      headers: { ...corsHeaders({}, 'answer'), 'Content-Type': object.type },
    })
  })
}

function verify(request: Request, state: ServiceState): Promise<StorageError | undefined> {
  const url = new URL(request.url)
  // A `Request` made by hand has no Host header; the URL says the same.
  const headers = {
    ...Object.fromEntries(request.headers),
    host: request.headers.get('Host') ?? url.host,
  }
  return verifyPresigned(
    { method: request.method, url, headers },
    state.storageCredentials,
    state.options.now(),
  )
}

async function put(
  request: Request,
  state: ServiceState,
  key: string,
  entry: ServiceRequest,
): Promise<Response> {
  const link = state.links.get(key)
  if (link) link.puts++
  const fault = (link && faultsOf(link, state).put) ?? {}
  // Validity is a matter of the start: a transfer that began in time may end later.
  const rejected = await verify(request, state)
  if (fault.reset === 'before') throw new WireFault({ type: 'reset' })
  if (fault.early !== undefined) return answerEarly(request, fault)
  const bytes = await readBody(request, fault, entry)
  if (fault.delay !== undefined) await pass(fault.delay)
  const reason =
    rejected ??
    rejectReuse(link, state) ??
    (bytes ? undefined : storageError(400, 'EntityTooLarge', 'The upload is too large.'))
  if (reason || !bytes)
    return errorResponse(
      fault,
      reason ?? storageError(400, 'IncompleteBody', 'The body is not complete.'),
    )
  if (fault.store ?? (fault.status ?? 200) < 300) keep(state, key, link, bytes, request)
  if (fault.reset === 'after-body') throw new WireFault({ type: 'reset' })
  if (fault.silent) throw new WireFault({ type: 'silence' })
  const answer = putResponse(fault, toHex(await sha256(bytes)).slice(0, 32))
  return fault.elsewhere ? withOtherOrigin(answer, request.url) : answer
}

/**
 * Not a name of its own: a resolver that does not know it, or does not answer, would be a fault of
 * its own.
 */
function withOtherOrigin(answer: Response, url: string): Response {
  const location = new URL(answer.headers.get('Location') ?? '', url)
  location.hostname = location.hostname === 'localhost' ? '127.0.0.1' : 'localhost'
  answer.headers.set('Location', location.href)
  return answer
}

function keep(
  state: ServiceState,
  key: string,
  link: LinkRecord | undefined,
  bytes: Bytes,
  request: Request,
): void {
  const type = request.headers.get('Content-Type') ?? 'binary/octet-stream'
  state.objects.set(key, { key, bytes, type, storedAt: state.options.now() })
  if (link) link.stored = true
}

function rejectReuse(
  link: LinkRecord | undefined,
  { options }: ServiceState,
): StorageError | undefined {
  if (!link?.stored || options.oneTime === 'overwrite') return undefined
  if (options.oneTime === '412')
    return storageError(
      412,
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
    )
  return storageError(403, 'AccessDenied', 'Access Denied')
}

/** The whole body as the fault lets it be read; `undefined` where it is too large. */
async function readBody(
  request: Request,
  fault: PutFault,
  entry: ServiceRequest,
): Promise<Bytes | undefined> {
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let stalled = false
  for (;;) {
    const chunk = await reader?.read()
    if (!chunk || chunk.done) break
    entry.bytes += chunk.value.byteLength
    if (entry.bytes <= MAX_OBJECT_BYTES) chunks.push(chunk.value)
    if (typeof fault.reset === 'number' && entry.bytes >= fault.reset)
      throw new WireFault({ type: 'reset' })
    if (fault.rate !== undefined) await pass((chunk.value.byteLength / fault.rate) * 1000)
    if (fault.stall === undefined || stalled || entry.bytes < fault.stall) continue
    if (fault.resumeAfter === undefined) throw new WireFault({ type: 'silence' })
    stalled = true
    await pass(fault.resumeAfter)
  }
  return entry.bytes > MAX_OBJECT_BYTES ? undefined : concat(chunks)
}

async function answerEarly(request: Request, fault: PutFault): Promise<Response> {
  const response = putResponse(fault, '')
  if (fault.early === 'drain') {
    request.body?.pipeTo(new WritableStream()).catch(() => undefined)
    return response
  }
  throw new WireFault({
    type: 'raw',
    ...rawResponse(response, await response.text()),
    after: fault.early === 'reset' ? 'reset' : 'nothing',
    ms: 50,
  })
}
