/** The search service and its storage in memory, for tests, stories and local development. */
import { createFaultQueues } from '../faults/fault-queues.js'
import type { Faults } from '../faults/faults.js'
import { corsHeaders } from './cors-rule.js'
import { createGateway } from './gateway.js'
import { listen, type Listening } from './listen.js'
import {
  record,
  recordResponse,
  type ExternalStorage,
  type LinkRecord,
  type ServiceRequest,
  type ServiceState,
  type StoredObject,
} from './service-state.js'
import { serveStorage } from './storage.js'
import { BUCKET } from './stored-objects.js'
import { withoutWire } from '../faults/wire.js'

/** Options of `createLocalService`. */
export interface LocalServiceOptions {
  /**
   * Calls of `presigned-url` per second; more get 429.
   * @default 50
   */
  rate?: number | undefined
  /**
   * Lifetime of an upload link, in seconds.
   * @default 900
   */
  expirationSeconds?: number | undefined
  /**
   * The response to a second PUT on one link: `true` and `'403'` mean AccessDenied, `'412'` means
   * PreconditionFailed, `false` and `'overwrite'` replace the image.
   * @default true
   */
  oneTime?: boolean | '403' | '412' | 'overwrite' | undefined
  /**
   * Size in bytes above which `complete` responds with OVER_SIZE_LIMIT.
   * @default 5_000_000
   */
  maxBytes?: number | undefined
  /**
   * Which errors of the storage a page can read. `'always'`: all of them, with their S3 code.
   * `'like-s3'`: a presigned URL that is not accepted gets a response without CORS headers, so the
   * page sees status 0, because a store checks the URL before it reads the bucket's CORS rule.
   * @default 'always'
   */
  cors?: 'always' | 'like-s3' | undefined
  /**
   * Signs the content type of the file name into each link; a PUT with another type is rejected.
   * @default false
   */
  signContentType?: boolean | undefined
  /**
   * A real S3-compatible store for the images. `oneTime`, `cors` and upload faults then have no
   * effect.
   * @default memory
   */
  storage?: ExternalStorage | undefined
  /**
   * Faults from the start; see `setFaults`.
   * @default none
   */
  faults?: Faults | undefined
  /**
   * The current time, in milliseconds since the epoch.
   * @default Date.now
   */
  now?: (() => number) | undefined
  /**
   * Origin in the links.
   * @default that of `listen`, otherwise that of the request
   */
  publicUrl?: string | undefined
}

/** The service and its storage. */
export interface LocalService {
  /**
   * Serves one request to the API or the storage without a network.
   * @param request its URL needs the right path; the origin does not matter
   * @returns the response; with the fault `silent` the promise stays pending until the request is
   * aborted
   * @throws TypeError for a reset, as `fetch` does
   */
  handle(request: Request): Promise<Response>
  /**
   * Listens on loopback. Node only.
   * @param port a port number; 0 takes a free port
   * @returns the address, and how to stop
   */
  listen(port?: number): Promise<Listening>
  /** Keys for `createUploadHandler`, random for each service. */
  readonly credentials: { readonly accessKey: string; readonly secretKey: string }
  /** Stored images by key. */
  readonly objects: Map<string, StoredObject>
  /** Issued upload links by key, without their URLs. */
  readonly links: ReadonlyMap<string, LinkRecord>
  /** Requests that reached the service, oldest first; the last 10 000. */
  readonly requests: readonly ServiceRequest[]
  /**
   * Replaces all faults. Links that were already used keep theirs.
   * @param faults by phase; `{}` means none
   * @throws RangeError if a name is unknown
   */
  setFaults(faults: Faults): void
  /** Removes all objects, links, requests and faults. */
  reset(): void
}

/**
 * Creates a service that follows the documented rules: signatures, limits, one-time links, and the
 * checks of `complete`.
 * @param options limits, clock and faults
 * @returns the service; nothing listens yet
 * @throws RangeError if a fault's name is unknown
 * @example
 * const service = createLocalService({ faults: { put: ['response-lost'] } })
 * const { url, close } = await service.listen()
 * const handler = createUploadHandler({
 *   ...service.credentials,
 *   baseUrl: url,
 *   authorize: () => 'me',
 * })
 */
export function createLocalService(options: LocalServiceOptions = {}): LocalService {
  const state = createState(options)
  const gateway = createGateway(state)
  const respond = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith(`/${BUCKET}/`)) return serveStorage(request, state)
    if (pathname === '/redirected') return redirected(request, state)
    return gateway(request)
  }
  return {
    handle: (request) => withoutWire(request, () => respond(request)),
    async listen(port) {
      const listening = await listen(respond, port)
      state.publicUrl ??= listening.url
      return listening
    },
    credentials: state.credentials,
    objects: state.objects,
    links: state.links,
    requests: state.requests,
    setFaults: (faults) => state.faults.set(faults),
    reset() {
      state.objects.clear()
      state.links.clear()
      state.requests.length = 0
      state.faults.set({})
    },
  }
}

const ONE_TIME = { true: '403', false: 'overwrite' } as const

const random = () => crypto.randomUUID().replaceAll('-', '')

function createState(options: LocalServiceOptions): ServiceState {
  const { oneTime = true } = options
  return {
    options: {
      rate: options.rate ?? 50,
      expirationSeconds: options.expirationSeconds ?? 900,
      oneTime: typeof oneTime === 'boolean' ? ONE_TIME[`${oneTime}`] : oneTime,
      maxBytes: options.maxBytes ?? 5_000_000,
      cors: options.cors ?? 'always',
      signContentType: options.signContentType ?? false,
      now: options.now ?? Date.now,
    },
    credentials: { accessKey: `LOCAL${random().slice(0, 15).toUpperCase()}`, secretKey: random() },
    externalStorage: options.storage,
    storageCredentials: options.storage ?? {
      accessKeyId: `STORE${random().slice(0, 15).toUpperCase()}`,
      secretAccessKey: random(),
      region: 'kr-standard',
    },
    objects: new Map(),
    links: new Map(),
    requests: [],
    faults: createFaultQueues(options.faults),
    publicUrl: options.publicUrl,
  }
}

/**
 * The target of the fault `redirect`: reads the image, stores nothing, and responds with 200 or
 * with the status in `?status=`.
 */
async function redirected(request: Request, state: ServiceState): Promise<Response> {
  const preflight = request.method === 'OPTIONS'
  const entry = record(state, preflight ? 'preflight' : 'redirected', request)
  return recordResponse(entry, async () => {
    const counter = new WritableStream<Uint8Array>({
      write(chunk) {
        entry.bytes += chunk.byteLength
      },
    })
    await request.body?.pipeTo(counter)
    const status = Number(new URL(request.url).searchParams.get('status') ?? 200)
    return new Response(null, {
      status: preflight ? 204 : status,
      headers: corsHeaders({}, preflight ? 'preflight' : 'response'),
    })
  })
}
