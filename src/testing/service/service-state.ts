/** What the local service remembers. */
import type { FaultQueues } from '../faults/fault-queues.js'
import type { PreflightFault, PutFault } from '../faults/faults.js'
import type { StorageCredentials } from './sigv4.js'

export interface StoredObject {
  /** Where the bytes are; for the JPG's key of a HEIC image this is still the HEIC's. */
  readonly key: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Content type as it was sent. */
  readonly type: string
  /** Milliseconds since the epoch. */
  readonly storedAt: number
}

/** A real S3-compatible store that keeps the bytes instead of this process. */
export interface ExternalStorage extends StorageCredentials {
  /** Address without bucket, for example `http://127.0.0.1:9000`; path-style. */
  readonly endpoint: string
  readonly bucket: string
}

/** One issued link, without its secret. */
export interface LinkRecord {
  readonly assetFileKey: string
  /** PUT requests that reached the storage, re-sends by the browser included. */
  puts: number
  preflights: number
  /** An image was kept through this link. */
  stored: boolean
  /** Taken on first contact. */
  faults?: { readonly put: PutFault | undefined; readonly preflight: PreflightFault | undefined }
}

/** One request that reached the service. */
export interface ServiceRequest {
  readonly at: number
  readonly kind: RequestKind
  readonly method: string
  /** Headers with lower-case names, without those that hold a secret. */
  readonly headers: Readonly<Record<string, string>>
  /**
   * Which of `cookie`, `authorization` and `x-…` came along with an unsigned call, by name. An
   * upload must carry none.
   */
  readonly credentials: readonly string[]
  assetFileKey?: string
  /** Bytes of the body that were read. */
  bytes: number
  /** What was answered; missing while it is under way. */
  response?: number | 'reset' | 'silence' | 'raw' | 'gone'
}

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

export interface ResolvedOptions {
  readonly rate: number
  readonly expirationSeconds: number
  readonly oneTime: '403' | '412' | 'overwrite'
  readonly maxBytes: number
  readonly now: () => number
}

const SECRET_HEADERS = /^(authorization|cookie|x-ncp-.*)$/
const CREDENTIALS = /^(authorization|cookie|x-.*)$/

/** Notes a request; the entry is filled in while it is served. */
export function note(state: ServiceState, kind: RequestKind, request: Request): ServiceRequest {
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
  // A service that runs all day in a Storybook must not grow for ever.
  if (state.requests.length > 10_000) state.requests.shift()
  return entry
}

/**
 * The faults of a link are drawn once: a browser may send its PUT twice, and both must meet the
 * same.
 */
export function faultsOf(
  link: LinkRecord,
  { faults }: ServiceState,
): NonNullable<LinkRecord['faults']> {
  return (link.faults ??= { put: faults.put.next(), preflight: faults.preflight.next() })
}
