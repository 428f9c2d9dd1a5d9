import { describe, expect, test } from 'vitest'
import { saysExpired, storageErrorCode } from '../../core/protocol/storage-error.js'
import { put, relayStage } from '../../../test/support/relay-stage.js'
import { serve } from '../../../test/support/servers.js'

const stage = relayStage()

interface Seen {
  status: number
  retryAfter: string | null
  body: unknown
  /** The storage's code as the uploader reads it. */
  storageCode: string | undefined
  expired: boolean
}

/** What the page and the event say of an upload to a storage with this fault. */
async function upload(fault: string): Promise<Seen & { event: object | undefined }> {
  const { link } = await stage().start()
  stage().service.setFaults({ put: fault })
  const { presignedUploadUrl } = await link()
  const response = await put(presignedUploadUrl, new Uint8Array(100))
  const text = await response.text()
  return {
    status: response.status,
    retryAfter: response.headers.get('Retry-After'),
    body: text === '' ? undefined : JSON.parse(text),
    storageCode: storageErrorCode(text),
    expired: saysExpired(storageErrorCode(text), text),
    event: stage().uploads()[0],
  }
}

const error = (code: string, more: object = {}) => ({
  error: { code, message: expect.any(String) },
  ...more,
})
const named = (code: string) => ({ storageError: `<Error><Code>${code}</Code></Error>` })

test.each<[string, number, object, object]>([
  [
    's3-signature',
    403,
    error('storage-rejected', named('SignatureDoesNotMatch')),
    { upstreamStatus: 403, upstreamCode: 'SignatureDoesNotMatch' },
  ],
  [
    's3-no-bucket',
    404,
    error('storage-rejected', named('NoSuchBucket')),
    { upstreamStatus: 404, upstreamCode: 'NoSuchBucket' },
  ],
  [
    's3-expired',
    403,
    error('storage-rejected', {
      storageError:
        '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
    }),
    { upstreamStatus: 403, upstreamCode: 'AccessDenied' },
  ],
  ['s3-xss', 400, error('storage-rejected'), { upstreamStatus: 400 }],
  // Browsers send a PUT again after 408, which the token does not allow.
  ['408', 502, error('service-unavailable'), { upstreamStatus: 408 }],
  ['500', 502, error('service-unavailable'), { upstreamStatus: 500 }],
  ['504', 504, error('service-timeout'), { upstreamStatus: 504 }],
  [
    's3-slow-down',
    503,
    error('service-busy', { retryAfter: 2, ...named('SlowDown') }),
    { upstreamStatus: 503, upstreamCode: 'SlowDown' },
  ],
  ['429', 429, error('rate-limited', { retryAfter: 2 }), { upstreamStatus: 429 }],
  ['429-long', 429, error('rate-limited', { retryAfter: 60 }), { upstreamStatus: 429 }],
])('the fault %s', async (fault, status, body, event) => {
  const seen = await upload(fault)
  expect(seen.status).toBe(status)
  expect(seen.body).toEqual(body)
  expect(seen.retryAfter).toBe(
    'retryAfter' in body ? String((body as { retryAfter: number }).retryAfter) : null,
  )
  const code = (body as { error: { code: string } }).error.code
  const known = { call: 'upload', status, code, bytes: 100 }
  expect(seen.event).toEqual({ ...known, ...event, reason: 'storage-status' })
  expect(seen.storageCode).toBe((event as { upstreamCode?: string }).upstreamCode)
  expect(seen.expired).toBe(fault === 's3-expired')
})

test('a redirect is not followed', async () => {
  expect(await upload('redirect')).toMatchObject({
    status: 502,
    retryAfter: null,
    body: error('service-unavailable'),
    event: expect.objectContaining({ reason: 'storage-redirected', upstreamStatus: 307 }),
  })
  expect(stage().service.requests.filter(({ kind }) => kind === 'redirected')).toEqual([])
})

test('a success has no body, whatever the storage says', async () => {
  expect(await upload('html-200-stored')).toMatchObject({ status: 200, body: undefined })
})

test('a storage that breaks the connection cannot be reached', async () => {
  expect(await upload('reset-before')).toMatchObject({
    status: 502,
    body: error('service-unavailable'),
    event: { reason: 'storage-unreachable', bytes: 100 },
  })
})

describe('Retry-After as a date', () => {
  test.each([
    ['in 20 s', 20_000, '20'],
    ['in an hour', 3_600_000, '60'],
  ])('%s', async (_name, ms, seconds) => {
    const at = new Date()
    const { url } = await serve((request, response) => {
      request.resume()
      response.sendDate = false
      response.writeHead(503, {
        Date: at.toUTCString(),
        'Retry-After': new Date(at.getTime() + ms).toUTCString(),
      })
      request.on('end', () => response.end())
    })
    const toBusyStorage = (input: RequestInfo | URL, init?: RequestInit) =>
      fetch(init?.method === 'PUT' ? url : input, init)
    const { link } = await stage().start({ fetch: toBusyStorage })
    const { presignedUploadUrl } = await link()
    const response = await put(presignedUploadUrl, new Uint8Array(100))
    expect([response.status, response.headers.get('Retry-After')]).toEqual([503, seconds])
  })
})
