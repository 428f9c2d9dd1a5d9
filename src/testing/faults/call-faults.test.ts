import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TEST_TIMEOUT } from '../../../test/support/patience.js'
import { createTestBackend, type TestBackend } from '../backend.js'
import { COMPLETE_FAULTS, PRESIGN_FAULTS } from './call-faults.js'

const ORIGIN = 'https://page.example.test'
let backend: TestBackend
beforeAll(async () => {
  // Dozens of calls in a row: another test covers the rate limit.
  backend = await createTestBackend({
    pageOrigins: [ORIGIN],
    service: { rate: 100_000 },
    handler: { limiter: { consume: () => Promise.resolve() } },
  })
})
afterAll(() => backend.close())

type Seen = { status: number; text: string; headers: Headers } | { error: string }

/** What a page on another origin sees of one call to the endpoint. */
async function call(path: string, body: unknown, patience = TEST_TIMEOUT): Promise<Seen> {
  const init = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: ORIGIN },
    body: JSON.stringify(body),
  }
  try {
    const response = await fetch(`${backend.endpoint}/${path}`, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    })
    // The decoder must keep a byte order mark, which `text()` would drop.
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer())
    return { status: response.status, text, headers: response.headers }
  } catch (error) {
    return { error: error instanceof Error ? error.name : 'unknown' }
  }
}

/** A short limit only for faults that are slow on purpose. */
const patienceFor = (fault: string) =>
  fault === 'silent' || fault === 'delay-2s' ? 300 : TEST_TIMEOUT
const LINK = { assetType: 'IMAGE', assetFileName: 'a.jpg' }
const text = (pattern: RegExp | string, status = 200) => ({
  status,
  text: expect.stringMatching(pattern),
})
const containing = (part: string) => ({ status: 200, text: expect.stringContaining(part) })
const url = (pattern: string) => text(`"presignedUploadUrl":${pattern}[,}]`)
const life = (value: string) => text(`"expirationSeconds":${value}[,}]`)
const without = (name: string) => text(new RegExp(`^(?!.*"${name}")\\{`))

