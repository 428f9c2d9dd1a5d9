import {
  connect,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type OutgoingHttpHeaders,
} from 'node:http2'
import { afterEach, expect, test, vi } from 'vitest'
import { closeServers, serveHttp2 } from '../../../test/support/servers.js'
import { nodeListener } from './node-handler.js'
import type { UploadHandler } from '../upload-handler.js'

const sessions: ClientHttp2Session[] = []
afterEach(() => {
  for (const session of sessions.splice(0)) session.destroy()
  closeServers()
})

/** A server, and a function that opens one stream after the other on one connection. */
async function start(handler: UploadHandler) {
  const { url, sockets } = await serveHttp2(
    nodeListener(handler, { maxBytes: 65_536, timeoutMs: 50 }),
  )
  const session = connect(url)
  sessions.push(session)
  session.on('error', () => undefined)
  const open = (headers: OutgoingHttpHeaders, endStream = true) => {
    const stream = session.request(headers, { endStream })
    stream.on('error', () => undefined)
    return stream
  }
  return { url, sockets, open }
}

/** Reads a response to its end; `code` is that of a stream that did not end by itself. */
async function read(stream: ClientHttp2Stream) {
  const head = new Promise<Record<string, unknown>>((resolve) =>
    stream.on('response', (headers) => resolve(headers)),
  )
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  await new Promise((resolve) => stream.on('end', resolve).on('close', resolve))
  return { code: stream.rstCode, head: await head, text: Buffer.concat(chunks).toString() }
}

test('the URL has the authority and the scheme of the request', async () => {
  const { open } = await start((request) =>
    Promise.resolve(
      new Response(`${request.method} ${request.url} ${request.headers.get('Cookie')}`, {
        statusText: 'Fine',
        headers: { Connection: 'keep-alive', 'Transfer-Encoding': 'chunked', 'X-Own': 'yes' },
      }),
    ),
  )
  const { head, text } = await read(
    open({
      ':path': '/a?b=1',
      ':scheme': 'https',
      ':authority': 'app.example.test',
      cookie: ['a=1', 'b=2'],
    }),
  )
  expect(text).toBe('GET https://app.example.test/a?b=1 a=1; b=2')
  expect(head).toMatchObject({ ':status': 200, 'x-own': 'yes' })
})

test('bodies are streamed in both directions', async () => {
  const { open } = await start((request) => Promise.resolve(new Response(request.body)))
  const stream = open({ ':method': 'POST' }, false)
  stream.end(Buffer.alloc(300_000, 'x'))
  const { code, text } = await read(stream)
  expect([code, text]).toEqual([0, 'x'.repeat(300_000)])
})

test('the response to HEAD has no body', async () => {
  const { open } = await start(() =>
    Promise.resolve(new Response('x', { headers: { 'X-Own': 'yes' } })),
  )
  const { code, head, text } = await read(open({ ':method': 'HEAD' }))
  expect([code, head['x-own'], text]).toEqual([0, 'yes', ''])
})

test.each([
  ['partly read', true],
  ['unread', false],
])('an endless body that is %s ends with the response', async (_name, isRead) => {
  const { open, sockets } = await start(async (request) => {
    if (isRead) await request.body?.getReader().read()
    return new Response('no', { status: request.method === 'GET' ? 200 : 413 })
  })
  const stream = open({ ':method': 'POST' }, false)
  const rejected = read(stream)
  const ended = new Promise((resolve) => stream.on('aborted', resolve))
  let sent = 0
  const send = () => {
    for (let more = true; more && !stream.destroyed && sent < 200_000_000; sent += 65_536)
      more = stream.write(Buffer.alloc(65_536))
  }
  stream.on('drain', send)
  send()
  expect(await rejected).toMatchObject({ head: { ':status': 413 }, text: 'no' })
  await ended
  expect(stream.rstCode).toBe(0)
  stream.destroy()
  // The connection is used on.
  expect(await read(open({}))).toMatchObject({ code: 0, head: { ':status': 200 }, text: 'no' })
  expect(sockets).toHaveLength(1)
  expect(sockets[0]?.bytesRead).toBeLessThan(1_000_000)
})

test('a closed stream aborts the request and breaks its body', async () => {
  const aborted = vi.fn<() => void>()
  const reading = vi.fn<() => void>()
  const outcomes: string[] = []
  const { open } = await start(async (request) => {
    request.signal.addEventListener('abort', aborted)
    const text = request.text().catch(() => 'broken')
    reading()
    outcomes.push(await text)
    return new Promise(() => undefined)
  })
  const stream = open({ ':method': 'POST' }, false)
  stream.write('half')
  await expect.poll(() => reading).toHaveBeenCalledOnce()
  stream.destroy()
  await expect.poll(() => outcomes).toEqual(['broken'])
  await expect.poll(() => aborted).toHaveBeenCalledOnce()
})

test('a response that breaks half-way breaks the stream', async () => {
  const breaking = () =>
    new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(Buffer.from('half')),
      pull: (controller) => controller.error(new Error('broken')),
    })
  const { open } = await start(() => Promise.resolve(new Response(breaking())))
  expect((await read(open({}))).code).not.toBe(0)
})
