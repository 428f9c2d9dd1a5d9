/** An upload to the storage, with the fault of its link. */
import { sha256, toHex, type Bytes } from '../../server/crypto.js'
import { wait } from '../faults/apply-call-fault.js'
import type { PutFault } from '../faults/faults.js'
import { rawResponse, WireFault } from '../faults/wire.js'
import {
  faultsOf,
  type LinkRecord,
  type ServiceRequest,
  type ServiceState,
} from './service-state.js'
import { STORAGE_ERRORS, type StorageError } from './storage-errors.js'
import { errorResponse, putResponse } from './storage-responses.js'
import { verifyUrl } from './stored-objects.js'

/**
 * Protects the memory of this process. It is far above the service's limit, because `complete`
 * decides about the size and not the storage.
 */
const MAX_OBJECT_BYTES = 200_000_000

/** @throws {@link WireFault} if the fault concerns the connection */
export async function putObject(
  request: Request,
  state: ServiceState,
  key: string,
  entry: ServiceRequest,
): Promise<Response> {
  const link = state.links.get(key)
  if (link) link.puts++
  const fault = (link && faultsOf(link, state).put) ?? {}
  // The URL is checked at the start: a transfer that began in time may end after it expires.
  const urlError = await verifyUrl(request, state)
  if (fault.reset === 'before') throw new WireFault({ type: 'reset' })
  if (fault.early !== undefined) return respondEarly(request, fault)
  const badLength = urlError ? undefined : lengthError(request)
  if (badLength) return errorResponse(fault, badLength, state)
  const bytes = await readBody(request, fault, entry)
  if (fault.delay !== undefined) await wait(fault.delay)
  const error = urlError ?? reuseError(link, state)
  if (error) return errorResponse(fault, error, state)
  if (!bytes) return errorResponse(fault, STORAGE_ERRORS.tooLarge, state)
  if (fault.store ?? (fault.status ?? 200) < 300) {
    const type = request.headers.get('Content-Type') ?? 'binary/octet-stream'
    state.objects.set(key, { key, bytes, type, storedAt: state.options.now() })
    if (link) link.stored = true
  }
  if (fault.reset === 'after-body') throw new WireFault({ type: 'reset' })
  if (fault.silent) throw new WireFault({ type: 'silence' })
  const response = putResponse(fault, toHex(await sha256(bytes)).slice(0, 32))
  return fault.elsewhere ? withOtherOrigin(response, request.url) : response
}

/** A request without a network has neither length nor host. */
function lengthError({ headers }: Request): StorageError | undefined {
  const length = headers.get('Content-Length')
  if (length === null && headers.has('Host')) return STORAGE_ERRORS.missingLength
  return Number(length) > MAX_OBJECT_BYTES ? STORAGE_ERRORS.tooLarge : undefined
}

function reuseError(
  link: LinkRecord | undefined,
  { options }: ServiceState,
): StorageError | undefined {
  if (!link?.stored || options.oneTime === 'overwrite') return undefined
  return options.oneTime === '412' ? STORAGE_ERRORS.precondition : STORAGE_ERRORS.accessDenied
}

/** Reads the body as the fault allows. @returns `undefined` if it is too large */
async function readBody(
  request: Request,
  fault: PutFault,
  entry: ServiceRequest,
): Promise<Bytes | undefined> {
  const reader = request.body?.getReader()
  const chunks: Bytes[] = []
  let hasStalled = false
  for (;;) {
    const chunk = await reader?.read()
    if (!chunk || chunk.done) break
    entry.bytes += chunk.value.byteLength
    if (entry.bytes <= MAX_OBJECT_BYTES) chunks.push(chunk.value)
    if (typeof fault.reset === 'number' && entry.bytes >= fault.reset)
      throw new WireFault({ type: 'reset' })
    if (fault.rate !== undefined) await wait((chunk.value.byteLength / fault.rate) * 1000)
    if (fault.stall === undefined || hasStalled || entry.bytes < fault.stall) continue
    if (fault.resumeAfter === undefined) throw new WireFault({ type: 'silence' })
    hasStalled = true
    await wait(fault.resumeAfter)
  }
  if (entry.bytes > MAX_OBJECT_BYTES) return undefined
  return concatenated(chunks, entry.bytes)
}

/** One copy; a `Blob` of the same chunks takes several times as long. */
function concatenated(chunks: readonly Bytes[], length: number): Bytes {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

async function respondEarly(request: Request, fault: PutFault): Promise<Response> {
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

/** Uses the server's other loopback name; a made-up name could also fail in the resolver. */
function withOtherOrigin(response: Response, url: string): Response {
  const location = new URL(response.headers.get('Location') ?? '', url)
  location.hostname = location.hostname === 'localhost' ? '127.0.0.1' : 'localhost'
  response.headers.set('Location', location.href)
  return response
}
