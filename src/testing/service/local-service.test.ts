import { beforeEach, describe, expect, test } from 'vitest'
import { corpus, corpusBytes } from '../../../test/support/read-corpus.js'
import { signRequest } from '../../server/upstream/sign.js'
import { createLocalService, type LocalService, type LocalServiceOptions } from './local-service.js'
import { createTestImage } from '../images/test-image.js'

const BASE = 'https://service.example.test'
const PRESIGN = '/api/v1/query-assets/uploads/presigned-url'
const COMPLETE = '/api/v1/query-assets/uploads/complete'

let now = 0
let service: LocalService
const start = (options: LocalServiceOptions = {}): LocalService => {
  service = createLocalService({ now: () => now, ...options })
  return service
}
beforeEach(() => {
  now = Date.UTC(2026, 0, 2, 3, 4, 5)
  start()
})

type Signing = { skew?: number; secretKey?: string; method?: string }

async function call(
  path: string,
  body?: unknown,
  { skew = 0, method = 'POST', ...other }: Signing = {},
) {
  const headers = await signRequest({
    method,
    path,
    timestamp: now + skew,
    ...service.credentials,
    ...other,
  })
  const init = {
    method,
    headers: { ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }
  const response = await service.handle(new Request(BASE + path, init))
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

interface Link {
  assetFileKey: string
  presignedUploadUrl: string
  expirationSeconds: number
}
const issue = async (assetFileName = 'query.png') =>
  (await call(PRESIGN, { assetType: 'IMAGE', assetFileName })).body['result'] as Link
const put = (
  url: string,
  body: BodyInit,
  headers: Record<string, string> = { 'Content-Type': 'image/png' },
) => service.handle(new Request(url, { method: 'PUT', body, headers }))
const outcome = async (assetKey: string) => (await call(COMPLETE, { assetKey })).body['result']
const upload = async (bytes: BodyInit, assetFileName?: string) => {
  const link = await issue(assetFileName)
  expect((await put(link.presignedUploadUrl, bytes)).status).toBe(200)
  return link.assetFileKey
}

describe('the gateway', () => {
  test.each<[string, Signing, number]>([
    ['in time', {}, 200],
    ['five minutes early', { skew: -300_000 }, 200],
    ['five minutes late', { skew: 300_000 }, 200],
    ['a millisecond more than that', { skew: 300_001 }, 401],
    ['with another secret', { secretKey: 'x' }, 401],
    ['signed for another method', { method: 'GET' }, 404],
  ])('a call %s', async (_name, signing, status) => {
    expect(
      (
        await call(
          PRESIGN,
          signing.method ? undefined : { assetType: 'IMAGE', assetFileName: 'a.jpg' },
          signing,
        )
      ).status,
    ).toBe(status)
  })

  test('sends its own error bodies', async () => {
    const anonymous = await service.handle(new Request(BASE + PRESIGN, { method: 'POST' }))
    expect(anonymous.status).toBe(401)
    expect(await anonymous.json()).toEqual({
      error: {
        errorCode: '200',
        message: 'Authentication Failed',
        details: 'Authentication information are missing.',
      },
    })
    expect(await call('/api/v1/nothing', {})).toEqual({
      status: 404,
      body: { error: { errorCode: '300', message: 'Not Found Exception' } },
    })
    const large = await call(PRESIGN, { assetType: 'IMAGE', assetFileName: 'a'.repeat(70_000) })
    expect(large).toEqual({
      status: 413,
      body: { error: { errorCode: '430', message: 'Request Entity Too Large' } },
    })
  })

  test('accepts 50 calls per second', async () => {
    const statuses = []
    for (let i = 0; i < 60; i++)
      statuses.push((await call(PRESIGN, { assetType: 'IMAGE', assetFileName: 'a.jpg' })).status)
    expect(statuses).toEqual([...Array<number>(50).fill(200), ...Array<number>(10).fill(429)])
    now += 999
    expect(await call(PRESIGN, {})).toEqual({
      status: 429,
      body: { error: { errorCode: '420', message: 'Rate Limited' } },
    })
    now += 1
    expect((await call(PRESIGN, { assetType: 'IMAGE', assetFileName: 'a.jpg' })).status).toBe(200)
  })

  test.each([
    [{ assetType: 'IMAGE', assetFileName: 'a.gif' }],
    [{ assetType: 'IMAGE', assetFileName: 'a.jpeg' }],
    [{ assetType: 'IMAGE', assetFileName: 'a/b.jpg' }],
    [{ assetType: 'VIDEO', assetFileName: 'a.jpg' }],
    [{ assetFileName: 'a.jpg' }],
    [{ assetType: 'IMAGE' }],
    [null],
  ])('%j is an invalid request', async (body) => {
    expect(await call(PRESIGN, body)).toEqual({
      status: 400,
      body: { code: '10001', message: 'Invalid Request.' },
    })
  })
})

describe('a link', () => {
  test('is a presigned URL of the public address, for a key of the day', async () => {
    start({ publicUrl: 'https://storage.example.test/', expirationSeconds: 60 })
    const link = await issue('사진 1.jpg')
    expect(link.expirationSeconds).toBe(60)
    expect(link.assetFileKey).toMatch(/^images\/2026\/01\/02\/[\w-]+\/사진 1\.jpg$/)
    const url = new URL(link.presignedUploadUrl)
    expect(url.origin).toBe('https://storage.example.test')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      'X-Amz-Expires': '60',
      'X-Amz-SignedHeaders': 'host',
    })
    expect((await put(link.presignedUploadUrl, 'x')).status).toBe(200)
    expect([...service.objects.keys()]).toEqual([link.assetFileKey])
  })

  test('works until it expires, by the clock in the options', async () => {
    const [early, late] = [await issue(), await issue()]
    now += 900_000
    expect((await put(early.presignedUploadUrl, 'x')).status).toBe(200)
    now += 1_000
    const rejected = await put(late.presignedUploadUrl, 'x')
    expect(rejected.status).toBe(403)
    expect(await rejected.text()).toContain(
      '<Code>AccessDenied</Code><Message>Request has expired</Message>',
    )
    expect(rejected.headers.get('Access-Control-Allow-Origin')).toBe('*')
  })

  test.each([
    [true, 403, 'AccessDenied', 'first'],
    ['403', 403, 'AccessDenied', 'first'],
    ['412', 412, 'PreconditionFailed', 'first'],
    [false, 200, '', 'second'],
    ['overwrite', 200, '', 'second'],
  ] as const)('with oneTime %j a second PUT is %i', async (oneTime, status, code, kept) => {
    start({ oneTime })
    const { presignedUploadUrl, assetFileKey } = await issue()
    await put(presignedUploadUrl, 'first')
    const second = await put(presignedUploadUrl, 'second')
    expect(second.status).toBe(status)
    expect(await second.text()).toContain(code)
    expect(new TextDecoder().decode(service.objects.get(assetFileKey)?.bytes)).toBe(kept)
    expect(service.links.get(assetFileKey)).toMatchObject({ puts: 2, stored: true })
  })

  test('rejects unsigned requests and other methods', async () => {
    const { presignedUploadUrl } = await issue()
    expect((await put(presignedUploadUrl.replace('query.png', 'other.png'), 'x')).status).toBe(403)
    expect((await put(presignedUploadUrl.split('?')[0] ?? '', 'x')).status).toBe(403)
    expect((await put(presignedUploadUrl, 'x', { 'x-amz-meta-a': '1' })).status).toBe(403)
    expect(
      (await service.handle(new Request(presignedUploadUrl, { method: 'POST', body: 'x' }))).status,
    ).toBe(403)
    expect((await service.handle(new Request(presignedUploadUrl))).status).toBe(403)
    expect(service.objects.size).toBe(0)
  })

  const preflight = async (method: string, headers: string) => {
    const link = await issue()
    const response = await service.handle(
      new Request(link.presignedUploadUrl, {
        method: 'OPTIONS',
        headers: {
          Origin: BASE,
          'Access-Control-Request-Method': method,
          'Access-Control-Request-Headers': headers,
        },
      }),
    )
    return { response, link }
  }

  test('allows PUT with a content type in preflights', async () => {
    const { response, link } = await preflight('PUT', 'content-type')
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toEqual({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '600',
    })
    expect(service.links.get(link.assetFileKey)?.preflights).toBe(1)
  })

  test.each([
    ['DELETE', 'content-type'],
    ['PUT', 'content-type, x-foo'],
    ['PUT', 'x-amz-meta-a'],
  ])('allows no %s with %s', async (method, headers) => {
    const { response } = await preflight(method, headers)
    expect(response.status).toBe(403)
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-'))).toEqual([])
  })

  test('signs the content type if told so', async () => {
    start({ signContentType: true })
    const { presignedUploadUrl } = await issue('a.webp')
    const typed = (type: string) => put(presignedUploadUrl, 'x', { 'Content-Type': type })
    expect((await typed('image/png')).status).toBe(403)
    expect((await typed('image/webp')).status).toBe(200)
  })

  test("with cors: 'like-s3' a page cannot read why a URL is not accepted", async () => {
    start({ cors: 'like-s3' })
    const { presignedUploadUrl } = await issue()
    const origin = 'Access-Control-Allow-Origin'
    expect((await put(presignedUploadUrl, 'x')).headers.get(origin)).toBe('*')
    const again = await put(presignedUploadUrl, 'x')
    expect([again.status, again.headers.get(origin)]).toEqual([403, null])
  })
})

