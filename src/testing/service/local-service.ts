/**
 * The search service and its storage, small enough to run anywhere: tests, stories, local
 * development.
 */
import { createFaultQueues } from '../faults/fault-queues.js'
import type { Faults } from '../faults/faults.js'
import { createGateway } from './gateway.js'
import { listen, type Listening } from './listen.js'
import {
  note,
  type ExternalStorage,
  type LinkRecord,
  type ServiceRequest,
  type ServiceState,
  type StoredObject,
} from './service-state.js'
import { answered, BUCKET, serveStorage } from './storage.js'
import { corsHeaders } from './storage-responses.js'
import { withoutWire } from '../faults/wire.js'

export interface LocalServiceOptions {
  /** Calls of `presigned-url` a second; more get 429. Default 50. */
  rate?: number | undefined
  /** Life of a link in seconds. Default 900. */
  expirationSeconds?: number | undefined
  /**
   * A second PUT to one link: `true` or `'403'` AccessDenied, `'412'` PreconditionFailed, `false`
   * or `'overwrite'` replaces. Default `true`.
   */
  oneTime?: boolean | '403' | '412' | 'overwrite' | undefined
  /** Above this `complete` says OVER_SIZE_LIMIT. Default 5 000 000. */
  maxBytes?: number | undefined
  /**
   * A real S3-compatible store to send the images to; one-time use and upload faults are then its
   * own matter. Default: memory.
   */
  storage?: ExternalStorage | undefined
  /** Misbehaviour from the start; see `setFaults`. */
  faults?: Faults | undefined
  /** Milliseconds since the epoch. Default `Date.now`. */
  now?: (() => number) | undefined
  /** Origin in the links. Default: that of `listen`, else that of the request. */
  publicUrl?: string | undefined
}

export interface LocalService {
  /**
   * Answers one request, API or storage, without a network. A reset rejects, silence lasts until
   * the request is aborted.
   */
  handle(request: Request): Promise<Response>
  /** Listens on loopback (Node only), on a free port by default. */
  listen(port?: number): Promise<Listening>
  /** Keys for `createUploadHandler`; made up anew for every service. */
  readonly credentials: { readonly accessKey: string; readonly secretKey: string }
  /** What was stored, by key. */
  readonly objects: Map<string, StoredObject>
  /** Every issued link, by key, without its URL. */
  readonly links: ReadonlyMap<string, LinkRecord>
  /** Every request that reached the service, oldest first. */
  readonly requests: readonly ServiceRequest[]
  /** Replaces all faults; `{}` behaves well again. Links that were used before keep theirs. */
  setFaults(faults: Faults): void
  /** Forgets objects, links, requests and faults. */
  reset(): void
}

/**
 * A service that follows the documented rules: signatures, limits, one-time links, checks on
 * `complete`.
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

const random = () => crypto.randomUUID().replaceAll('-', '')

function createState(options: LocalServiceOptions): ServiceState {
  const { oneTime = true } = options
  return {
    options: {
      rate: options.rate ?? 50,
      expirationSeconds: options.expirationSeconds ?? 900,
      oneTime: oneTime === true ? '403' : oneTime === false ? 'overwrite' : oneTime,
      maxBytes: options.maxBytes ?? 5_000_000,
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
 * Where the fault `redirect` leads: takes the image, keeps nothing, and looks like a success, or
 * answers with `?status=`.
 */
async function redirected(request: Request, state: ServiceState): Promise<Response> {
  const preflight = request.method === 'OPTIONS'
  const entry = note(state, preflight ? 'preflight' : 'redirected', request)
  return answered(entry, async () => {
    await request.body?.pipeTo(
      new WritableStream({ write: (chunk: Uint8Array) => void (entry.bytes += chunk.byteLength) }),
    )
    const status = Number(new URL(request.url).searchParams.get('status') ?? 200)
    return new Response(null, {
      status: preflight ? 204 : status,
      headers: corsHeaders({}, preflight ? 'preflight' : 'answer'),
    })
  })
}
