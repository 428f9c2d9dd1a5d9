/**
 * Rows 20 to 36 of the fault matrix: how the host app's endpoint may respond when a link is
 * requested.
 */
import { expect, imageFile, test, until } from './lib/matrix.ts'
import { bestTime } from './lib/row-report.ts'
import type { Row } from './lib/row.ts'
import type { PresignedUrlRequest } from '../src/core/protocol/types.ts'
import type { Fields } from '../src/core/protocol/json.ts'
import type { CallFault } from '../src/testing/faults/faults.ts'

const image = () => imageFile('png/min-224x224.png')

const presign = (row: Row, fault: string | CallFault | (string | CallFault | null)[]) =>
  row.faults({ endpoint: { presign: fault } })
/** Requests that reached the storage. */
const atStorage = (row: Row) =>
  row.backend.service.requests.filter(({ kind }) =>
    ['put', 'preflight', 'redirected'].includes(kind),
  )
/** Remaining milliseconds of the newest shown link. */
const lifeLeft = (row: Row) =>
  row.evaluate(() => {
    const state = window.host.states.findLast((one) => 'link' in one)
    return state !== undefined && 'link' in state && state.link
      ? state.link.expiresAt - Date.now()
      : Number.NaN
  })

test('row 20: a call without a response is aborted at the time limit, and one click continues', async ({
  row,
}) => {
  await row.mount({ timeouts: { request: 1_000 } })
  presign(row, 'silent')
  const times = await bestTime(2_000, async () => {
    await row.choose(image())
    await row.fails('service-unavailable', {
      phase: 'request',
      recovery: 'try-again',
      presigns: 1,
      sends: 0,
    })
    return row.responseTime()
  })
  expect(Math.min(...times)).toBeGreaterThan(990)
  await row.evaluate(() => window.host.update({ timeouts: undefined }))
  await row.goesOn({ presigns: 1, sends: 1 })
})

test.describe('a connection for every request', () => {
  // Chromium repeats a POST whose kept-alive connection was reset, so the number of the uploader's
  // own calls would vary.
  test.use({ keepAlive: false })

  test('row 21: the connection breaks before or within the response: recovers, then one click', async ({
    row,
  }) => {
    const asked = () => row.backend.requests.filter(({ call }) => call === 'presigned-url').length
    await row.mount()
    for (const fault of ['reset', 'truncated']) {
      for (const times of [1, 2]) {
        presign(row, [...Array.from({ length: times }, () => fault), null])
        await row.choose(image())
        await row.succeeds({ presigns: times + 1, sends: 1 })
      }
      presign(row, fault)
      await row.choose(image())
      await row.fails('network', {
        phase: 'request',
        recovery: 'try-again',
        details: { offline: false },
        presigns: 3,
        sends: 0,
      })
      await row.goesOn({ presigns: 1, sends: 1 })
    }
    // The browser repeated none of them.
    expect(asked()).toBe(2 * (2 + 3 + 3 + 1))
  })
})

test('row 21: a kept-alive connection that breaks: recovers within three of the uploader’s own calls', async ({
  row,
}) => {
  await row.mount()
  presign(row, ['reset', 'reset', null])
  await row.choose(image())
  await row.succeeds({ sends: 1 })
  presign(row, 'reset')
  await row.choose(image())
  await row.fails('network', { phase: 'request', presigns: 3, sends: 0 })
  await row.goesOn({ presigns: 1, sends: 1 })
})

test('row 22: responses that are no JSON object: one call each, one click continues; a byte order mark is accepted', async ({
  row,
}) => {
  await row.mount()
  for (const fault of ['malformed-json', 'html-200', 'empty', 'null', 'array', 'no-content']) {
    presign(row, fault)
    await row.choose(image())
    await row.fails('endpoint-malformed', {
      phase: 'request',
      recovery: 'try-again',
      presigns: 1,
      sends: 0,
    })
  }
  await row.goesOn({ presigns: 1, sends: 1 })
  presign(row, 'bom')
  await row.choose(image())
  await row.succeeds({ presigns: 1, sends: 1 })
  expect(await row.readings()).not.toContain('Not signed in')
})

test('row 23: a result without a required part; without a lifetime it is 900 s', async ({
  row,
}) => {
  await row.mount()
  for (const fault of [
    'result-null',
    'result-string',
    'result-missing',
    'missing-url',
    'missing-key',
    'url-empty',
    'url-number',
  ]) {
    presign(row, fault)
    await row.choose(image())
    await row.fails('endpoint-malformed', {
      phase: 'request',
      recovery: 'try-again',
      presigns: 1,
      sends: 0,
    })
  }
  await row.goesOn({ presigns: 1, sends: 1 })
  presign(row, 'missing-expiration')
  await row.evaluate(() => window.host.update({ autoUpload: false }))
  await row.choose(image())
  await row.reaches('ready')
  expect(await lifeLeft(row)).toBeLessThanOrEqual(900_000)
  expect(await lifeLeft(row)).toBeGreaterThan(880_000)
  await row.goesOn({ presigns: 0, sends: 1 })
})

