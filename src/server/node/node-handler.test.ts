import { Agent, createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { toNodeHandler } from './node-handler.js'
import type { UploadHandler } from '../upload-handler.js'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

type Prepare = (
  request: import('node:http').IncomingMessage & { originalUrl?: string; body?: unknown },
) => Promise<void>

async function listen(handler: UploadHandler, prepare?: Prepare): Promise<string> {
  const node = toNodeHandler(handler)
  const server = createServer((request, response) => {
    void Promise.resolve(prepare?.(request)).then(() => node(request, response))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('method, URL, headers and body arrive; status, headers, cookies and body are sent', async () => {
  const url = await listen(async (request) => {
    const headers = new Headers({
      'X-Seen': `${request.method} ${request.url} ${request.headers.get('X-Own')}`,
    })
    headers.append('Set-Cookie', 'a=1')
    headers.append('Set-Cookie', 'b=2')
    return new Response(await request.text(), { status: 201, headers })
  })
  const response = await fetch(`${url}/a?b=1`, {
    method: 'POST',
    headers: { 'X-Own': 'yes' },
    body: 'x'.repeat(300_000),
  })
  expect(response.status).toBe(201)
  expect(response.headers.get('X-Seen')).toBe(`POST ${url}/a?b=1 yes`)
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(await response.text()).toBe('x'.repeat(300_000))
})

test('the handler can read a body before all of it has arrived', async () => {
  const url = await listen(async (request) => {
    const chunk = await request.body?.getReader().read()
    return new Response(chunk?.value)
  })
  const client = httpRequest(url, { method: 'POST', headers: { 'Content-Length': '10' } })
  const body = new Promise<string>((resolve) => {
    client.on(
      'response',
      (response) =>
        void response.toArray().then((chunks) => resolve(Buffer.concat(chunks).toString())),
    )
  })
  client.write('first')
  expect(await body).toBe('first')
  client.destroy()
})

test.each<[string, (request: Request) => Promise<unknown>]>([
  [
    'before the whole body was read',
    async (request) => {
      const reader = request.body?.getReader()
      await reader?.read()
      await reader?.cancel()
    },
  ],
  ['to an unread body', () => Promise.resolve()],
])('a response %s arrives, and the connection is reused', async (_name, read) => {
  const url = await listen(async (request) => {
    await read(request)
    return new Response('no', { status: 413 })
  })
  const connections = vi.fn<() => void>()
  servers[0]?.on('connection', connections)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const post = () =>
    new Promise<string>((resolve, reject) => {
      const client = httpRequest(url, { method: 'POST', agent }, (response) => {
        void response
          .toArray()
          .then(
            (chunks) => resolve(`${response.statusCode} ${Buffer.concat(chunks).toString()}`),
            reject,
          )
      })
      client.on('error', reject)
      client.end(Buffer.alloc(5_000_000))
    })
  expect([await post(), await post(), await post()]).toEqual(['413 no', '413 no', '413 no'])
  expect(connections).toHaveBeenCalledOnce()
  agent.destroy()
})

test('a closed connection aborts the request', async () => {
  const aborted = vi.fn<() => void>()
  const started = vi.fn<() => void>()
  const url = await listen((request) => {
    request.signal.addEventListener('abort', aborted)
    started()
    return new Promise(() => undefined)
  })
  const controller = new AbortController()
  const left = fetch(url, { method: 'POST', body: 'x', signal: controller.signal }).catch(
    () => 'left',
  )
  await expect.poll(() => started).toHaveBeenCalledOnce()
  controller.abort()
  expect(await left).toBe('left')
  await expect.poll(() => aborted).toHaveBeenCalledOnce()
})

test("Express's mount path and body parser are supported", async () => {
  const url = await listen(
    async (request) => new Response(`${new URL(request.url).pathname} ${await request.text()}`),
    async (request) => {
      const chunks: Uint8Array[] = []
      for await (const chunk of request) chunks.push(chunk as Uint8Array)
      request.body = JSON.parse(Buffer.concat(chunks).toString())
      request.originalUrl = `/api${request.url}`
    },
  )
  const response = await fetch(`${url}/complete`, { method: 'POST', body: '{"a":1}' })
  expect(await response.text()).toBe('/api/complete {"a":1}')
})
