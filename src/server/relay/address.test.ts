import { request as httpRequest } from 'node:http'
import { connect } from 'node:http2'
import { describe, expect, test } from 'vitest'
import { relayStage } from '../../../test/support/relay-stage.js'
import { serveHttp2 } from '../../../test/support/servers.js'
import { toNodeHandler } from '../node/node-handler.js'
import type { UploadRelayOptions } from './options.js'
import { createUploadRelay } from './upload-relay.js'

const stage = relayStage()
const create = (options: Partial<UploadRelayOptions>) =>
  createUploadRelay({ accessKey: 'a', secretKey: 'b', authorize: () => 'mina', ...options })

describe('at creation', () => {
  test.each<[string, Partial<UploadRelayOptions>]>([
    ['without an address', {}],
    ['without an address, for a service elsewhere', { baseUrl: 'https://api.example.test' }],
    ['with plain http', { publicUrl: 'http://app.example.test/api' }],
    ['with a query', { publicUrl: 'https://app.example.test/api?a=1' }],
    ['with a fragment', { publicUrl: 'https://app.example.test/api#a' }],
    ['with a path alone', { publicUrl: '/api/search-image' }],
    ['with an empty address', { publicUrl: '' }],
    ['with a password', { publicUrl: 'https://a:b@app.example.test/api' }],
    ['with an origin as a host', { allowedHosts: ['https://app.example.test'] }],
    ['with a path behind a host', { allowedHosts: ['app.example.test/api'] }],
    ['with an empty host', { allowedHosts: [''] }],
  ])('%s it is a TypeError', (_name, options) => {
    expect(() => create(options)).toThrow(TypeError)
  })

  test.each<[string, Partial<UploadRelayOptions>]>([
    ['an address', { publicUrl: 'https://app.example.test/api/search-image' }],
    ['an address on loopback', { publicUrl: 'http://localhost:3000/api/search-image' }],
    ['hosts', { allowedHosts: ['app.example.test', 'localhost:3000'] }],
    ['a service on loopback', { baseUrl: 'http://127.0.0.1:4000' }],
    ['an address, and no keys yet', { publicUrl: 'https://a.test', secretKey: undefined }],
  ])('%s is enough', (_name, options) => {
    expect(() => create(options)).not.toThrow()
  })
})

/** Requests a link with this Host header, which `fetch` cannot set. */
function linkFor(base: string, host: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { Host: host, 'Content-Type': 'application/json' }
    const client = httpRequest(`${base}/presigned-url`, { method: 'POST', headers }, (response) => {
      void response.toArray().then((chunks) =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks as Buffer[]).toString(),
        }),
      )
    })
    client.on('error', reject)
    client.end('{"assetType":"IMAGE","assetFileName":"a.jpg"}')
  })
}

test('a link names a listed host, and https except on loopback', async () => {
  const allowedHosts = ['app.example.test', 'localhost:3000']
  const { base } = await stage().start({ allowedHosts })
  const links = await Promise.all(allowedHosts.map((host) => linkFor(base, host)))
  expect(links.map(({ text }) => /"presignedUploadUrl":"([^?]*)/.exec(text)?.[1])).toEqual([
    'https://app.example.test/api/search-image/upload',
    'http://localhost:3000/api/search-image/upload',
  ])
})

test.each(['evil.example.test', 'app.example.test:444', 'app.example.test.evil.test'])(
  'no link is requested for the host %s',
  async (host) => {
    const { base } = await stage().start({ allowedHosts: ['app.example.test'] })
    expect(await linkFor(base, host)).toMatchObject({
      status: 400,
      text: expect.stringContaining('"code":"invalid-request"'),
    })
    expect(stage().events).toMatchObject([{ call: 'presigned-url', reason: 'host-not-allowed' }])
    expect(stage().service.requests).toEqual([])
  },
)

test('with `publicUrl` the host of the request has no effect', async () => {
  const { base } = await stage().start({ publicUrl: 'https://app.example.test/api/search-image/' })
  const { text } = await linkFor(base, 'evil.example.test')
  expect(text).toContain('"https://app.example.test/api/search-image/upload?token=')
})

test('over HTTP/2 a link names the authority', async () => {
  const { credentials } = stage().service
  const relay = create({ ...credentials, baseUrl: stage().storage.url })
  const { url } = await serveHttp2(toNodeHandler(relay))
  const session = connect(url)
  const stream = session.request({
    ':method': 'POST',
    ':path': '/api/search-image/presigned-url',
    ':authority': 'localhost:8443',
    'content-type': 'application/json',
  })
  stream.end('{"assetType":"IMAGE","assetFileName":"a.jpg"}')
  const text = Buffer.concat((await stream.toArray()) as Buffer[]).toString()
  session.destroy()
  expect(text).toContain('"http://localhost:8443/api/search-image/upload?token=')
})
