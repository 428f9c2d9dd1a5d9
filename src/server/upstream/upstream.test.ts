import { expect, test } from 'vitest'
import {
  ask as askHandler,
  gatewayError,
  LINK,
  serveUpstream,
  watchedHandler,
} from '../../../test/support/upstream-server.js'
import type { UploadHandlerEvent } from '../events.js'

type ServiceResponse = {
  status?: number
  body?: string
  headers?: Record<string, string>
  break?: boolean
}

/** A service on a real port that sends exactly this response. */
async function ask(sent: ServiceResponse, options: { allowedUploadHosts?: string[] } = {}) {
  const { baseUrl } = await serveUpstream((call) => {
    if (sent.break) call.reset()
    else call.send(sent.status ?? 200, sent.body ?? '', sent.headers)
  })
  const { handler, events, errors } = watchedHandler({ baseUrl, ...options })
  const { body, ...response } = await askHandler(handler)
  const [event] = events
  // Neither the response nor the log ever contains a key, and an error response contains no text of
  // the service.
  const told = JSON.stringify([body, event, errors.map(String)])
  expect(told).not.toMatch(/ACCESS-CANARY|SECRET-CANARY|TEXT-CANARY/)
  expect(JSON.stringify([event, errors.map(String)])).not.toContain('URL-CANARY')
  return { ...response, body, event }
}

const mi = (result: unknown, more: object = {}) => ({
  body: JSON.stringify({ code: '0', message: 'TEXT-CANARY', result, ...more }),
})
const gateway = (status: number, errorCode: string | number, headers = {}) => ({
  status,
  headers,
  body: JSON.stringify(gatewayError(errorCode)),
})

test.each([
  ['as documented', mi(LINK)],
  ['with a number as code', mi(LINK, { code: 0 })],
  ['with digits as expiry', mi({ ...LINK, expirationSeconds: '900' })],
  ['without an expiry', mi({ ...LINK, expirationSeconds: undefined })],
  ['with a byte order mark', { body: `\uFEFF${mi(LINK).body}` }],
  ['with more fields, which are dropped', mi({ ...LINK, internal: 'TEXT-CANARY' })],
])('a valid response is accepted %s', async (_name, sent) => {
  const { status, body } = await ask(sent)
  expect(status).toBe(200)
  expect(body).toEqual({ ...LINK, receipt: expect.any(String) })
})

test.each<[string, ServiceResponse, number, string, Partial<UploadHandlerEvent>]>([
  [
    'keys rejected',
    gateway(401, '200'),
    500,
    'internal',
    { reason: 'upstream-rejected-keys', upstreamStatus: 401, upstreamCode: '200' },
  ],
  [
    'no permission, code as a number',
    gateway(401, 210),
    500,
    'internal',
    { reason: 'upstream-rejected-keys', upstreamCode: '210' },
  ],
  [
    '"200" in a body with 200',
    gateway(200, '200'),
    422,
    'rejected',
    { reason: 'upstream-code', upstreamCode: '200' },
  ],
  ['wrong path', gateway(404, '300'), 502, 'service-unavailable', { upstreamStatus: 404 }],
  ['endpoint error', gateway(503, '500'), 503, 'service-busy', { upstreamStatus: 503 }],
  ['endpoint timeout', gateway(504, '510'), 504, 'service-timeout', { upstreamStatus: 504 }],
  ['unexpected error', gateway(500, '900'), 502, 'service-unavailable', { upstreamStatus: 500 }],
  ['a bad request of the gateway', gateway(400, '100'), 422, 'rejected', { upstreamCode: '100' }],
  ['too large for the gateway', gateway(413, '430'), 422, 'rejected', { upstreamStatus: 413 }],
  [
    'an invalid request',
    { status: 400, body: '{"code":"10001","message":"TEXT-CANARY"}' },
    422,
    'rejected',
    { upstreamCode: '10001' },
  ],
  ['a code in a 200', mi(LINK, { code: '10001' }), 422, 'rejected', { upstreamCode: '10001' }],
  [
    'a code of the service that is a text',
    { status: 400, body: '{"code":"line\\nbreak TEXT-CANARY"}' },
    422,
    'rejected',
    { reason: 'upstream-rejected' },
  ],
  ['no code at all', mi(LINK, { code: undefined }), 422, 'rejected', { reason: 'upstream-code' }],
  ['no result', mi(null), 502, 'service-unavailable', { reason: 'upstream-malformed' }],
  [
    'a result without key',
    mi({ ...LINK, assetFileKey: undefined }),
    502,
    'service-unavailable',
    { reason: 'upstream-malformed' },
  ],
  [
    'a key with a line break',
    mi({ ...LINK, assetFileKey: 'a\nb' }),
    502,
    'service-unavailable',
    { reason: 'upstream-malformed' },
  ],
  [
    'an expiry of words',
    mi({ ...LINK, expirationSeconds: 'soon' }),
    502,
    'service-unavailable',
    { reason: 'upstream-malformed' },
  ],
  [
    'HTML',
    { body: '<h1>TEXT-CANARY</h1>' },
    502,
    'service-unavailable',
    { reason: 'upstream-malformed' },
  ],
  ['nothing', { body: '' }, 502, 'service-unavailable', { reason: 'upstream-malformed' }],
  [
    'over 64 KB',
    mi(LINK, { padding: 'x'.repeat(65_536) }),
    502,
    'service-unavailable',
    { reason: 'upstream-malformed' },
  ],
  [
    'a redirect',
    { status: 302, headers: { Location: 'http://127.0.0.1:9/' } },
    502,
    'service-unavailable',
    { upstreamStatus: 302 },
  ],
  [
    'a broken connection',
    { break: true },
    502,
    'service-unavailable',
    { reason: 'upstream-unreachable' },
  ],
  [
    'a link by plain http',
    mi({ ...LINK, presignedUploadUrl: 'http://storage.example.test/a' }),
    502,
    'service-unavailable',
    { reason: 'upload-url-rejected' },
  ],
  [
    'a link with a password',
    mi({ ...LINK, presignedUploadUrl: 'https://a:b@storage.example.test/' }),
    502,
    'service-unavailable',
    { reason: 'upload-url-rejected' },
  ],
])('the page gets a generic response for %s', async (_name, sent, status, code, event) => {
  const result = await ask(sent)
  expect(result.status).toBe(status)
  expect(result.body.error?.code).toBe(code)
  expect(result.event).toMatchObject({ call: 'presigned-url', status, code, ...event })
})

test.each([
  ['rate limited', gateway(429, '420'), '1'],
  ['throttled, with a time', gateway(429, '410', { 'Retry-After': '7' }), '7'],
  ['out of quota: a long time', gateway(429, '400', { 'Retry-After': '1' }), '60'],
])('%s is 429 with a time to wait', async (_name, sent, seconds) => {
  const { status, retryAfter, body } = await ask(sent)
  expect(status).toBe(429)
  expect(retryAfter).toBe(seconds)
  expect(body).toMatchObject({ retryAfter: Number(seconds) })
})

test('only links to listed storage hosts are passed on', async () => {
  expect((await ask(mi(LINK), { allowedUploadHosts: ['storage.example.test'] })).status).toBe(200)
  expect((await ask(mi(LINK), { allowedUploadHosts: ['example.test'] })).event).toMatchObject({
    reason: 'upload-url-rejected',
  })
})
