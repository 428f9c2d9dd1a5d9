import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLocalService, type LocalService } from '../../testing/service/local-service.js'
import type { Listening } from '../../testing/service/listen.js'
import { createTestImage } from '../../testing/images/test-image.js'
import { toNodeHandler } from '../node/node-handler.js'
import type { UploadHandlerEvent } from '../events.js'
import { createUploadRelay, type UploadRelayOptions } from './upload-relay.js'

const ORIGIN = 'https://app.example.test'
let service: LocalService
let storage: Listening
let server: Server | undefined
let now = 0
const events: UploadHandlerEvent[] = []

beforeEach(async () => {
  now = Date.now()
  events.length = 0
  service = createLocalService({ now: () => now })
  storage = await service.listen()
})
afterEach(async () => {
  server?.closeAllConnections()
  server?.close()
  await storage.close()
})

/** The relay on a real port, in front of a real service on another port. */
async function start(options: Partial<UploadRelayOptions> = {}) {
  const relay = createUploadRelay({
    ...service.credentials,
    baseUrl: storage.url,
    authorize: () => 'mina',
    allowedOrigins: [ORIGIN],
    now: () => now,
    onEvent: (event) => void events.push(event),
    ...options,
  })
  server = createServer(toNodeHandler(relay))
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/search-image`
  const post = async (call: string, body: unknown) => {
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }
    return (await (await fetch(`${base}/${call}`, init)).json()) as Record<string, string>
  }
  return {
    base,
    post,
    link: () => post('presigned-url', { assetType: 'IMAGE', assetFileName: 'query.png' }),
  }
}

const put = (
  url: string,
  body: Blob | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = { 'Content-Type': 'image/png' },
) => fetch(url, { method: 'PUT', body, headers })

test('an image reaches the storage unchanged and is confirmed with a key', async () => {
  const { base, post, link } = await start()
  const { assetFileKey = '', presignedUploadUrl = '', receipt } = await link()
  expect(presignedUploadUrl.startsWith(`${base}/upload?token=`)).toBe(true)
  expect(presignedUploadUrl).not.toContain('X-Amz')
  const image = await createTestImage({ bytes: 1_200_000 })
  const response = await put(presignedUploadUrl, image, {
    'Content-Type': 'image/png',
    Origin: ORIGIN,
  })
  expect(response.status).toBe(200)
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe(ORIGIN)
  expect(service.objects.get(assetFileKey)?.type).toBe('image/png')
  const stored = Buffer.from(service.objects.get(assetFileKey)?.bytes ?? [])
  expect(stored.equals(Buffer.from(await image.arrayBuffer()))).toBe(true)
  expect(await post('complete', { assetKey: assetFileKey, receipt })).toMatchObject({
    uploadStatus: 'COMPLETED',
  })
  expect(service.requests.find(({ kind }) => kind === 'put')?.headers).toMatchObject({
    'content-length': String(image.size),
  })
})

test('bytes reach the storage while the page is still sending', async () => {
  const { link } = await start()
  const { presignedUploadUrl = '' } = await link()
  const request = httpRequest(presignedUploadUrl, {
    method: 'PUT',
    headers: { 'Content-Type': 'image/png', 'Content-Length': '200000' },
  })
  const responded = new Promise((resolve) =>
    request.on('response', (response) => resolve(response.statusCode)),
  )
  request.write(new Uint8Array(100_000))
  await expect.poll(() => service.requests.find(({ kind }) => kind === 'put')?.bytes).toBe(100_000)
  request.end(new Uint8Array(100_000))
  expect(await responded).toBe(200)
})

describe('rejects', () => {
  const small = new Uint8Array(100)
  test.each<[string, (url: string) => string, number]>([
    ['no token', (url) => url.split('?')[0] ?? '', 403],
    ['a token that was changed', (url) => url.replace(/.{4}$/, 'AAAA'), 403],
    [
      'a target from outside',
      (url) => `${url.split('?')[0]}?token=https://evil.example.test/`,
      403,
    ],
    [
      'a valid token next to a second target',
      (url) => `${url.split('=')[0]}=x&token=${url.split('=')[1]}`,
      403,
    ],
  ])('%s', async (_name, change, status) => {
    const { link } = await start()
    const { presignedUploadUrl = '' } = await link()
    expect((await put(change(presignedUploadUrl), small)).status).toBe(status)
    expect(events.at(-1)).toMatchObject({ call: 'upload', reason: 'token-rejected' })
    expect(service.requests.filter(({ kind }) => kind === 'put')).toHaveLength(0)
  })

  test('a token of another relay', async () => {
    const { link } = await start()
    const { presignedUploadUrl = '' } = await link()
    server?.close()
    const other = await start({ secretKey: 'another secret' })
    expect(
      (await put(`${other.base}/upload${new URL(presignedUploadUrl).search}`, small)).status,
    ).toBe(403)
  })

  test('a second use, also if both come at once', async () => {
    const { link } = await start()
    const { presignedUploadUrl = '' } = await link()
    const statuses = await Promise.all(
      [1, 2, 3].map(async () => (await put(presignedUploadUrl, small)).status),
    )
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 403, 403])
    expect(service.requests.filter(({ kind }) => kind === 'put')).toHaveLength(1)
  })

  test('an expired token', async () => {
    const { link } = await start()
    const { presignedUploadUrl = '' } = await link()
    now += 901_000
    expect((await put(presignedUploadUrl, small)).status).toBe(403)
    expect(events.at(-1)).toMatchObject({ reason: 'token-expired' })
  })

  test.each<[string, RequestInit, number]>([
    ['another type', { body: small, headers: { 'Content-Type': 'text/html' } }, 415],
    [
      'no length',
      {
        body: new Blob([small]).stream(),
        duplex: 'half',
        headers: { 'Content-Type': 'image/png' },
      } as RequestInit,
      411,
    ],
    [
      'too many bytes',
      { body: new Uint8Array(1_001), headers: { 'Content-Type': 'image/png' } },
      413,
    ],
    [
      'another site',
      {
        body: small,
        headers: { 'Content-Type': 'image/png', Origin: 'https://evil.example.test' },
      },
      403,
    ],
    ['POST', { method: 'POST', body: small, headers: { 'Content-Type': 'image/png' } }, 405],
  ])('%s', async (_name, init, status) => {
    const { link } = await start({ maxBytes: 1_000 })
    const { presignedUploadUrl = '' } = await link()
    expect((await fetch(presignedUploadUrl, { method: 'PUT', ...init })).status).toBe(status)
    expect(service.requests.filter(({ kind }) => kind === 'put')).toHaveLength(0)
  })
})

