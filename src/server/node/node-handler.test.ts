import { Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { closeServers, serve } from '../../../test/support/servers.js'
import { nodeListener, toNodeHandler } from './node-handler.js'
import type { UploadHandler } from '../upload-handler.js'

afterEach(closeServers)

const start = (handler: UploadHandler) => serve(toNodeHandler(handler))

/** Sends `head` on a connection of its own. Returns what was received until the server ends it. */
function exchange(url: string, head: string): Promise<string> {
  const { port } = new URL(url)
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(head))
    socket.on('data', (data) => {
      text += data.toString()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text))
  })
}

const textOf = async (response: IncomingMessage) =>
  Buffer.concat((await response.toArray()) as Buffer[]).toString()

test('method, URL, headers and body arrive; status, headers, cookies and body are sent', async () => {
  const { url } = await start(async (request) => {
    const headers = new Headers({
      'X-Seen': `${request.method} ${request.url} ${request.headers.get('X-Own')}`,
      Connection: 'upgrade',
      'Transfer-Encoding': 'identity',
    })
    headers.append('Set-Cookie', 'a=1')
    headers.append('Set-Cookie', 'b=2')
    return new Response(await request.text(), { status: 201, statusText: 'Made', headers })
  })
  const response = await fetch(`${url}/a?b=1`, {
    method: 'POST',
    headers: [
      ['X-Own', 'yes'],
      ['X-Own', 'twice'],
    ],
    body: 'x'.repeat(300_000),
  })
  expect([response.status, response.statusText]).toEqual([201, 'Made'])
  expect(response.headers.get('X-Seen')).toBe(`POST ${url}/a?b=1 yes, twice`)
  expect(response.headers.get('Connection')).toBe('keep-alive')
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(await response.text()).toBe('x'.repeat(300_000))
})

test('the response to HEAD has no body', async () => {
  const cancelled = vi.fn<() => void>()
  const { url } = await start(() =>
    Promise.resolve(
      new Response(new ReadableStream({ cancel: cancelled }), { headers: { 'X-Own': 'yes' } }),
    ),
  )
  const response = await fetch(url, { method: 'HEAD' })
  expect([response.headers.get('X-Own'), await response.text()]).toEqual(['yes', ''])
  expect(cancelled).toHaveBeenCalledOnce()
})

test('the handler can read a body before all of it has arrived', async () => {
  const { url } = await start(async (request) => {
    const chunk = await request.body?.getReader().read()
    return new Response(chunk?.value)
  })
  const client = httpRequest(url, { method: 'POST', headers: { 'Content-Length': '10' } })
  const body = new Promise<string>((resolve) => {
    client.on('response', (response) => void textOf(response).then(resolve))
  })
  client.write('first')
  expect(await body).toBe('first')
  client.on('error', () => undefined)
  client.destroy()
})

const READS: [string, (request: Request) => Promise<unknown>][] = [
  [
    'before the whole body was read',
    async (request) => {
      const reader = request.body?.getReader()
      await reader?.read()
      await reader?.cancel()
    },
  ],
  ['to an unread body', () => Promise.resolve()],
]

/** Sends a body three times on kept connections and returns the responses. */
async function postThrice(url: string, bytes: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const post = () =>
    new Promise<string>((resolve, reject) => {
      let hasResponse = false
      const client = httpRequest(url, { method: 'POST', agent }, (response) => {
        hasResponse = true
        const { statusCode, headers } = response
        void textOf(response).then((text) => resolve(`${statusCode} ${text} ${headers.connection}`))
      })
      // The server may end the connection while the rest is sent.
      client.on('error', (error) => {
        if (!hasResponse) reject(error)
      })
      client.end(Buffer.alloc(bytes))
    })
  const responses = [await post(), await post(), await post()]
  agent.destroy()
  return responses
}

test.each(READS)('after a response %s of 60 KB the connection is reused', async (_name, read) => {
  const { url, sockets } = await start(async (request) => {
    await read(request)
    return new Response('no', { status: 413 })
  })
  const kept = '413 no keep-alive'
  expect(await postThrice(url, 60_000)).toEqual([kept, kept, kept])
  expect(sockets).toHaveLength(1)
})

test.each(READS)('a response %s of 5 MB arrives and ends the connection', async (_name, read) => {
  const { url } = await start(async (request) => {
    await read(request)
    return new Response('no', { status: 413 })
  })
  const closed = '413 no close'
  expect(await postThrice(url, 5_000_000)).toEqual([closed, closed, closed])
})

/** Bytes that a server may read of a body that it rejects: 64 KB, and what buffers hold. */
const BOUND = 1_000_000