describe('complete', () => {
  test('has four outcomes', async () => {
    start({ maxBytes: 500_000 })
    expect(await outcome('images/none.png')).toEqual({
      assetKey: 'images/none.png',
      uploadStatus: 'FAILED',
      uploadMessage: 'FILE_NOT_EXIST',
    })
    const good = await upload(await createTestImage({ width: 224, height: 224 }))
    expect(await outcome(good)).toEqual({ assetKey: good, uploadStatus: 'COMPLETED' })
    const narrow = await upload(await createTestImage({ width: 223, height: 224 }))
    expect(await outcome(narrow)).toMatchObject({
      uploadStatus: 'FAILED',
      uploadMessage: 'RESOLUTION_NOT_SUPPORT',
    })
    const large = await upload(await createTestImage({ bytes: 500_001 }))
    expect(await outcome(large)).toMatchObject({
      uploadStatus: 'FAILED',
      uploadMessage: 'OVER_SIZE_LIMIT',
    })
    const text = await upload('not an image')
    expect(await outcome(text)).toEqual({ assetKey: text, uploadStatus: 'FAILED' })
    expect((await call(COMPLETE, {})).status).toBe(400)
  })

  test('responds to HEIC with the key of a JPG, which a search accepts', async () => {
    const { file } = corpus.find(
      ({ type, expect: kind }) => type === 'image/heic' && kind === 'ok',
    ) ?? { file: '' }
    const key = await upload(corpusBytes(file), 'query.heic')
    const jpg = key.replace(/heic$/, 'jpg')
    expect(await outcome(key)).toEqual({ assetKey: jpg, uploadStatus: 'COMPLETED' })
    expect(
      (await call('/api/v1/workspaces/w/assets/search', { query: { imageQuery: jpg } })).status,
    ).toBe(200)
  })
})

