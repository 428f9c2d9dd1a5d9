import type { IncomingMessage } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { closeServers, serve } from '../../../test/support/servers.js'
import { toNodeHandler } from './node-handler.js'

afterEach(closeServers)

type Parsed = IncomingMessage & { body?: unknown; originalUrl?: string }

/** A server with a body parser that leaves `parse(bytes)` as `request.body`. */
async function start(parse: (bytes: Buffer) => unknown) {
  const node = toNodeHandler(
    async (request) =>
      new Response(
        JSON.stringify({
          path: new URL(request.url).pathname,
          length: request.headers.get('Content-Length'),
          encoding: request.headers.get('Content-Encoding'),
          body: await request.text(),
        }),
      ),
  )
  const { url } = await serve((request: Parsed, response) => {
    request.originalUrl = `/api${request.url}`
    const parsed = async () => {
      request.body = parse(Buffer.concat((await request.toArray()) as Buffer[]))
      node(request, response)
    }
    void parsed()
  })
  return `${url}/complete`
}

const seen = async (url: string, body: BodyInit, headers: Record<string, string> = {}) => {
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, headers, duplex: 'half' }
  return (await fetch(url, init)).json()
}

test.each<[string, (bytes: Buffer) => unknown]>([
  ['an object', (bytes) => JSON.parse(bytes.toString())],
  ['a Buffer', (bytes) => bytes],
  ['bytes', (bytes) => new Uint8Array(bytes)],
  ['text', (bytes) => bytes.toString()],
])('a body that was parsed to %s is passed on, with the mount path', async (_name, parse) => {
  const body = '{"a":"\u00e9"}'
  expect(await seen(await start(parse), body)).toEqual({
    path: '/api/complete',
    length: '10',
    encoding: null,
    body,
  })
})

test('a body that was unpacked has its own length', async () => {
  const url = await start(() => ({}))
  expect(await seen(url, gzipSync('{}'), { 'Content-Encoding': 'gzip' })).toMatchObject({
    length: '2',
    encoding: null,
    body: '{}',
  })
})

test('a body that a parser skipped is streamed', async () => {
  const node = toNodeHandler(async (request) => new Response(await request.text()))
  const { url } = await serve((request: Parsed, response) => {
    // Express 4 leaves this for every type that the parser does not read.
    request.body = {}
    node(request, response)
  })
  const response = await fetch(url, { method: 'PUT', body: 'image' })
  expect(await response.text()).toBe('image')
})