/** Sends a body without an end, and resolves when the connection is closed. */
async function sendEndlessly(url: string, method: string): Promise<void> {
  let sent = 0
  const headers = { 'Transfer-Encoding': 'chunked' }
  const client = httpRequest(url, { method, headers })
  const closed = new Promise<void>((resolve) => client.on('close', resolve))
  client.on('error', () => undefined)
  const send = () => {
    for (let more = true; more && !client.destroyed && sent < 200_000_000; sent += 65_536)
      more = client.write(Buffer.alloc(65_536))
  }
  client.on('drain', send)
  send()
  await closed
}

test.each(READS)('an endless body ends with the response %s', async (_name, read) => {
  const { url, sockets } = await start(async (request) => {
    await read(request)
    return new Response('no', { status: 413 })
  })
  await sendEndlessly(url, 'POST')
  expect(sockets[0]?.bytesRead).toBeLessThan(BOUND)
})

test('an endless body of a GET ends with the response', async () => {
  const { url, sockets } = await start(() => Promise.resolve(new Response('no', { status: 405 })))
  await sendEndlessly(url, 'GET')
  expect(sockets[0]?.bytesRead).toBeLessThan(BOUND)
})

test('a small body that does not arrive ends the connection after a time', async () => {
  const rejection = () => Promise.resolve(new Response('no', { status: 401 }))
  const { url } = await serve(nodeListener(rejection, { maxBytes: 65_536, timeoutMs: 50 }))
  const head = 'POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 10\r\n\r\nhalf'
  expect(await exchange(url, head)).toMatch(/^HTTP\/1\.1 401 /)
})

test('a client that was too slow gets no more time', async () => {
  const { url } = await start(() => Promise.resolve(new Response('late', { status: 408 })))
  const head = 'POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 10\r\n\r\nhalf'
  expect(await exchange(url, head)).toMatch(/^HTTP\/1\.1 408 [^]*Connection: close/)
})

test('a closed connection aborts the request', async () => {
  const aborted = vi.fn<() => void>()
  const started = vi.fn<() => void>()
  const { url } = await start((request) => {
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

test('a body whose client leaves is an error, not the end', async () => {
  const outcomes: string[] = []
  const reading = vi.fn<() => void>()
  const { url } = await start(async (request) => {
    const text = request.text().catch(() => 'broken')
    reading()
    outcomes.push(await text)
    return new Response()
  })
  const client = httpRequest(url, { method: 'POST', headers: { 'Content-Length': '10' } })
  client.on('error', () => undefined)
  client.write('half')
  await expect.poll(() => reading).toHaveBeenCalledOnce()
  client.destroy()
  await expect.poll(() => outcomes).toEqual(['broken'])
})

/** A body that fails after its first chunk. */
const breaking = () =>
  new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(Buffer.from('half')),
    pull: (controller) => controller.error(new Error('broken')),
  })

test('a response that breaks half-way breaks the connection', async () => {
  const { url } = await start(() => Promise.resolve(new Response(breaking())))
  const outcome = fetch(url).then((response) => response.text())
  await expect(outcome).rejects.toThrow(TypeError)
})

test('a response is not read on once its client is gone', async () => {
  const cancelled = vi.fn<() => void>()
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(Buffer.alloc(65_536)),
      cancel: cancelled,
    })
  const { url } = await start(() => Promise.resolve(new Response(endless())))
  const controller = new AbortController()
  const { status } = await fetch(url, { signal: controller.signal })
  expect(status).toBe(200)
  controller.abort()
  await expect.poll(() => cancelled).toHaveBeenCalledOnce()
})

test('a request without a valid address gets the documented error', async () => {
  const { url } = await start(() => Promise.resolve(new Response('yes')))
  const received = await exchange(url, 'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n')
  expect(received).toMatch(/^HTTP\/1\.1 400 /)
  expect(received).toContain('{"error":{"code":"invalid-request"')
})

test.each<[string, UploadHandler]>([
  ['a handler that rejects', () => Promise.reject(new Error('SECRET'))],
  [
    'a handler that throws',
    () => {
      throw new Error('SECRET')
    },
  ],
])('%s gets the documented error', async (_name, handler) => {
  const { url } = await start(handler)
  const response = await fetch(url)
  expect(response.status).toBe(500)
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  expect(await response.json()).toEqual({
    error: { code: 'internal', message: expect.any(String) },
  })
})

test('a header that Node rejects ends the connection, not the process', async () => {
  const { url } = await start((request) =>
    Promise.resolve(
      new Response(
        'x',
        new URL(request.url).pathname === '/bad' ? { headers: { a: '\u0001' } } : {},
      ),
    ),
  )
  await expect(fetch(`${url}/bad`)).rejects.toThrow(TypeError)
  expect(await (await fetch(url)).text()).toBe('x')
})
