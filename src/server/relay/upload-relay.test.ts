import { request as httpRequest } from 'node:http'
import { describe, expect, test } from 'vitest'
import { ORIGIN, put, relayStage } from '../../../test/support/relay-stage.js'
import { serve } from '../../../test/support/servers.js'
import { createTestImage } from '../../testing/images/test-image.js'

const stage = relayStage()
const puts = () => stage().service.requests.filter(({ kind }) => kind === 'put')

test('an image reaches the storage unchanged and is confirmed with a key', async () => {
  const { base, post, link } = await stage().start()
  const { assetFileKey, presignedUploadUrl, receipt } = await link()
  expect(presignedUploadUrl.startsWith(`${base}/upload?token=`)).toBe(true)
  expect(presignedUploadUrl).not.toContain('X-Amz')
  const image = await createTestImage({ bytes: 1_200_000 })
  const response = await put(presignedUploadUrl, image, {
    'Content-Type': 'image/png',
    Origin: ORIGIN,
  })
  expect(response.status).toBe(200)
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe(ORIGIN)
  const { type, bytes } = stage().service.objects.get(assetFileKey) ?? {}
  expect(type).toBe('image/png')
  const stored = Buffer.from(bytes ?? [])
  expect(stored.equals(Buffer.from(await image.arrayBuffer()))).toBe(true)
  const confirmed = await post('complete', { assetKey: assetFileKey, receipt })
  expect(await confirmed.json()).toMatchObject({ uploadStatus: 'COMPLETED' })
  expect(puts()[0]?.headers).toMatchObject({ 'content-length': String(image.size) })
  expect(puts()[0]?.headers).not.toHaveProperty('transfer-encoding')
  expect(stage().uploads()).toEqual([
    { call: 'upload', status: 200, upstreamStatus: 200, bytes: image.size },
  ])
})

test('bytes reach the storage while the page is still sending', async () => {
  const { link } = await stage().start()
  const { presignedUploadUrl } = await link()
  const request = httpRequest(presignedUploadUrl, {
    method: 'PUT',
    headers: { 'Content-Type': 'image/png', 'Content-Length': '200000' },
  })
  const responded = new Promise((resolve) =>
    request.on('response', (response) => resolve(response.statusCode)),
  )
  request.write(new Uint8Array(100_000))
  await expect.poll(() => puts()[0]?.bytes).toBe(100_000)
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
    const { link } = await stage().start()
    const { presignedUploadUrl } = await link()
    expect((await put(change(presignedUploadUrl), small)).status).toBe(status)
    expect(stage().uploads()).toMatchObject([{ status, reason: 'token-rejected' }])
    expect(puts()).toHaveLength(0)
  })

  test('a token of another relay', async () => {
    const { link } = await stage().start()
    const { presignedUploadUrl } = await link()
    const other = await stage().start({ receiptSecrets: 'another secret of the relay' })
    expect(
      (await put(`${other.base}/upload${new URL(presignedUploadUrl).search}`, small)).status,
    ).toBe(403)
  })

  test('a second use, also if both come at once', async () => {
    const { link } = await stage().start()
    const { presignedUploadUrl } = await link()
    const statuses = await Promise.all(
      [1, 2, 3].map(async () => (await put(presignedUploadUrl, small)).status),
    )
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 403, 403])
    expect(puts()).toHaveLength(1)
  })

  test('an expired token', async () => {
    const { link } = await stage().start()
    const { presignedUploadUrl } = await link()
    stage().now += 901_000
    const response = await put(presignedUploadUrl, small)
    expect(response.status).toBe(410)
    // The storage's words for an expired link: the page then requests a new one at once.
    expect(await response.text()).toContain(
      '<Code>AccessDenied</Code><Message>Request has expired</Message>',
    )
    expect(stage().uploads()).toMatchObject([{ status: 410, reason: 'token-expired' }])
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
    const { link } = await stage().start({ maxBytes: 1_000 })
    const { presignedUploadUrl } = await link()
    expect((await fetch(presignedUploadUrl, { method: 'PUT', ...init })).status).toBe(status)
    expect(puts()).toHaveLength(0)
  })
})

test('a client that leaves before the response ends the request to the storage', async () => {
  const seen: string[] = []
  const silent = await serve((request, response) => {
    request.resume()
    request.on('end', () => seen.push('image'))
    response.on('close', () => seen.push('end of the connection'))
  })
  const toSilentStorage: typeof fetch = (input, init) =>
    fetch(init?.method === 'PUT' ? silent.url : input, init)
  const { link } = await stage().start({ fetch: toSilentStorage })
  const { presignedUploadUrl } = await link()
  const controller = new AbortController()
  const left = fetch(presignedUploadUrl, {
    method: 'PUT',
    body: new Uint8Array(100),
    headers: { 'Content-Type': 'image/png' },
    signal: controller.signal,
  }).catch(() => 'left')
  await expect.poll(() => seen).toEqual(['image'])
  controller.abort()
  expect(await left).toBe('left')
  await expect.poll(() => seen).toEqual(['image', 'end of the connection'])
  expect(stage().uploads()).toMatchObject([{ reason: 'client-gone', bytes: 100 }])
})

test('a client that leaves half-way ends the upload to the storage', async () => {
  const { link } = await stage().start()
  const { presignedUploadUrl, assetFileKey } = await link()
  const request = httpRequest(presignedUploadUrl, {
    method: 'PUT',
    headers: { 'Content-Type': 'image/png', 'Content-Length': '200000' },
  })
  request.on('error', () => undefined)
  request.write(new Uint8Array(100_000))
  await expect.poll(() => puts()[0]?.bytes).toBe(100_000)
  request.destroy()
  await expect.poll(() => stage().uploads()).toMatchObject([{ reason: 'client-gone' }])
  await expect.poll(() => puts()[0]?.response).toBeDefined()
  expect(stage().service.objects.has(assetFileKey)).toBe(false)
})

test('an upload of 5 MB is the largest by default', async () => {
  const { link } = await stage().start()
  const { presignedUploadUrl } = await link()
  expect((await put(presignedUploadUrl, new Uint8Array(5_000_001))).status).toBe(413)
  expect((await put(presignedUploadUrl, new Uint8Array(5_000_000))).status).toBe(200)
})

test('`publicUrl` and `claimToken` are used if they are set', async () => {
  const claimed: string[] = []
  const { base, link } = await stage().start({
    publicUrl: 'https://app.example.test/api/search-image/',
    claimToken: (id) => Promise.resolve(claimed.push(id) > 1),
  })
  const { presignedUploadUrl } = await link()
  expect(
    presignedUploadUrl.startsWith('https://app.example.test/api/search-image/upload?token='),
  ).toBe(true)
  const local = `${base}/upload${new URL(presignedUploadUrl).search}`
  expect((await put(local, new Uint8Array(100))).status).toBe(403)
  expect((await put(local, new Uint8Array(100))).status).toBe(200)
  expect(claimed[0]).toMatch(/^[0-9a-f]{24}$/)
})