test("only status and code of the storage's response are passed on", async () => {
  const { link } = await start()
  const upload = async (fault: string) => {
    service.setFaults({ put: fault })
    const { presignedUploadUrl = '' } = await link()
    const response = await put(presignedUploadUrl, new Uint8Array(100))
    return {
      status: response.status,
      text: await response.text(),
      retryAfter: response.headers.get('Retry-After'),
    }
  }
  expect(await upload('s3-signature')).toEqual({
    status: 403,
    text: '<?xml version="1.0" encoding="UTF-8"?><Error><Code>SignatureDoesNotMatch</Code></Error>',
    retryAfter: null,
  })
  expect(await upload('s3-xss')).toEqual({ status: 400, text: '', retryAfter: null })
  expect(await upload('429')).toEqual({ status: 429, text: '', retryAfter: '2' })
  expect(await upload('redirect')).toMatchObject({ status: 502, text: '' })
  expect(await upload('html-200-stored')).toEqual({ status: 200, text: '', retryAfter: null })
  expect(await upload('reset-before')).toMatchObject({
    status: 502,
    text: expect.stringContaining('service-unavailable'),
  })
})

test('an aborted request aborts the upload to the storage', async () => {
  const { link } = await start()
  service.setFaults({ put: 'never-responds' })
  const { presignedUploadUrl = '' } = await link()
  const controller = new AbortController()
  const left = fetch(presignedUploadUrl, {
    method: 'PUT',
    body: new Uint8Array(100),
    headers: { 'Content-Type': 'image/png' },
    signal: controller.signal,
  }).catch(() => 'left')
  await expect
    .poll(() => service.requests.find(({ kind }) => kind === 'put')?.response)
    .toBe('silence')
  controller.abort()
  expect(await left).toBe('left')
  await expect.poll(() => events.find(({ call }) => call === 'upload')?.reason).toBe('client-gone')
})

test('`publicUrl` and `claimToken` are used if they are set', async () => {
  const claimed: string[] = []
  const { base, link } = await start({
    publicUrl: 'https://app.example.test/api/search-image/',
    claimToken: (id) => Promise.resolve(claimed.push(id) > 1),
  })
  const { presignedUploadUrl = '' } = await link()
  expect(
    presignedUploadUrl.startsWith('https://app.example.test/api/search-image/upload?token='),
  ).toBe(true)
  const local = `${base}/upload${new URL(presignedUploadUrl).search}`
  expect((await put(local, new Uint8Array(100))).status).toBe(403)
  expect((await put(local, new Uint8Array(100))).status).toBe(200)
  expect(claimed[0]).toMatch(/^[0-9a-f]{24}$/)
})
