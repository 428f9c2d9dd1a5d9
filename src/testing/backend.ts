/**
 * All servers that an upload needs, on two ports: the host app's endpoint (the real handler) and
 * the service with its storage. For end-to-end tests and the Storybook. Node only.
 */
import type { UploadHandlerEvent } from '../server/events.js'
import type { UploadHandlerOptions } from '../server/options.js'
import { createUploadHandler, type UploadHandler } from '../server/upload-handler.js'
import { createFaultQueues } from './faults/fault-queues.js'
import type { Faults } from './faults/faults.js'
import { withFaults } from './faults/with-faults.js'
import { createSearchHandler } from './search-handler.js'
import { listen } from './service/listen.js'
import {
  createLocalService,
  type LocalService,
  type LocalServiceOptions,
} from './service/local-service.js'

/** Options of `createTestBackend`. */
export interface TestBackendOptions {
  /**
   * Origins of the pages that upload.
   * @default none besides the endpoint's own
   */
  pageOrigins?: readonly string[] | undefined
  /** Options of the service and its storage. */
  service?: LocalServiceOptions | undefined
  /** Options of the handler that differ from those of a test. */
  handler?: Partial<UploadHandlerOptions> | undefined
}

/** One call that reached the endpoint. */
interface EndpointRequest {
  /** Time of arrival, in milliseconds since the epoch. */
  readonly at: number
  /** Last segment of the path. */
  readonly call: string
  /** HTTP method. */
  readonly method: string
  /** Headers by lower-case name. */
  readonly headers: Readonly<Record<string, string>>
}

/** The running servers. */
export interface TestBackend {
  /** `http://127.0.0.1:<port>/api/search-image`, for the `endpoint` option. */
  readonly endpoint: string
  /** Origin of service and storage. It differs from the endpoint's and the page's. */
  readonly storageOrigin: string
  /** The service and its storage. */
  readonly service: LocalService
  /** The endpoint without its port. `faultyListener` mounts it and performs connection faults. */
  readonly handler: UploadHandler
  /** Calls of the page to the endpoint, including preflights, oldest first. */
  readonly requests: readonly EndpointRequest[]
  /** Events of the handler, oldest first. */
  readonly events: readonly UploadHandlerEvent[]
  /**
   * Replaces all faults: `endpoint` is what the page gets from the endpoint, `service` is what
   * service and storage do.
   */
  setFaults(faults: { endpoint?: Pick<Faults, 'presign' | 'complete'>; service?: Faults }): void
  /** Removes faults, records and stored objects. */
  reset(): void
  /** Stops both servers. */
  close(): Promise<void>
}

/**
 * Starts the servers on free ports.
 * @param options origins, service and handler
 * @returns the servers
 */
export async function createTestBackend(options: TestBackendOptions = {}): Promise<TestBackend> {
  const service = createLocalService(options.service)
  const upstream = await service.listen()
  const endpointFaults = createFaultQueues()
  const requests: EndpointRequest[] = []
  const events: UploadHandlerEvent[] = []
  const create = () => uploadHandler(options, service, upstream.url, events)
  // A handler remembers that the service rejected calls. With other faults that does not hold.
  let upload = create()
  const search = createSearchHandler(service, upstream.url)
  const handler = recordRequests(
    requests,
    withFaults((request) => upload(request), endpointFaults),
    search,
  )
  const endpoint = await listen(handler)
  return {
    endpoint: `${endpoint.url}/api/search-image`,
    storageOrigin: upstream.url,
    service,
    handler,
    requests,
    events,
    setFaults(faults) {
      upload = create()
      endpointFaults.set(faults.endpoint ?? {})
      service.setFaults(faults.service ?? {})
    },
    reset() {
      upload = create()
      endpointFaults.set({})
      service.reset()
      requests.length = 0
      events.length = 0
    },
    async close() {
      await Promise.all([endpoint.close(), upstream.close()])
    },
  }
}

/** No limit per subject, because hundreds of test uploads have the same one. */
const unlimited = { consume: () => Promise.resolve() }

/**
 * In milliseconds. A busy machine can stand still for longer than the limits of a real server, and
 * a test would then see an error of the service that no fault caused.
 */
const PATIENCE = 120_000
const timeouts = {
  authorize: PATIENCE,
  limiter: PATIENCE,
  body: PATIENCE,
  upstream: PATIENCE,
}

const uploadHandler = (
  options: TestBackendOptions,
  service: LocalService,
  baseUrl: string,
  events: UploadHandlerEvent[],
): UploadHandler =>
  createUploadHandler({
    ...service.credentials,
    baseUrl,
    authorize: () => 'local',
    allowedOrigins: options.pageOrigins ?? [],
    subjectLimiter: unlimited,
    timeouts,
    onEvent: (event) => void events.push(event),
    ...(options.service?.now ? { now: options.service.now } : {}),
    ...options.handler,
  })

/** Records each request and passes it on: `…/search` to `search`, everything else to `upload`. */
function recordRequests(
  requests: EndpointRequest[],
  upload: UploadHandler,
  search: UploadHandler,
): UploadHandler {
  return (request) => {
    const call = new URL(request.url).pathname.split('/').at(-1) ?? ''
    requests.push({
      at: Date.now(),
      call,
      method: request.method,
      headers: Object.fromEntries(request.headers),
    })
    return call === 'search' ? search(request) : upload(request)
  }
}
