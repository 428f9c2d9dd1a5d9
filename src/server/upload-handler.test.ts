import { describe, expect, test, vi } from 'vitest'
import { createLocalService } from '../testing/service/local-service.js'
import type { UploadHandlerEvent } from './events.js'
import type { UploadHandlerOptions } from './options.js'
import { createUploadHandler } from './upload-handler.js'

const BASE = 'https://app.example.test/api/search-image'
const JSON_TYPE = { 'Content-Type': 'application/json' }
const LINK = { assetType: 'IMAGE', assetFileName: 'query.jpg' }

/** The handler in front of a local service, without a network between them. */
function setUp(options: Partial<UploadHandlerOptions> = {}) {
  const service = createLocalService({
    publicUrl: 'https://storage.example.test',
    ...(options.now ? { now: options.now } : {}),
  })
  const events: UploadHandlerEvent[] = []
  const handler = createUploadHandler({
    ...service.credentials,
    authorize: (request) => request.headers.get('X-User') ?? 'mina',
    subjectLimiter: { consume: () => Promise.resolve() },
    fetch: (input, init) => service.handle(new Request(input, init)),
    onEvent: (event) => void events.push(event),
    ...options,
  })
  const post = async (call: string, body: unknown, headers: Record<string, string> = {}) => {
    const init = {
      method: 'POST',
      headers: { ...JSON_TYPE, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }
    const response = await handler(new Request(`${BASE}/${call}`, init))
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, unknown>,
    }
  }
  return { service, handler, post, events }
}

describe('the two calls', () => {
  test('a link comes with exactly four fields', async () => {
    const { post, events } = setUp()
    const { status, body } = await post('presigned-url', { ...LINK, extra: 1 })
    expect(status).toBe(200)
    expect(Object.keys(body).toSorted()).toEqual([
      'assetFileKey',
      'expirationSeconds',
      'presignedUploadUrl',
      'receipt',
    ])
    expect(body).toMatchObject({
      expirationSeconds: 900,
      assetFileKey: expect.stringMatching(/^images\/.+\/query\.jpg$/),
    })
    expect(events).toMatchObject([{ call: 'presigned-url', status: 200 }])
  })

  test('only the subject that was given the key gets the outcome', async () => {
    const { post, events } = setUp()
    const { assetFileKey: assetKey, receipt } = (await post('presigned-url', LINK)).body
    const other = (await post('presigned-url', LINK)).body
    expect((await post('complete', { assetKey, receipt })).body).toEqual({
      assetKey,
      uploadStatus: 'FAILED',
      uploadMessage: 'FILE_NOT_EXIST',
    })
    expect((await post('complete', { assetKey, receipt }, { 'X-User': 'jun' })).status).toBe(403)
    expect((await post('complete', { assetKey, receipt: other['receipt'] })).status).toBe(403)
    expect((await post('complete', { assetKey })).status).toBe(403)
    expect((await post('complete', { assetKey, receipt: `${String(receipt)}x` })).status).toBe(403)
    expect(events.slice(-4).map((event) => event.reason)).toEqual([
      'receipt-rejected',
      'receipt-rejected',
      'receipt-missing',
      'receipt-rejected',
    ])
  })

  test('a receipt is valid thirty minutes longer than its link', async () => {
    let now = 1_764_000_000_000
    const { post } = setUp({ now: () => now })
    const { assetFileKey: assetKey, receipt } = (await post('presigned-url', LINK)).body
    now += (900 + 30 * 60) * 1000
    expect((await post('complete', { assetKey, receipt })).status).toBe(200)
    now += 1
    expect((await post('complete', { assetKey, receipt })).status).toBe(410)
  })

  test.each([
    ['../../etc/query.jpg', 'query.jpg'],
    ['C:\\images\\\u202equery.jpg', 'query.jpg'],
    ['사진 1.png', '사진 1.png'],
    ['a\u0000b.webp', 'ab.webp'],
    ['image.jpeg', 'image.jpg'],
    ['image.HEIF', 'image.heic'],
  ])('the name %j is sent on as %j', async (assetFileName, expected) => {
    const { body } = await setUp().post('presigned-url', { ...LINK, assetFileName })
    expect(String(body['assetFileKey']).split('/').at(-1)).toBe(expected)
  })
})

