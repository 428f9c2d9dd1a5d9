/** What a row of the contract gets: the calls of a page to one running server. */
import { createTestImage } from '../../src/testing/index.js'
import { openHttp1, openHttp2, type Call, type Exchange, type HttpResponse } from './client.js'
import type { Runtime } from './runtimes.js'
import { startServer, type ServerProcess } from './server-process.js'
import { createUpstream, type Upstream } from './upstream.js'

export const HANDLER = '/api/search-image'
export const RELAY = '/api/relay'

export interface Target {
  readonly runtime: Runtime
  readonly server: ServerProcess
  readonly upstream: Upstream
  /** Begins a request. */
  open(call: Call): Exchange
  /** Sends a whole request. */
  send(call: Call, body: Uint8Array | string): Promise<HttpResponse>
  close(): Promise<void>
}

/** Starts the service and the server. */
export async function createTarget(runtime: Runtime): Promise<Target> {
  const upstream = await createUpstream()
  const app = { ...upstream.service.credentials, baseUrl: upstream.url }
  const server = await startServer(runtime, JSON.stringify(app)).catch(async (error: unknown) => {
    await upstream.close()
    throw error
  })
  const open = (call: Call) =>
    (runtime.protocol === 'http2' ? openHttp2 : openHttp1)(server.url, call)
  return {
    runtime,
    server,
    upstream,
    open,
    send(call, body) {
      const length = String(Buffer.byteLength(body))
      const { end, response } = open({
        ...call,
        headers: { 'content-length': length, ...call.headers },
      })
      end(body)
      return response
    },
    async close() {
      await server.stop()
      await upstream.close()
    },
  }
}

/** A call as a page of the same origin makes it. */
export const pageCall = (path: string, headers: Call['headers'] = {}): Call => ({
  method: 'POST',
  path,
  headers: {
    'content-type': 'application/json',
    cookie: 'user=alice',
    'sec-fetch-site': 'same-origin',
    ...headers,
  },
})

/** The response of `presigned-url`. */
export interface Link {
  readonly assetFileKey: string
  readonly presignedUploadUrl: string
  readonly receipt: string
}

export const json = ({ text }: HttpResponse): unknown => JSON.parse(text)

/** A request for an upload link as a page sends it. */
export const linkFields = (assetFileName = 'query.png') =>
  JSON.stringify({ assetType: 'IMAGE', assetFileName })

export async function requestLink(target: Target, mount: string, name?: string): Promise<Link> {
  const response = await target.send(pageCall(`${mount}/presigned-url`), linkFields(name))
  if (response.status !== 200) throw new Error(`no link: ${response.status} ${response.text}`)
  return json(response) as Link
}

export async function confirm(target: Target, mount: string, link: Link): Promise<unknown> {
  const { assetFileKey: assetKey, receipt } = link
  const fields = JSON.stringify({ assetKey, receipt })
  return json(await target.send(pageCall(`${mount}/complete`), fields))
}

/** The upload to the relay. Its address is that of the link. */
export const relayCall = ({ presignedUploadUrl }: Link, headers: Call['headers'] = {}): Call => {
  const { pathname, search } = new URL(presignedUploadUrl)
  return {
    method: 'PUT',
    path: pathname + search,
    headers: { 'content-type': 'image/png', 'sec-fetch-site': 'same-origin', ...headers },
  }
}

/** A PNG of about 400 kB: more than the buffers between a page and the storage hold. */
export async function testImage(): Promise<Uint8Array<ArrayBuffer>> {
  const file = await createTestImage({ width: 500, height: 500, bytes: 400_000 })
  return new Uint8Array(await file.arrayBuffer())
}