test('row 24: a code that is not 0 rejects, also with a link inside: nothing is sent', async ({
  row,
}) => {
  await row.mount()
  for (const fault of ['code-nonzero', 'code-nonzero-with-result']) {
    presign(row, fault)
    await row.choose(image())
    await row.fails('endpoint-rejected', {
      phase: 'request',
      recovery: 'try-again',
      presigns: 1,
      sends: 0,
    })
  }
  expect(atStorage(row)).toEqual([])
  expect(await row.readings()).not.toMatch(/Invalid|10001/)
  await row.goesOn({ presigns: 1, sends: 1 })
})

test('row 25: the code 0 as a number is accepted, a missing code is not', async ({ row }) => {
  await row.mount()
  presign(row, 'code-number')
  await row.choose(image())
  await row.succeeds({ presigns: 1, sends: 1 })
  presign(row, 'code-missing')
  await row.choose(image())
  await row.fails('endpoint-malformed', { presigns: 1, sends: 0 })
  await row.goesOn({ presigns: 1, sends: 1 })
})

test('row 26: the gateway’s "authentication failed" is no success, whatever its HTTP status', async ({
  row,
}) => {
  await row.mount()
  for (const fault of ['gateway-401', 'gateway-200']) {
    presign(row, fault)
    await row.choose(image())
    await row.fails('unauthorized', {
      phase: 'request',
      recovery: 'sign-in',
      presigns: 1,
      sends: 0,
    })
  }
  await row.goesOn({ presigns: 1, sends: 1 })
})

test('row 27: 401, 403 and 419 ask to sign in, without a second attempt', async ({ row }) => {
  await row.mount()
  for (const fault of ['401', '403', '419']) {
    presign(row, fault)
    await row.choose(image())
    await row.fails('unauthorized', {
      phase: 'request',
      recovery: 'sign-in',
      presigns: 1,
      sends: 0,
    })
  }
  await row.shows('Please sign in first. Your image is still here.')
  await row.goesOn({ presigns: 1, sends: 1 })
})

test('row 28: 404, 413 and 5xx: no text of the server is shown', async ({ row }) => {
  await row.mount()
  for (const fault of ['404', '413']) {
    presign(row, fault)
    await row.choose(image())
    await row.fails('endpoint-rejected', {
      phase: 'request',
      recovery: 'try-again',
      presigns: 1,
      sends: 0,
    })
  }
  for (const fault of ['500', '502', '504']) {
    presign(row, fault)
    await row.choose(image())
    await row.fails('service-unavailable', {
      phase: 'request',
      recovery: 'try-again',
      presigns: 3,
      sends: 0,
    })
  }
  expect(await row.readings()).not.toMatch(/secret\.js|at Object|Bad Gateway|not here|504|\b500\b/)
  await row.goesOn({ presigns: 1, sends: 1 })
})

test('row 29: 429: the requested wait is kept and shown up to 30 s, a longer one becomes a button', async ({
  row,
}) => {
  await row.mount()
  const limited = (value: string): CallFault => ({
    status: 429,
    body: '{}',
    headers: { 'Retry-After': value },
  })
  presign(row, [limited('2'), null])
  const start = Date.now()
  await row.choose(image())
  await row.succeeds({ presigns: 2, sends: 1 })
  expect(Date.now() - start).toBeGreaterThan(2_000)
  const read = await row.readings()
  expect(read).toMatch(
    /That did not work\. Trying again in 2 sec\..*That did not work\. Trying again in 1 sec\./s,
  )

  const dated: CallFault = {
    status: 429,
    body: '{}',
    // Read when the response is sent.
    get headers() {
      return { 'Retry-After': new Date(Date.now() + 3_000).toUTCString() }
    },
  }
  presign(row, [dated, null])
  await row.choose(image())
  await row.succeeds({ presigns: 2, sends: 1 })
  expect((await row.readings()).slice(read.length)).toContain(
    'That did not work. Trying again in 1 sec.',
  )

  // In the past, negative, malformed: treated as if the header were missing.
  for (const value of ['Wed, 21 Oct 2015 07:28:00 GMT', 'soon', '-5', '1.5', '0']) {
    presign(row, [limited(value), null])
    await row.choose(image())
    await row.succeeds({ presigns: 2, sends: 1 })
  }
  presign(row, '429-long')
  await row.choose(image())
  await row.fails('rate-limited', {
    phase: 'request',
    details: { retryAfter: 120 },
    presigns: 1,
    sends: 0,
  })
  await row.shows('Please wait 2 minutes')
  await row.goesOn({ presigns: 1, sends: 1 })
})

