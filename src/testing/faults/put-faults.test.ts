import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { BODY, send, probeService, type Seen } from '../../../test/support/fault-probe.js'
import type { Faults } from './faults.js'
import { PREFLIGHT_FAULTS, PUT_FAULTS } from './put-faults.js'

const probe = probeService()
const { issue } = probe
const entry = () => probe.service.requests.findLast(({ kind }) => kind === 'put')
const link = () => [...probe.service.links.values()].at(-1)

const put = async (faults: Faults, givesUp?: () => Promise<unknown>) => {
  probe.service.setFaults(faults)
  const url = await issue()
  return { url, seen: await send('PUT', url, BODY, givesUp?.()) }
}
/**
 * Waits until a response would have arrived: the service has read all it will, and some time
 * passed.
 */
const isSilent = async (bytes: number) => {
  await expect.poll(() => entry()?.bytes ?? 0).toBeGreaterThanOrEqual(bytes)
  await sleep(300)
}

describe('a response after the whole body', () => {
  const responses = Object.entries(PUT_FAULTS).filter(
    ([, fault]) => 'status' in fault && !('early' in fault),
  )

  test.each(responses)('%s', async (_name, fault) => {
    const { seen } = await put({ put: fault })
    const {
      status,
      code = '',
      headers = {},
    } = { code: undefined, headers: undefined, ...fault } as {
      status: number
      code?: string
      headers?: object
    }
    expect(seen.error).toBeUndefined()
    expect(seen.status).toBe(status)
    expect(seen.text).toContain(code)
    expect(Object.keys(seen.headers ?? {})).toEqual(
      expect.arrayContaining(Object.keys(headers).map((name) => name.toLowerCase())),
    )
    expect(seen.headers?.['access-control-allow-origin']).toBe('*')
    expect(entry()).toMatchObject({ bytes: BODY.length, response: status })
    expect(link()?.stored).toBe('store' in fault ? fault.store : status < 300)
  })

  test('Retry-After is exposed, or not', async () => {
    expect((await put({ put: '429' })).seen.headers).toMatchObject({
      'access-control-expose-headers': 'ETag, Retry-After',
      'retry-after': '2',
    })
    expect((await put({ put: '429-unexposed' })).seen.headers).not.toHaveProperty(
      'access-control-expose-headers',
    )
  })
})

describe('a reset', () => {
  test('before anything is read', async () => {
    expect((await put({ put: 'reset-before' })).seen).toEqual({
      error: expect.stringMatching(/ECONNRESET|EPIPE/),
    })
    expect(entry()).toMatchObject({ bytes: 0, response: 'reset' })
  })

  test('after that many bytes, each time on the same link', async () => {
    const { url, seen } = await put({ put: ['reset-200kb', null] })
    expect(seen.error).toMatch(/ECONNRESET|EPIPE/)
    expect((await send('PUT', url, BODY)).error).toMatch(/ECONNRESET|EPIPE/)
    expect(entry()?.bytes).toBeGreaterThanOrEqual(200_000)
    expect(entry()?.bytes).toBeLessThan(BODY.length)
    expect(link()).toMatchObject({ puts: 2, stored: false })
    expect((await send('PUT', await issue(), BODY)).status).toBe(200)
  })

  test('after the image was stored: a second PUT gets the response for a used link', async () => {
    const { url, seen } = await put({ put: 'response-lost' })
    expect(seen).toEqual({ error: expect.stringMatching(/ECONNRESET|EPIPE|socket hang up/) })
    expect(link()).toMatchObject({ puts: 1, stored: true })
    expect(await send('PUT', url, BODY)).toMatchObject({
      status: 403,
      text: expect.stringContaining('AccessDenied'),
    })
  })
})

describe('silence', () => {
  test('in the middle of the body', async () => {
    // Larger than the kernel's buffers, so that the sender notices the stall.
    expect((await put({ put: 'stall-64kb' }, () => isSilent(65_536))).seen).toEqual({
      error: 'no answer',
    })
    expect(entry()?.bytes).toBeLessThan(BODY.length)
    expect(link()?.stored).toBe(false)
  })

  test('in the middle of the body, then it continues', async () => {
    expect((await put({ put: { stall: 65_536, resumeAfter: 300 } })).seen.status).toBe(200)
    expect(link()?.stored).toBe(true)
  })

  test('after everything was stored', async () => {
    expect((await put({ put: 'never-responds' }, () => isSilent(BODY.length))).seen).toEqual({
      error: 'no answer',
    })
    expect(link()?.stored).toBe(true)
  })
})