describe('search', () => {
  const SEARCH = '/api/v1/workspaces/w/assets/search'

  test('returns the uploaded image with a URL for viewing it', async () => {
    const image = await createTestImage()
    const assetKey = await upload(image)
    const { searchId } = (await call(SEARCH, { query: { imageQuery: assetKey } })).body[
      'result'
    ] as { searchId: string }
    const { body } = await call(`${SEARCH}/${searchId}`, undefined, { method: 'GET' })
    const result = body['result'] as { results: { previewUrl: string }[] }
    expect(result).toMatchObject({
      searchId,
      status: 'COMPLETED',
      totalCount: 1,
      results: [{ assetKey, width: 800, height: 600, bytes: image.size }],
    })
    const preview = await service.handle(new Request(result.results[0]?.previewUrl ?? ''))
    expect(preview.headers.get('Content-Type')).toBe('image/png')
    expect(
      Buffer.from(await preview.arrayBuffer()).equals(Buffer.from(await image.arrayBuffer())),
    ).toBe(true)
  })

  test.each([{}, { imageQuery: 'none' }, { imageQuery: 1 }])(
    '%j is an invalid query',
    async (query) => {
      expect((await call(SEARCH, { query })).status).toBe(400)
    },
  )
})

test('requests are recorded without secrets', async () => {
  const key = await upload('x')
  await outcome(key)
  expect(
    service.requests.map(({ kind, method, response, bytes }) => [kind, method, response, bytes]),
  ).toEqual([
    ['presign', 'POST', 200, 0],
    ['put', 'PUT', 200, 1],
    ['complete', 'POST', 200, 0],
  ])
  const log = JSON.stringify([service.requests, [...service.links]])
  expect(log).not.toMatch(/x-ncp|X-Amz|Signature/i)
  service.reset()
  expect([service.requests.length, service.objects.size, service.links.size]).toEqual([0, 0, 0])
})

test('two services do not share keys', async () => {
  const { credentials } = service
  expect(start().credentials).not.toEqual(credentials)
  expect((await call(PRESIGN, {}, { secretKey: credentials.secretKey })).status).toBe(401)
})