describe('rejects', () => {
  const request = (init: RequestInit & { path?: string } = {}) =>
    new Request(`${BASE}/${init.path ?? 'presigned-url'}`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify(LINK),
      ...init,
    })
  const rows: [string, Request, number, string][] = [
    ['another path', request({ path: 'other' }), 404, 'not-found'],
    ['a name that every object inherits', request({ path: 'constructor' }), 404, 'not-found'],
    ['another method: GET', new Request(`${BASE}/presigned-url`), 405, 'method-not-allowed'],
    ['another method: PUT', request({ method: 'PUT' }), 405, 'method-not-allowed'],
    [
      'a form',
      request({ headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }),
      415,
      'unsupported-media-type',
    ],
    [
      'a content type that only starts like JSON',
      request({ headers: { 'Content-Type': 'application/jsonp' } }),
      415,
      'unsupported-media-type',
    ],
    [
      'over 4 KB',
      request({ body: `{"assetFileName":"${'a'.repeat(4_096)}.jpg"}` }),
      413,
      'payload-too-large',
    ],
    ['no JSON', request({ body: '{' }), 400, 'invalid-request'],
    ['a list', request({ body: '[]' }), 400, 'invalid-request'],
    [
      'inherited fields',
      request({ body: '{"__proto__":{"assetType":"IMAGE","assetFileName":"a.jpg"}}' }),
      400,
      'invalid-request',
    ],
    [
      'another asset type',
      request({ body: '{"assetType":"VIDEO","assetFileName":"a.jpg"}' }),
      400,
      'invalid-request',
    ],
    [
      'another extension',
      request({ body: '{"assetType":"IMAGE","assetFileName":"a.jpg.svg"}' }),
      400,
      'invalid-request',
    ],
    [
      'another site',
      request({ headers: { ...JSON_TYPE, Origin: 'https://evil.example.test' } }),
      403,
      'origin-not-allowed',
    ],
    [
      'an opaque origin',
      request({ headers: { ...JSON_TYPE, Origin: 'null' } }),
      403,
      'origin-not-allowed',
    ],
    [
      'a forged same origin from another site',
      request({
        headers: {
          ...JSON_TYPE,
          Origin: 'https://app.example.test',
          'Sec-Fetch-Site': 'cross-site',
        },
      }),
      403,
      'origin-not-allowed',
    ],
    [
      'a sibling domain',
      request({ headers: { ...JSON_TYPE, 'Sec-Fetch-Site': 'same-site' } }),
      403,
      'origin-not-allowed',
    ],
  ]

  test('a name of more than 1024 characters', async () => {
    const assetFileName = `${'a'.repeat(1_021)}.jpg`
    expect((await setUp().post('presigned-url', { ...LINK, assetFileName })).status).toBe(400)
  })

  test.each(rows)('%s', async (_name, bad, status, code) => {
    const { handler, service } = setUp()
    const response = await handler(bad)
    const body = (await response.json()) as { error: { code: string; message: string } }
    expect(response.status).toBe(status)
    expect(body.error.code).toBe(code)
    expect(body.error.message).toMatch(/^[A-Z][\w ,]+\.$/)
    expect(service.requests).toHaveLength(0)
    expect(response.headers.get('Allow')).toBe(status === 405 ? 'POST, OPTIONS' : null)
  })

  test('an endless body: 4 KB are read, and at most 64 KB more after the rejection', async () => {
    let pulled = 0
    const cancel = vi.fn<() => void>()
    const body = new ReadableStream(
      {
        pull(controller) {
          pulled += 1
          controller.enqueue(new Uint8Array(1_024).fill(32))
        },
        cancel,
      },
      { highWaterMark: 0 },
    )
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: JSON_TYPE,
      body,
      duplex: 'half',
    }
    expect((await setUp().handler(new Request(`${BASE}/presigned-url`, init))).status).toBe(413)
    // The stream gives its chunks without a wait, so by then all are read that will be.
    for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(pulled).toBeLessThanOrEqual(5 + 64)
    // Where the body is Node's request, a cancel can end the process.
    expect(cancel).not.toHaveBeenCalled()
  })
})

