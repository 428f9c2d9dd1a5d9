/** What every server must do: one list of rows, which run one after the other on each server. */
import { expect } from 'vitest'
import type { Call, HttpResponse } from './client.js'
import {
  confirm,
  HANDLER,
  json,
  linkFields,
  pageCall,
  RELAY,
  relayCall,
  requestLink,
  testImage,
  type Target,
} from './target.js'

/** One row. It uses the server as a page does, over HTTP. */
export interface Row {
  readonly name: string
  run(target: Target): Promise<void>
}

const PRESIGN = `${HANDLER}/presigned-url`
const COMPLETE = `${HANDLER}/complete`
const COMPLETED = { uploadStatus: 'COMPLETED' }
const SHOP = 'https://shop.example.test'

/** Checks the documented error. Its text is not checked if the framework responded itself. */
function expectError(response: HttpResponse, status: number, code: string, isOurs = true): void {
  expect(response.status, response.text).toBe(status)
  if (!isOurs) return
  expect(json(response)).toMatchObject({ error: { code, message: expect.any(String) as string } })
  expect(response.headers).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
}

/** True if the framework does not do this itself. */
const isOurs = ({ runtime }: Target, what: 'method' | 'body' | 'image') =>
  runtime.before?.includes(what) !== true

const requestsOf = ({ upstream }: Target, kind: string) =>
  upstream.service.requests.filter((request) => request.kind === kind)

async function uploadsDirectly(target: Target, name?: string): Promise<void> {
  const image = await testImage()
  const link = await requestLink(target, HANDLER, name)
  const stored = await fetch(link.presignedUploadUrl, {
    method: 'PUT',
    headers: { 'Content-Type': 'image/png' },
    body: image,
  })
  expect(stored.status).toBe(200)
  expect(await confirm(target, HANDLER, link)).toEqual({
    ...COMPLETED,
    assetKey: link.assetFileKey,
  })
  if (name !== undefined) expect(link.assetFileKey.endsWith(`/${name}`)).toBe(true)
}

async function uploadsThroughRelay(target: Target, name?: string): Promise<void> {
  const image = await testImage()
  const link = await requestLink(target, RELAY, name)
  const response = await target.send(relayCall(link), image)
  expect(response.status, response.text).toBe(200)
  expect(await confirm(target, RELAY, link)).toMatchObject(COMPLETED)
}

/** The four ways in which each of the two calls can be wrong. */
function wrongCalls(path: string): readonly Row[] {
  const name = path.split('/').at(-1)
  const wrong = (
    what: string,
    change: (call: Call) => { readonly call: Call; readonly body?: string },
    error: readonly [number, string],
  ): Row => ({
    name: `${name} with the wrong ${what}`,
    async run(target) {
      const { call, body = linkFields() } = change(pageCall(path))
      const before = target.upstream.service.requests.length
      const ours = what !== 'method' || isOurs(target, 'method')
      expectError(await target.send(call, body), ...error, ours)
      expect(target.upstream.service.requests).toHaveLength(before)
    },
  })
  const headers = (call: Call, changed: Call['headers']) => ({
    call: { ...call, headers: { ...call.headers, ...changed } },
  })
  const evil = { origin: 'https://evil.example.test', 'sec-fetch-site': 'cross-site' }
  return [
    wrong('method', (call) => ({ call: { ...call, method: 'PUT' } }), [405, 'method-not-allowed']),
    wrong('type', (call) => headers(call, { 'content-type': 'text/plain' }), [
      415,
      'unsupported-media-type',
    ]),
    wrong('size', (call) => ({ call, body: JSON.stringify({ pad: 'x'.repeat(5_000) }) }), [
      413,
      'payload-too-large',
    ]),
    wrong('origin', (call) => headers(call, evil), [403, 'origin-not-allowed']),
  ]
}

/** Sends half of an image to the relay and waits until the storage has some of it. */
async function sendHalf(target: Target) {
  const image = await testImage()
  const link = await requestLink(target, RELAY)
  const before = requestsOf(target, 'put').length
  const call = relayCall(link, { 'content-length': String(image.byteLength) })
  const exchange = target.open(call)
  const half = image.byteLength >> 1
  exchange.write(image.subarray(0, half))
  if (isOurs(target, 'image'))
    await expect.poll(() => requestsOf(target, 'put')[before]?.bytes ?? 0).toBeGreaterThan(0)
  else expect(requestsOf(target, 'put')).toHaveLength(before)
  return { image, link, exchange, before, rest: image.subarray(half) }
}