describe('time', () => {
  test.each<[string, Faults]>([
    ['a slow reader', { put: { rate: 5_000_000 } }],
    ['a late response', { put: { delay: 400 } }],
    ['a late preflight', { preflight: { delay: 400 } }],
  ])('%s takes at least its time', async (_name, faults) => {
    probe.service.setFaults(faults)
    const url = await issue()
    const start = performance.now()
    const method = faults.preflight ? 'OPTIONS' : 'PUT'
    expect((await send(method, url, method === 'PUT' ? BODY : undefined)).status).toBe(200)
    // Timers may fire up to a millisecond early.
    expect(performance.now() - start).toBeGreaterThan(395)
  })
})

describe('the body of the response', () => {
  test('is huge', async () => {
    probe.service.setFaults({ put: { responseBytes: 10_000_000 } })
    const response = await fetch(await issue(), { method: 'PUT', body: BODY })
    expect(response.headers.get('Content-Length')).toBe('10000000')
    expect((await response.arrayBuffer()).byteLength).toBe(10_000_000)
    expect(PUT_FAULTS['huge-response'].responseBytes).toBe(268_435_456)
  })

  test('is truncated', async () => {
    expect((await put({ put: 'truncated-response' })).seen).toMatchObject({
      status: 200,
      text: 'half',
      error: 'ECONNRESET',
    })
    expect(link()?.stored).toBe(true)
  })
})

test.each(['redirect', 'redirect-elsewhere'])(
  'a %s is taken by the storage itself, and keeps nothing',
  async (name) => {
    probe.service.setFaults({ put: name })
    const url = await issue()
    const response = await fetch(url, { method: 'PUT', body: BODY })
    expect([response.status, response.redirected, new URL(response.url).pathname]).toEqual([
      200,
      true,
      '/redirected',
    ])
    expect(new URL(response.url).origin === new URL(url).origin).toBe(name === 'redirect')
    expect(probe.service.requests.at(-1)).toMatchObject({ kind: 'redirected', bytes: BODY.length })
    expect(probe.service.objects.size).toBe(0)
  },
)

describe('CORS', () => {
  const ORIGIN = 'access-control-allow-origin'
  const good = { [ORIGIN]: '*', methods: 'GET, PUT', allowed: 'content-type' }
  const none = { [ORIGIN]: undefined, methods: undefined, allowed: undefined }
  test.each([
    ['cors-none', none, undefined],
    ['cors-preflight-only', good, undefined],
    ['cors-response-only', none, '*'],
    ['cors-no-put', { ...good, methods: 'GET' }, '*'],
    ['cors-no-header', { ...good, allowed: undefined }, '*'],
    [
      'cors-wrong-origin',
      { ...good, [ORIGIN]: 'https://someone-else.example.test' },
      'https://someone-else.example.test',
    ],
  ])('%s', async (name, preflight, onResponse) => {
    probe.service.setFaults({ put: name })
    const url = await issue()
    const { headers = {}, status } = await send('OPTIONS', url)
    expect(status).toBe(200)
    const {
      [ORIGIN]: origin,
      'access-control-allow-methods': methods,
      'access-control-allow-headers': allowed,
    } = headers
    expect({ [ORIGIN]: origin, methods, allowed }).toEqual(preflight)
    const response = await send('PUT', url, BODY)
    expect(response.headers?.[ORIGIN]).toBe(onResponse)
    expect([response.status, link()?.stored]).toEqual([200, true])
  })
})

describe('the preflight', () => {
  test.each<[keyof typeof PREFLIGHT_FAULTS, Seen]>([
    ['rejected', { status: 403 }],
    ['error', { status: 500 }],
    ['reset', { error: 'ECONNRESET' }],
    ['silent', { error: 'no answer' }],
    ['delay-2s', { status: 200 }],
  ])('%s', async (preflight, expected) => {
    probe.service.setFaults({ preflight })
    expect(
      await send(
        'OPTIONS',
        await issue(),
        undefined,
        preflight === 'silent' ? sleep(300) : undefined,
      ),
    ).toMatchObject(expected)
  })
})
