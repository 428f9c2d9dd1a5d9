/**
 * Everything an upload needs behind the page, on two ports: the app's endpoint (the real handler)
 * and the service with its storage. For end-to-end tests and the Storybook; Node only.
 */
import { isObject, jsonResponse, own, type Fields } from '../server/http.js'
import type { UploadHandlerEvent, UploadHandlerOptions } from '../server/options.js'
import { signRequest } from '../server/sign.js'
import { createUploadHandler, type UploadHandler } from '../server/upload-handler.js'
import { createFaultQueues, type FaultQueues } from './faults/fault-queues.js'
import type { Faults } from './faults/faults.js'
import { listen } from './service/listen.js'
import {
  createLocalService,
  type LocalService,
  type LocalServiceOptions,
} from './service/local-service.js'
import { withFaults } from './faults/with-faults.js'

export interface TestBackendOptions {
  /** Origins of the pages that upload. */
  pageOrigins?: readonly string[] | undefined
  service?: LocalServiceOptions | undefined
  handler?: Partial<UploadHandlerOptions> | undefined
}

/** One call that reached the app's endpoint. */
export interface EndpointRequest {
  readonly at: number
  readonly call: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
}

export interface TestBackend {
  /** `http://127.0.0.1:<port>/api/search-image`, for the `endpoint` option. */
  readonly endpoint: string
  /** Origin of service and storage: another one than the endpoint's and the page's. */
  readonly storageOrigin: string
  readonly service: LocalService
  /**
   * The endpoint without its own port, to mount beside a page. Faults of the connection need the
   * port.
   */
  readonly handler: UploadHandler
  /** Calls of the page to the endpoint, preflights included, oldest first. */
  readonly requests: readonly EndpointRequest[]
  readonly events: readonly UploadHandlerEvent[]
  /**
   * `endpoint`: what the page meets at the app's endpoint; `service`: what service and storage do.
   * Missing ones are cleared.
   */
  setFaults(faults: { endpoint?: Pick<Faults, 'presign' | 'complete'>; service?: Faults }): void
  /** Forgets faults, logs and stored objects. */
  reset(): void
  close(): Promise<void>
}

export async function createTestBackend(options: TestBackendOptions = {}): Promise<TestBackend> {
  const service = createLocalService(options.service)
  const upstream = await service.listen()
  const endpointFaults = createFaultQueues()
  const requests: EndpointRequest[] = []
  const events: UploadHandlerEvent[] = []
  const handler = endpointHandler(options, service, upstream.url, endpointFaults, requests, events)
  const endpoint = await listen(handler)
  return {
    endpoint: `${endpoint.url}/api/search-image`,
    storageOrigin: upstream.url,
    service,
    handler,
    requests,
    events,
    setFaults(faults) {
      endpointFaults.set(faults.endpoint ?? {})
      service.setFaults(faults.service ?? {})
    },
    reset() {
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

/** No limit per subject: hundreds of test uploads share one. */
const unlimited = { consume: () => Promise.resolve() }

function endpointHandler(
  options: TestBackendOptions,
  service: LocalService,
  baseUrl: string,
  faults: FaultQueues,
  requests: EndpointRequest[],
  events: UploadHandlerEvent[],
): UploadHandler {
  const upload = createUploadHandler({
    ...service.credentials,
    baseUrl,
    authorize: () => 'local',
    allowedOrigins: options.pageOrigins ?? [],
    subjectLimiter: unlimited,
    onEvent: (event) => void events.push(event),
    ...(options.service?.now ? { now: options.service.now } : {}),
    ...options.handler,
  })
  const faulty = withFaults(upload, faults)
  const searchPage = searchHandler(service, baseUrl)
  return (request) => {
    const call = new URL(request.url).pathname.split('/').at(-1) ?? ''
    requests.push({
      at: Date.now(),
      call,
      method: request.method,
      headers: Object.fromEntries(request.headers),
    })
    return call === 'search' ? searchPage(request) : faulty(request)
  }
}

/**
 * `POST …/search` `{ assetKey }` → the results, so that a demo can show what a host does with the
 * key.
 */
function searchHandler({ credentials }: LocalService, baseUrl: string): UploadHandler {
  const call = async (method: 'GET' | 'POST', path: string, body?: Fields): Promise<Fields> => {
    const headers = {
      ...(await signRequest({ method, path, ...credentials })),
      'Content-Type': 'application/json',
    }
    const response = await fetch(baseUrl + path, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const answer: unknown = await response.json()
    const result = isObject(answer) ? own(answer, 'result') : undefined
    return isObject(result) ? result : {}
  }
  return async (request) => {
    const origin = {
      'Access-Control-Allow-Origin': request.headers.get('Origin') ?? '*',
      'Access-Control-Allow-Headers': 'content-type',
    }
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: origin })
    const fields: unknown = await request.json()
    const base = '/api/v1/workspaces/demo/assets/search'
    const imageQuery = isObject(fields) ? own(fields, 'assetKey') : undefined
    const { searchId } = await call('POST', base, { query: { imageQuery } })
    return typeof searchId === 'string'
      ? jsonResponse(200, await call('GET', `${base}/${searchId}`), origin)
      : jsonResponse(400, {}, origin)
  }
}