test('row 30: links that arrive expired are renewed once, then one click', async ({ row }) => {
  await row.mount()
  for (const fault of ['expiration-zero', 'expiration-negative', 'expiration-float']) {
    presign(row, fault)
    await row.choose(image())
    await row.fails('link-expired', {
      phase: 'request',
      recovery: 'try-again',
      presigns: 2,
      sends: 0,
    })
  }
  await row.goesOn({ presigns: 1, sends: 1 })
})

test('row 31: very long lifetimes are limited to seven days without a timer overflow; nonsense is rejected', async ({
  row,
}) => {
  await row.mount({ autoUpload: false })
  for (const [fault, seconds] of [
    ['expiration-huge', 604_800],
    ['expiration-infinite', 604_800],
    ['expiration-string', 900],
  ] as const) {
    presign(row, fault)
    await row.choose(image())
    await row.reaches('ready')
    expect(await lifeLeft(row)).toBeLessThanOrEqual(seconds * 1000)
    expect(await lifeLeft(row)).toBeGreaterThan((seconds - 20) * 1000)
    await row.goesOn({ presigns: 0, sends: 1 })
  }
  for (const fault of ['expiration-true', 'expiration-junk', 'expiration-null']) {
    presign(row, fault)
    await row.choose(image())
    await row.fails('endpoint-malformed', { presigns: 1, sends: 0 })
  }
  expect(
    await row.evaluate(() => window.host.log.filter(({ event }) => event === 'onExpire').length),
  ).toBe(0)
  row.heal()
  await row.click('primary')
  await row.reaches('ready')
  await row.goesOn({ presigns: 0, sends: 1 })
})

test('row 32: URLs that are no storage’s are rejected before any request', async ({
  row,
  page,
}) => {
  const asked = new Set<string>()
  // Previews are blobs of the page; its icon is empty.
  page.on(
    'request',
    (request) => /^blob:|^data:,$/.test(request.url()) || asked.add(new URL(request.url()).origin),
  )
  await row.mount()
  const hostile = [
    ...[
      'url-http',
      'url-javascript',
      'url-data',
      'url-blob',
      'url-file',
      'url-ws',
      'url-relative',
      'url-scheme-relative',
    ],
    ...['url-userinfo', 'url-metadata', 'url-crlf', 'url-space', 'url-homograph'],
    {
      change: (body: Fields) => ({
        ...body,
        presignedUploadUrl: `${String(body['presignedUploadUrl'])}&pad=${'a'.repeat(8_192)}`,
      }),
    },
  ]
  for (const fault of hostile) {
    presign(row, fault)
    await row.choose(image())
    await row.fails('upload-url-rejected', {
      phase: 'request',
      recovery: 'none',
      presigns: 1,
      sends: 0,
    })
  }
  // So long that the whole response exceeds the limit.
  presign(row, 'url-long')
  await row.choose(image())
  await row.fails('endpoint-malformed', { presigns: 1, sends: 0 })
  expect(atStorage(row)).toEqual([])
  expect([...asked]).toEqual([row.backend.url])
  expect(await row.evaluate(() => '__pwned' in window)).toBe(false)
  await row.goesOn({ presigns: 1, sends: 1 })
  // Browsers do not send a fragment.
  presign(row, 'url-fragment')
  await row.choose(image())
  await row.succeeds({ presigns: 1, sends: 1 })
})

test('row 33: only the exact hosts that the app lists', async ({ row }) => {
  await row.mount({ allowedUploadHosts: ['127.0.0.1'] })
  await row.choose(image())
  await row.succeeds({ presigns: 1, sends: 1 })
  for (const fault of [
    'url-suffix',
    'url-homograph',
    'url-other-host',
    'url-trailing-dot',
    'url-userinfo',
  ]) {
    presign(row, fault)
    await row.choose(image())
    await row.fails('upload-url-rejected', {
      phase: 'request',
      recovery: 'none',
      presigns: 1,
      sends: 0,
    })
  }
  await row.goesOn({ presigns: 1, sends: 1 })
  // The list does not restrict ports of a listed host; nothing listens on this one.
  presign(row, 'url-port')
  await row.choose(image())
  await row.fails('network', { phase: 'upload', presigns: 3, sends: 3 })
  row.heal()

  await row.evaluate(() => window.host.update({ allowedUploadHosts: ['storage.example.test'] }))
  const suffixes = [
    'storage.example.test.evil.example.test',
    'evil.storage.example.test',
    'evilstorage.example.test',
    'example.test',
  ]
  const tricks = [
    'st\u043Erage.example.test',
    'storage.example.test..',
    'storage.example.test%2eevil.test',
    'storage.example.test@evil.example.test',
  ]
  for (const host of [...suffixes, ...tricks]) {
    presign(row, {
      change: (body) => ({
        ...body,
        presignedUploadUrl: `https://${host}/put?X-Amz-Signature=CANARY`,
      }),
    })
    await row.choose(image())
    await row.fails('upload-url-rejected', { presigns: 1, sends: 0 })
  }
  row.heal()
  await row.click('primary')
  await row.fails('upload-url-rejected', { presigns: 1, sends: 0 })
  expect(atStorage(row).filter(({ kind }) => kind === 'put')).toHaveLength(2)
})