const COMMON: Record<string, object> = {
  reset: { error: 'TypeError' },
  silent: { error: 'TimeoutError' },
  truncated: { error: 'TypeError' },
  'delay-2s': { error: 'TimeoutError' },
  'malformed-json': text(/^\{"code":"0",.*,$/),
  'html-200': text('^<!doctype html>'),
  empty: text('^$'),
  'no-content': text('^$', 204),
  null: text('^null$'),
  array: text(/^\[\]$/),
  bom: text('^\uFEFF\\{"assetFileKey"|^\uFEFF\\{"assetKey"'),
  huge: containing(`"padding":"${'x'.repeat(10_000_000)}"`),
  proto: text(/^\{"__proto__":\{"polluted":true\}/),
  redirect: text('^$', 302),
  'cors-none': text('^{"asset'),
  'result-null': text(/"result":null/),
  'result-string': text(/"result":"https:/),
  'result-missing': text(/^\{"code":"0","message":"ok"\}$/),
  'code-nonzero': text(/"code":"10001"/),
  'code-nonzero-with-result': text(/"code":"500",.*"result":\{/),
  'code-number': text(/"code":0,.*"result":\{/),
  'code-missing': text(/^\{"message":"x","result":\{/),
  'xss-message': text(/<img src=x onerror=/),
  'gateway-401': text(/"errorCode":"200"/, 401),
  'gateway-200': text(/"errorCode":"200"/),
  'gateway-quota': text(/"errorCode":"400"/, 429),
  'gateway-429': text(/"errorCode":"420"/, 429),
  'gateway-503': text(/"errorCode":"500"/, 503),
  'gateway-504': text(/"errorCode":"510"/, 504),
  ...Object.fromEntries(
    ['401', '403', '404', '413', '419', '429', '500', '502', '503', '504'].map((name) => [
      name,
      { status: Number(name) },
    ]),
  ),
  '429-long': { status: 429 },
  '429-date': { status: 429 },
  '429-junk': { status: 429 },
}

const PRESIGN: Record<string, object> = {
  ...COMMON,
  'missing-url': without('presignedUploadUrl'),
  'missing-key': without('assetFileKey'),
  'missing-expiration': without('expirationSeconds'),
  'expiration-zero': life('0'),
  'expiration-negative': life('-5'),
  'expiration-huge': life('1000000000000'),
  'expiration-infinite': life('1e309'),
  'expiration-string': life('"900"'),
  'expiration-junk': life('"soon"'),
  'expiration-float': life('1.5'),
  'expiration-null': life('null'),
  'expiration-true': life('true'),
  'expiration-15s': life('15'),
  'url-empty': url('""'),
  'url-number': url('42'),
  'url-http': url('"http://storage.example.test/.*"'),
  'url-other-host': url('"https://evil.example.test/.*"'),
  'url-suffix': url('"http://storage.example.test.evil.example.test/query-assets/.*"'),
  'url-homograph': url('"http://st\u043Erage.example.test/query-assets/.*"'),
  'url-port': url('"http://127.0.0.1:1/query-assets/.*"'),
  'url-trailing-dot': url('"https://evil.example.test./.*"'),
  'url-javascript': url('"javascript:.*"'),
  'url-data': url('"data:.*"'),
  'url-blob': url('"blob:.*"'),
  'url-file': url('"file:.*"'),
  'url-ws': url('"ws:.*"'),
  'url-relative': url('"/put/ok"'),
  'url-scheme-relative': url('"//evil.*"'),
  'url-userinfo': url('"https://storage.example.test@evil.*"'),
  'url-metadata': url('"http://169.254.169.254.*"'),
  'url-crlf': url('"http.*\\\\r\\\\nX-Evil: 1"'),
  'url-space': url('"  http.*  "'),
  'url-long': containing(`&pad=${'a'.repeat(65_536)}"`),
  'url-fragment': url('"http.*#fragment"'),
  'xss-key': text(/"assetFileKey":"\\"><img/),
}

const COMPLETE: Record<string, object> = {
  ...COMMON,
  'not-exist': text(/"FAILED","uploadMessage":"FILE_NOT_EXIST"/),
  'over-size': text(/"FAILED","uploadMessage":"OVER_SIZE_LIMIT"/),
  resolution: text(/"FAILED","uploadMessage":"RESOLUTION_NOT_SUPPORT"/),
  'unknown-reason': text(/"FAILED","uploadMessage":"SOMETHING_NEW"/),
  'no-reason': text(/"uploadStatus":"FAILED"\}$/),
  'unknown-status': text(/"uploadStatus":"PENDING"/),
  'missing-key': without('assetKey'),
}

test('every fault of the catalogue has a test', () => {
  expect(Object.keys(PRESIGN).toSorted()).toEqual(Object.keys(PRESIGN_FAULTS).toSorted())
  expect(Object.keys(COMPLETE).toSorted()).toEqual(Object.keys(COMPLETE_FAULTS).toSorted())
})

describe('at the endpoint, requesting a link', () => {
  test.each(Object.entries(PRESIGN))('%s', async (presign, expected) => {
    backend.setFaults({ endpoint: { presign: [presign] } })
    expect(await call('presigned-url', LINK, patienceFor(presign))).toMatchObject(expected)
    expect(await call('presigned-url', LINK)).toMatchObject({ status: 200 })
  })
})

describe('at the endpoint, confirming an upload', () => {
  test.each(Object.entries(COMPLETE))('%s', async (complete, expected) => {
    backend.setFaults({ endpoint: { complete: [complete] } })
    const link = await call('presigned-url', LINK)
    const { assetFileKey, receipt } = JSON.parse('text' in link ? link.text : '{}') as Record<
      string,
      string
    >
    expect(
      await call('complete', { assetKey: assetFileKey, receipt }, patienceFor(complete)),
    ).toMatchObject(expected)
  })
})

describe('headers at the endpoint', () => {
  const headersOf = async (presign: string) => {
    backend.setFaults({ endpoint: { presign: [presign] } })
    const seen = await call('presigned-url', LINK)
    return 'headers' in seen ? Object.fromEntries(seen.headers) : {}
  }

  test('the page can read the response of a fault, unless that is the fault', async () => {
    expect(await headersOf('429')).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-expose-headers': 'Retry-After',
      'retry-after': '2',
    })
    expect(await headersOf('cors-none')).not.toHaveProperty('access-control-allow-origin')
    expect(await headersOf('redirect')).toMatchObject({
      location: 'https://elsewhere.example.test/',
    })
  })
})

describe('behind the endpoint', () => {
  test.each([
    ['gateway-401', 500, 'internal'],
    ['gateway-429', 429, 'rate-limited'],
    ['malformed-json', 502, 'service-unavailable'],
    ['reset', 502, 'service-unavailable'],
    ['truncated', 502, 'service-unavailable'],
    ['code-nonzero', 422, 'rejected'],
    ['bom', 200, 'assetFileKey'],
  ])('%s gives %i', async (presign, status, word) => {
    // For every call, because the handler repeats some.
    backend.setFaults({ service: { presign } })
    expect(await call('presigned-url', LINK)).toMatchObject(text(word, status))
  })

  test('a fault with its own response issues no link', async () => {
    backend.reset()
    backend.setFaults({ endpoint: { presign: ['503', 'reset'] }, service: { presign: ['503'] } })
    for (let i = 0; i < 3; i++) await call('presigned-url', LINK)
    expect(backend.service.links.size).toBe(0)
    await call('presigned-url', LINK)
    expect(backend.service.links.size).toBe(1)
    expect(backend.requests.map(({ call: name }) => name)).toEqual(Array(4).fill('presigned-url'))
  })
})
