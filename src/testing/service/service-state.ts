/** The state of the local service. */
import type { FaultQueues } from '../faults/fault-queues.js'
import type { PreflightFault, PutFault } from '../faults/faults.js'
import { WireFault } from '../faults/wire.js'
import type { StorageCredentials } from './sigv4.js'

/** One image in the storage. */
export interface StoredObject {
  /** Key of the upload. A HEIC image keeps it when it is found by the key of its JPG. */
  readonly key: string
  /** The image as it was sent. */
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Content type as it was sent. */
  readonly type: string
  /** Milliseconds since the epoch. */
  readonly storedAt: number
}

/** A real S3-compatible store that keeps the bytes instead of this process. */
export interface ExternalStorage extends StorageCredentials {
  /** Address without the bucket, for example `http://127.0.0.1:9000`. Requests are path-style. */
  readonly endpoint: string
  /** Name of the bucket. */
  readonly bucket: string
}

/** One issued upload link, without its URL. */
export interface LinkRecord {
  /** Key of the upload. */
  readonly assetFileKey: string
  /** Number of PUT requests that reached the storage, including those that the browser repeated. */
  puts: number
  /** Number of preflights that reached the storage. */
  preflights: number
  /** True once an image was stored through this link. */
  stored: boolean
  /** Faults of this link, taken from the queues with its first request. */
  faults?: { readonly put: PutFault | undefined; readonly preflight: PreflightFault | undefined }
}

/** One request that reached the service. */
export interface ServiceRequest {
  /** Time of arrival, in milliseconds since the epoch. */
  readonly at: number
  /** What was requested. */
  readonly kind: RequestKind
  /** HTTP method. */
  readonly method: string
  /** Headers by lower-case name, without those that contain a secret. */
  readonly headers: Readonly<Record<string, string>>
  /**
   * Names of `cookie`, `authorization` and `x-…` headers of an unsigned call. An upload has none.
   */
  readonly credentials: readonly string[]
  /** Key of the upload; only for requests to the storage. */
  assetFileKey?: string
  /** Number of bytes of the body that were read. */
  bytes: number
  /**
   * HTTP status of the response, or the fault in its place; `gone` if the client ended the request.
   * Missing while the request is served.
   */
  response?: number | 'reset' | 'silence' | 'raw' | 'gone'
}

/** What a request asked for. */
export type RequestKind =
  | 'presign'
  | 'complete'
  | 'search'
  | 'preflight'
  | 'put'
  | 'get'
  | 'redirected'
  | 'other'

export interface ServiceState {
  readonly options: ResolvedOptions
  readonly credentials: { readonly accessKey: string; readonly secretKey: string }
  readonly storageCredentials: StorageCredentials
  readonly externalStorage: ExternalStorage | undefined
  readonly objects: Map<string, StoredObject>
  readonly links: Map<string, LinkRecord>
  readonly requests: ServiceRequest[]
  readonly faults: FaultQueues
  publicUrl: string | undefined
}

interface ResolvedOptions {
  readonly rate: number
  readonly expirationSeconds: number
  readonly oneTime: '403' | '412' | 'overwrite'
  readonly maxBytes: number
  readonly cors: 'always' | 'like-s3'
  readonly signContentType: boolean
  readonly now: () => number
}

const SECRET_HEADERS = /^(authorization|cookie|x-ncp-.*)$/
const CREDENTIALS = /^(authorization|cookie|x-.*)$/

/** Records a request. Its entry is completed while it is served. */
export function record(state: ServiceState, kind: RequestKind, request: Request): ServiceRequest {
  const headers = Object.fromEntries(
    [...request.headers].filter(([name]) => !SECRET_HEADERS.test(name)),
  )
  const isSigned = kind === 'presign' || kind === 'complete' || kind === 'search'
  const credentials = isSigned
    ? []
    : [...request.headers.keys()].filter((name) => CREDENTIALS.test(name))
  const entry: ServiceRequest = {
    at: Date.now(),
    kind,
    method: request.method,
    headers,
    credentials,
    bytes: 0,
  }
  state.requests.push(entry)
  // Limits the memory of a service that runs all day in a Storybook.
  if (state.requests.length > 10_000) state.requests.shift()
  return entry
}

/** Records how a request ended, also if it got no response. */
export async function recordResponse(
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

/** Takes a link's faults once: a browser may send its PUT twice, and both meet the same fault. */
export function faultsOf(
  link: LinkRecord,
  { faults }: ServiceState,
): NonNullable<LinkRecord['faults']> {
  link.faults ??= { put: faults.put.next(), preflight: faults.preflight.next() }
  return link.faults
}