export const ROWS: readonly Row[] = [
  { name: 'an image is uploaded to COMPLETED', run: (target) => uploadsDirectly(target) },
  {
    name: 'a Unicode name is kept',
    run: (target) => uploadsDirectly(target, '검색 이미지 検索 é 🏝️.png'),
  },
  ...wrongCalls(PRESIGN),
  ...wrongCalls(COMPLETE),
  {
    name: 'a path that does not exist',
    async run(target) {
      const response = await target.send(pageCall(`${HANDLER}/other`), '{}')
      expectError(response, 404, 'not-found')
    },
  },
  {
    name: 'an empty body',
    async run(target) {
      const response = await target.send(pageCall(PRESIGN), '')
      expectError(response, 400, 'invalid-request', isOurs(target, 'body'))
    },
  },
  {
    name: 'a body without a length',
    async run(target) {
      const { end, response } = target.open(pageCall(PRESIGN))
      end(linkFields())
      expect(await response).toMatchObject({ status: 200 })
    },
  },
  {
    name: 'a body without a length that is too large',
    async run(target) {
      const { end, response } = target.open(pageCall(PRESIGN))
      end(`{"pad":"${'x'.repeat(400_000)}"}`)
      expectError(await response, 413, 'payload-too-large', isOurs(target, 'body'))
    },
  },
  {
    name: 'authorize returns null',
    async run(target) {
      for (const path of [PRESIGN, COMPLETE]) {
        const response = await target.send(pageCall(path, { cookie: undefined }), linkFields())
        expectError(response, 401, 'unauthorized')
      }
    },
  },
  {
    name: 'authorize returns its own Response, with two cookies, each time',
    async run(target) {
      const call = pageCall(PRESIGN, { 'x-test-authorize': 'own-response' })
      for (const _ of [1, 2]) {
        const response = await target.send(call, linkFields())
        expect(response).toMatchObject({ status: 418, text: 'Sign in at /sign-in' })
        expect(response.headers['set-cookie']).toEqual(['a=1; Path=/', 'b=2; Path=/'])
        expect(response.headers['cache-control']).toBe('no-store')
      }
    },
  },
  {
    name: 'several cookies arrive',
    async run(target) {
      const call = pageCall(PRESIGN, { cookie: 'first=1; user=alice; last=2' })
      expect(await target.send(call, linkFields())).toMatchObject({ status: 200 })
    },
  },
  {
    name: 'a used budget gives 429 with Retry-After',
    async run(target) {
      const response = await target.send(
        pageCall(PRESIGN, { cookie: 'user=limited' }),
        linkFields(),
      )
      expectError(response, 429, 'rate-limited')
      expect(response.headers['retry-after']).toBe('2')
      expect(json(response)).toMatchObject({ retryAfter: 2 })
    },
  },
  {
    name: "a page of the server's own origin, in a browser without Sec-Fetch-Site",
    async run(target) {
      const headers = { origin: target.server.url, 'sec-fetch-site': undefined }
      const response = await target.send(pageCall(PRESIGN, headers), linkFields())
      if (target.runtime.hidesAddress) expectError(response, 403, 'origin-not-allowed')
      else expect(response.status, response.text).toBe(200)
    },
  },
  {
    name: 'a listed origin may call',
    async run(target) {
      const headers = { origin: SHOP, 'sec-fetch-site': 'cross-site' }
      const preflight = await target.send(
        {
          method: 'OPTIONS',
          path: PRESIGN,
          headers: {
            ...headers,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'content-type',
            'content-length': undefined,
          },
        },
        '',
      )
      expect(preflight).toMatchObject({
        status: 204,
        headers: {
          'access-control-allow-origin': SHOP,
          'access-control-allow-methods': 'POST',
          'access-control-allow-headers': 'content-type',
        },
      })
      const response = await target.send(pageCall(PRESIGN, headers), linkFields())
      expect(response).toMatchObject({
        status: 200,
        headers: { 'access-control-allow-origin': SHOP, 'cache-control': 'no-store' },
      })
    },
  },
  {
    name: 'the call of a client that leaves ends at the service',
    async run(target) {
      const held = target.upstream.hold()
      const { end, leave } = target.open(pageCall(PRESIGN))
      end(linkFields())
      const before = requestsOf(target, 'presign').length
      try {
        await expect.poll(() => held.arrived).toBe(1)
        leave()
        if (!target.runtime.ignoresLeaving) await expect.poll(() => held.left).toBe(1)
      } finally {
        held.release()
      }
      // Where the platform says nothing of the client, the call goes on to its end.
      if (!target.runtime.ignoresLeaving) return
      await expect.poll(() => requestsOf(target, 'presign').at(before)?.response).toBe(200)
      expect(held.left).toBe(0)
    },
  },
  { name: 'the relay uploads to COMPLETED', run: (target) => uploadsThroughRelay(target) },
  {
    name: 'the relay streams: the storage has bytes before the page has sent all',
    async run(target) {
      const { image, link, exchange, before, rest } = await sendHalf(target)
      exchange.end(rest)
      expect(await exchange.response).toMatchObject({ status: 200 })
      const put = requestsOf(target, 'put')[before]
      expect(put?.headers).toMatchObject({ 'content-length': String(image.byteLength) })
      expect(put?.headers).not.toHaveProperty('transfer-encoding')
      const stored = target.upstream.service.objects.get(link.assetFileKey)
      expect(stored?.bytes.length).toBe(image.byteLength)
      expect(Buffer.compare(stored?.bytes ?? new Uint8Array(), image)).toBe(0)
    },
  },
  {
    name: 'an upload of a client that leaves ends at the storage',
    async run(target) {
      const { link, exchange, before } = await sendHalf(target)
      exchange.leave()
      if (isOurs(target, 'image'))
        await expect.poll(() => requestsOf(target, 'put')[before]?.response).toBe('gone')
      expect(target.upstream.service.objects.has(link.assetFileKey)).toBe(false)
    },
  },
  {
    name: 'the link of the relay has the address of the server',
    async run(target) {
      const { presignedUploadUrl } = await requestLink(target, RELAY)
      expect(new URL(presignedUploadUrl).origin).toBe(target.server.url)
    },
  },
  {
    name: 'the relay rejects a used token',
    async run(target) {
      const link = await requestLink(target, RELAY)
      const image = await testImage()
      expect(await target.send(relayCall(link), image)).toMatchObject({ status: 200 })
      expectError(await target.send(relayCall(link), image), 403, 'forbidden')
    },
  },
  {
    name: 'the relay rejects a token that it did not issue',
    async run(target) {
      const link = { presignedUploadUrl: `${target.server.url}${RELAY}/upload?token=AAAA` }
      const response = await target.send(
        relayCall({ ...link, assetFileKey: '', receipt: '' }),
        await testImage(),
      )
      expectError(response, 403, 'forbidden')
    },
  },
  {
    name: 'the relay with the wrong method',
    async run(target) {
      const link = await requestLink(target, RELAY)
      const call = pageCall(relayCall(link).path)
      expectError(await target.send(call, '{}'), 405, 'method-not-allowed')
    },
  },
  {
    name: 'the relay with the wrong origin',
    async run(target) {
      const link = await requestLink(target, RELAY)
      const evil = { origin: 'https://evil.example.test', 'sec-fetch-site': 'cross-site' }
      const response = await target.send(relayCall(link, evil), await testImage())
      expectError(response, 403, 'origin-not-allowed')
    },
  },
  {
    name: 'the relay with the wrong type',
    async run(target) {
      const link = await requestLink(target, RELAY)
      const response = await target.send(relayCall(link, { 'content-type': 'image/gif' }), 'GIF89a')
      expectError(response, 415, 'unsupported-media-type')
    },
  },
  {
    name: 'the relay with a length that is too large',
    async run(target) {
      const link = await requestLink(target, RELAY)
      const call = relayCall(link, { 'content-length': '12000000' })
      const { end, leave, response } = target.open(call)
      const ours = isOurs(target, 'image')
      // Express reads all of it before it responds.
      if (!ours) end(new Uint8Array(12_000_000))
      expectError(await response, 413, 'payload-too-large', ours)
      leave()
    },
  },
  {
    name: 'the relay without a length',
    async run(target) {
      const link = await requestLink(target, RELAY)
      const { end, response } = target.open(relayCall(link))
      end('an image')
      // A parser has counted the bytes.
      if (isOurs(target, 'image')) expectError(await response, 411, 'length-required')
      else expect(await response).toMatchObject({ status: 200 })
    },
  },
  {
    name: 'the relay passes on the status and the error code of the storage',
    async run(target) {
      target.upstream.service.setFaults({ put: ['s3-signature'] })
      const link = await requestLink(target, RELAY)
      const response = await target.send(relayCall(link), await testImage())
      expect(response.status).toBe(403)
      expect(response.text).toContain('SignatureDoesNotMatch')
      expect(response.text).not.toContain('calculated')
    },
  },
  {
    name: 'more calls at once than the budget has, again and again',
    async run(target) {
      let granted = 0
      // On some platforms a request cannot act for another one. A queue in which one waits for the
      // timer of another then grants a few calls and stands still.
      for (let burst = 0; granted < 100 && burst < 30; burst += 1) {
        const calls = Array.from({ length: 70 }, (_, index) =>
          target.send(pageCall(PRESIGN, { cookie: `user=user-${index % 20}` }), linkFields()),
        )
        const statuses = (await Promise.all(calls)).map(({ status }) => status)
        expect(statuses.filter((status) => ![200, 429, 503].includes(status))).toEqual([])
        granted += statuses.filter((status) => status === 200).length
      }
      expect(granted).toBeGreaterThanOrEqual(100)
    },
  },
  {
    name: 'after all rows the process runs, has reported no error, and uploads',
    async run(target) {
      await uploadsDirectly(target)
      expect(target.server.isRunning()).toBe(true)
      expect(target.server.errors()).not.toMatch(/unhandled|uncaught|\n\s+at /i)
    },
  },
]