describe('who may call', () => {
  test('null is 401, a response of the host app gets our headers, an exception is a generic 500', async () => {
    expect((await setUp({ authorize: () => null }).post('presigned-url', LINK)).status).toBe(401)
    const teapot = () =>
      Response.json({ error: { code: 'blocked' } }, { status: 451, headers: { 'X-Own': '1' } })
    const own = await setUp({ authorize: teapot }).post('presigned-url', LINK)
    expect(own).toMatchObject({ status: 451, body: { error: { code: 'blocked' } } })
    expect(own.headers.get('X-Own')).toBe('1')
    expect(own.headers.get('Cache-Control')).toBe('no-store')
    const failing = await setUp({
      authorize: () => Promise.reject(new Error('database password is hunter2')),
    }).post('presigned-url', LINK)
    expect(failing.status).toBe(500)
    expect(JSON.stringify(failing.body)).not.toContain('hunter2')
  })

  test('one response of the host app is sent each time', async () => {
    const denied = Response.json({ error: { code: 'denied' } }, { status: 403 })
    const { post } = setUp({ authorize: () => denied })
    const both = await Promise.all([post('presigned-url', LINK), post('complete', {})])
    for (const sent of [...both, await post('presigned-url', LINK)]) {
      expect(sent).toMatchObject({ status: 403, body: { error: { code: 'denied' } } })
      expect(sent.headers.get('Cache-Control')).toBe('no-store')
    }
  })

  test('a response of the host app keeps its cookies and may have no body', async () => {
    const headers = new Headers([
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ])
    const { handler } = setUp({ authorize: () => new Response(null, { status: 204, headers }) })
    const response = await handler(
      new Request(`${BASE}/complete`, { method: 'POST', headers: JSON_TYPE, body: '{}' }),
    )
    expect(response.status).toBe(204)
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  test.each<[string, () => Response]>([
    ['Response.error()', () => Response.error()],
    [
      'a response that was read',
      () => {
        const used = new Response('once')
        void used.text()
        return used
      },
    ],
    [
      'a response whose body breaks off',
      () => new Response(new ReadableStream({ pull: (body) => body.error(new Error('broken')) })),
    ],
  ])('%s of authorize is a generic 500', async (_name, authorize) => {
    const { post, events } = setUp({ authorize })
    const { status, body, headers } = await post('presigned-url', LINK)
    expect(status).toBe(500)
    expect(body).toMatchObject({ error: { code: 'internal' } })
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(events).toMatchObject([{ reason: 'authorize-failed' }])
  })

  test('missing keys are reported on the first request, to the log and not to the page', async () => {
    const { post, events } = setUp({ secretKey: undefined })
    const { status, body } = await post('presigned-url', LINK)
    expect(status).toBe(500)
    expect(body).toEqual({ error: { code: 'internal', message: 'Something went wrong.' } })
    expect(events[0]).toMatchObject({ code: 'internal', reason: 'missing-keys' })
  })

  test.each(['http://mi.apigw.ntruss.com', 'ftp://mi.apigw.ntruss.com', 'not a url'])(
    'the service is not called at %s',
    async (baseUrl) => {
      const { post, events, service } = setUp({ baseUrl })
      expect((await post('presigned-url', LINK)).status).toBe(500)
      expect(events[0]?.reason).toBe('bad-base-url')
      expect(service.requests).toHaveLength(0)
    },
  )
})

describe('headers', () => {
  const allowedOrigins = ['https://shop.example.test']

  test('every response is private, typed and bound to its origin', async () => {
    const { headers } = await setUp({ allowedOrigins }).post('presigned-url', LINK)
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      vary: 'Origin, Sec-Fetch-Site',
    })
    expect(headers.has('Access-Control-Allow-Origin')).toBe(false)
  })

  test('a listed origin is named exactly, also on errors, and Retry-After is exposed', async () => {
    const { post } = setUp({ allowedOrigins })
    for (const body of [LINK, {}]) {
      const { headers } = await post('presigned-url', body, { Origin: 'https://shop.example.test' })
      expect(headers.get('Access-Control-Allow-Origin')).toBe('https://shop.example.test')
      expect(headers.get('Access-Control-Expose-Headers')).toBe('Retry-After')
    }
    const rejected = await post('presigned-url', LINK, {
      Origin: 'https://shop.example.test.evil.test',
    })
    expect(rejected.status).toBe(403)
    expect(rejected.headers.has('Access-Control-Allow-Origin')).toBe(false)
  })

  test('preflights succeed only for listed origins', async () => {
    const { handler } = setUp({ allowedOrigins })
    const ask = (origin: string, headers = 'content-type,x-csrf-token') =>
      handler(
        new Request(`${BASE}/complete`, {
          method: 'OPTIONS',
          headers: {
            Origin: origin,
            'Access-Control-Request-Method': 'POST',
            'Access-Control-Request-Headers': headers,
          },
        }),
      )
    const good = await ask('https://shop.example.test')
    expect(good.status).toBe(204)
    expect(good.headers.get('Access-Control-Allow-Methods')).toBe('POST')
    expect(good.headers.get('Access-Control-Allow-Headers')).toBe('content-type,x-csrf-token')
    expect(
      (await ask('https://shop.example.test', 'bad header\u007f')).headers.has(
        'Access-Control-Allow-Headers',
      ),
    ).toBe(false)
    const bad = await ask('https://evil.example.test')
    expect(bad.status).toBe(403)
    expect(bad.headers.has('Access-Control-Allow-Origin')).toBe(false)
  })

  test.each<[unknown, RegExp]>([
    ['https://shop.example.test', /not a list/],
    [['https://shop.example.test/'], /"https:\/\/shop\.example\.test\/" is not an origin/],
    [['https://a.example.test', 'https://b.example.test/path'], /b\.example\.test\/path/],
    [['*'], /"\*" is not/],
    [['shop.example.test'], /"shop\.example\.test" is not/],
    [['capacitor://localhost/'], /"capacitor/],
    [['https://Shop.example.test'], /Shop/],
    [['https://shop.example.test:443'], /:443/],
    [[undefined], /undefined is not/],
  ])('the allowed origins %j are a TypeError', (allowed, message) => {
    const set = () => setUp({ allowedOrigins: allowed as string[] })
    expect(set).toThrow(TypeError)
    expect(set).toThrow(message)
  })

  test.each(['https://shop.example.test:8443', 'capacitor://localhost', 'null'])(
    'the allowed origin %s may call',
    async (origin) => {
      const { post } = setUp({ allowedOrigins: [origin] })
      const response = await post('presigned-url', LINK, { Origin: origin })
      expect(response.status).toBe(200)
      expect(response.headers.get('Access-Control-Allow-Origin')).toBe(origin)
    },
  )

  test('behind a proxy the own origin is recognised by Sec-Fetch-Site', async () => {
    const headers = { Origin: 'https://public.example.test', 'Sec-Fetch-Site': 'same-origin' }
    expect((await setUp().post('presigned-url', LINK, headers)).status).toBe(200)
  })
})
