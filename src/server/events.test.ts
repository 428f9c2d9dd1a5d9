import { afterEach, expect, test, vi } from 'vitest'
import {
  ask,
  gatewayError,
  LINK,
  serveUpstream,
  success,
  watchedHandler,
} from '../../test/support/upstream-server.js'
import { createUploadHandler } from './upload-handler.js'

afterEach(() => void vi.restoreAllMocks())

const succeed: typeof fetch = () => Promise.resolve(Response.json(success()))
const secret = () => Promise.reject(new Error('the database has no room'))

test('an event tells what was waited for and what the service sent', async () => {
  const { baseUrl } = await serveUpstream((call, index) =>
    index === 0 ? call.send(200, success()) : call.send(400, { code: '10001' }),
  )
  const { handler, events } = watchedHandler({ baseUrl })
  await ask(handler)
  await ask(handler)
  const times = {
    waitMs: expect.any(Number),
    upstreamMs: expect.any(Number),
    totalMs: expect.any(Number),
  }
  const id = expect.stringMatching(/^[\da-f-]{36}$/)
  expect(events).toEqual([
    { id, call: 'presigned-url', status: 200, upstreamStatus: 200, ...times },
    {
      id,
      call: 'presigned-url',
      status: 422,
      code: 'rejected',
      reason: 'upstream-rejected',
      upstreamStatus: 400,
      upstreamCode: '10001',
      ...times,
    },
  ])
  expect(events[0]?.id).not.toBe(events[1]?.id)
  for (const { waitMs, upstreamMs, totalMs } of events)
    // Each is rounded by itself.
    expect(waitMs + upstreamMs).toBeLessThanOrEqual(totalMs + 1)
})

test('the time before a turn is told as waiting', async () => {
  const limiter = { consume: () => new Promise((resolve) => setTimeout(resolve, 30)) }
  const { handler, events } = watchedHandler({ fetch: succeed, limiter })
  await ask(handler)
  expect(events[0]?.waitMs).toBeGreaterThanOrEqual(29)
})

test.each([
  ['authorize', { authorize: secret }, 'authorize-failed', 500],
  ['subjectLimiter', { subjectLimiter: { consume: secret } }, 'limiter-failed', 503],
  ['limiter', { limiter: { consume: secret } }, 'limiter-failed', 503],
] as const)(
  'onError gets what %s threw, and the page does not',
  async (_name, own, reason, status) => {
    const errors: [unknown, { id: string }][] = []
    const { handler, events } = watchedHandler({
      fetch: succeed,
      ...own,
      onError: (...given) => void errors.push(given),
    })
    const { status: given, body } = await ask(handler)
    expect(given).toBe(status)
    expect(JSON.stringify(body)).not.toContain('database')
    expect(JSON.stringify(events)).not.toContain('database')
    expect(events).toMatchObject([{ reason }])
    expect(errors).toEqual([[new Error('the database has no room'), { id: events[0]?.id }]])
  },
)

test('onError gets the errors of fetch without address, key and text', async () => {
  const cause = Object.assign(new Error('connect 10.1.2.3:443'), {
    code: 'ECONNREFUSED',
    address: '10.1.2.3',
  })
  const failing: typeof fetch = (input, init) => {
    const { url, headers } = new Request(input, init)
    const text = `${url} ${JSON.stringify([...headers])}`
    return Promise.reject(new TypeError(`${text}\n    at ${text}`, { cause }))
  }
  const { handler, errors } = watchedHandler({ fetch: failing })
  await ask(handler)
  expect(errors).toHaveLength(1)
  const [error] = errors as [Error]
  expect(error.message).toBe('TypeError: ECONNREFUSED')
  const all = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join()
  expect(all).not.toMatch(/CANARY|https?:|10\.1\.2\.3|x-ncp/)
})

test('onError gets missing and rejected keys', async () => {
  const missing = watchedHandler({ secretKey: undefined })
  await ask(missing.handler)
  expect(missing.errors).toMatchObject([{ message: 'internal: missing-keys' }])
  const { baseUrl } = await serveUpstream((call) => call.send(401, gatewayError('200')))
  const rejected = watchedHandler({ baseUrl })
  await ask(rejected.handler)
  expect(rejected.errors).toMatchObject([{ message: 'internal: upstream-rejected-keys' }])
})

test.each([
  [
    'throws',
    () => {
      throw new Error('disk full')
    },
  ],
  ['rejects', () => Promise.reject(new Error('disk full'))],
])('onEvent that %s breaks nothing, and onError gets it', async (_name, onEvent) => {
  const unhandled = vi.fn<(reason: unknown) => void>()
  process.on('unhandledRejection', unhandled)
  const errors: unknown[] = []
  const { handler } = watchedHandler({
    fetch: succeed,
    onEvent,
    onError: async (error) => {
      errors.push(error)
      throw new Error('this one too')
    },
  })
  expect((await ask(handler)).body).toMatchObject(LINK)
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', unhandled)
  expect(errors).toEqual([new Error('disk full')])
  expect(unhandled).not.toHaveBeenCalled()
})

const silentOptions = { accessKey: 'ACCESS-CANARY', secretKey: 'SECRET-CANARY' }

test.each([
  ['missing keys', { secretKey: undefined }, /missing-keys/],
  ['a failing authorize', { authorize: secret }, /authorize-failed/],
  ['a failing limiter', { subjectLimiter: { consume: secret } }, /limiter-failed/],
  ['an unreachable service', { fetch: secret }, /upstream-unreachable/],
])('without onEvent and onError, %s is one line on the console', async (_name, own, line) => {
  const write = vi.spyOn(console, 'error').mockReturnValue()
  const handler = createUploadHandler({ ...silentOptions, authorize: () => 'mina', ...own })
  await ask(handler)
  await ask(handler)
  expect(write.mock.calls).toEqual([[expect.stringMatching(line)]])
  expect(String(write.mock.calls)).not.toMatch(/database|CANARY|\n/)
})

test.each(['onEvent', 'onError'])('with %s the console gets nothing', async (name) => {
  const write = vi.spyOn(console, 'error').mockReturnValue()
  const callback = vi.fn<() => void>()
  const handler = createUploadHandler({
    ...silentOptions,
    authorize: secret,
    [name]: callback,
  })
  await ask(handler)
  expect(callback).toHaveBeenCalledOnce()
  expect(write).not.toHaveBeenCalled()
})