test('row 34: an endpoint that redirects to another origin is not followed', async ({ row }) => {
  const elsewhere = new URL(row.backend.endpoint)
  await row.mount()
  presign(row, { status: 307, headers: { Location: `${elsewhere.href}/presigned-url` } })
  await row.choose(image())
  await row.fails('network', { phase: 'request', presigns: 3, sends: 0 })
  expect(row.backend.requests.filter(({ headers }) => headers['host'] === elsewhere.host)).toEqual(
    [],
  )
  await row.goesOn({ presigns: 1, sends: 1 })
})

test('row 35: __proto__, markup in texts and keys, 10 MB of JSON: no pollution, inert, ends soon', async ({
  row,
}) => {
  await row.mount()
  presign(row, 'proto')
  await row.choose(image())
  await row.succeeds({ presigns: 1, sends: 1 })
  expect(await row.evaluate(() => 'polluted' in {})).toBe(false)

  presign(row, 'xss-message')
  await row.choose(image())
  await row.fails('endpoint-rejected', { presigns: 1, sends: 0 })
  presign(row, 'huge')
  const times = await bestTime(1_000, async () => {
    await row.choose(image())
    await row.fails('endpoint-malformed', { presigns: 1, sends: 0 })
    return row.responseTime()
  })
  test.info().annotations.push({
    type: '10 MB',
    description: `given up after ${times.map(Math.round).join(', ')} ms`,
  })

  const key = '"><img src=x onerror="window.__xss=1">'
  row.faults({ endpoint: { complete: { change: (body) => ({ ...body, assetKey: key }) } } })
  await row.click('primary')
  expect((await row.succeeds({ presigns: 1, sends: 1 })).assetKey).toBe(key)
  expect(
    await row.evaluate(() => document.querySelector<HTMLSelectElement>('[data-part=field]')?.value),
  ).toBe(key)
  const found = await row.evaluate(() => ({
    ran: '__xss' in window,
    elements: document.querySelectorAll('[onerror]').length,
  }))
  expect(found).toEqual({ ran: false, elements: 0 })
  // The receipt belongs to another key, so the endpoint does not confirm this one.
  presign(row, 'xss-key')
  await row.choose(image())
  await row.fails('unauthorized', { phase: 'confirm', presigns: 1, sends: 1 })
  expect(await row.evaluate(() => document.querySelectorAll('[onerror]').length)).toBe(0)
})

test('row 36: the response for an earlier file arrives late: its link is never used', async ({
  row,
}) => {
  await row.open()
  await row.evaluate(() => {
    // A function of the host app that ignores its signal.
    const requestPresignedUrl = async ({
      assetType,
      assetFileName,
      attempt,
    }: PresignedUrlRequest): Promise<unknown> => {
      const first = !('asked' in window)
      Object.assign(window, { asked: attempt })
      const headers = { 'Content-Type': 'application/json' }
      const response = await fetch('/api/search-image/presigned-url', {
        method: 'POST',
        headers,
        body: JSON.stringify({ assetType, assetFileName }),
      })
      const body: unknown = await response.json()
      if (first) await new Promise<void>((resolve) => Object.assign(window, { letGo: resolve }))
      return body
    }
    window.host.mount({ props: { requestPresignedUrl } })
  })
  await row.choose(image())
  await until(row.drive, () => 'letGo' in window)
  await row.choose(imageFile('png/rgb8.png'))
  const asset = await row.succeeds({ presigns: 1, sends: 1 })
  expect(asset.source.name).toBe('rgb8.png')
  await row.evaluate(() => (window as unknown as { letGo: () => void }).letGo())
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect([...row.backend.service.links.values()].map(({ puts }) => puts)).toEqual([0, 1])
  expect(
    await row.evaluate(
      () => window.host.log.filter(({ event }) => event === 'onUploadBegin').length,
    ),
  ).toBe(1)
})
