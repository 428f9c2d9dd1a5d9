import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  ask,
  deferred,
  pageRequest,
  PRESIGN,
  serveUpstream,
  success,
  watchedHandler,
} from '../../test/support/upstream-server.js'
import type { UploadHandlerOptions } from './options.js'
import { createUploadHandler } from './upload-handler.js'

const never = () => new Promise<never>(() => undefined)
const silent = () => new ReadableStream<Uint8Array>({ pull: never })

/** The timers that run. Those of Vitest do not count: it keeps the functions that it began with. */
const timers = new Set<unknown>()
const { setTimeout: set, clearTimeout: clear } = globalThis
beforeEach(() => {
  timers.clear()
  const counted = (call: () => void, ms?: number) => {
    const timer = set(() => {
      timers.delete(timer)
      call()
    }, ms)
    timers.add(timer)
    return timer
  }
  Object.assign(globalThis, {
    setTimeout: counted,
    clearTimeout(timer: NodeJS.Timeout) {
      timers.delete(timer)
      clear(timer)
    },
  })
})
afterEach(() => void Object.assign(globalThis, { setTimeout: set, clearTimeout: clear }))

const succeed: typeof fetch = () => Promise.resolve(Response.json(success()))

interface Hang {
  readonly name: string
  readonly options: Partial<UploadHandlerOptions>
  readonly body?: ReadableStream
  readonly status: number
  readonly reason: string
}

const HANGS: readonly Hang[] = [
  { name: 'authorize', options: { authorize: never }, status: 503, reason: 'authorize-timeout' },
  {
    name: 'the body of a response of authorize',
    options: { authorize: () => new Response(silent()) },
    status: 503,
    reason: 'authorize-timeout',
  },
  { name: 'the request', options: {}, body: silent(), status: 408, reason: 'body-timeout' },
  {
    name: 'the subject’s limiter',
    options: { subjectLimiter: { consume: never } },
    status: 503,
    reason: 'limiter-timeout',
  },
  {
    name: 'the account’s limiter',
    options: { limiter: { consume: never } },
    status: 503,
    reason: 'limiter-timeout',
  },
  {
    name: 'a fetch that ignores its signal',
    options: { fetch: never },
    status: 504,
    reason: 'upstream-timeout',
  },
  {
    name: 'the body of the service',
    options: { fetch: () => Promise.resolve(new Response(silent())) },
    status: 504,
    reason: 'upstream-timeout',
  },
]

const requestOf = ({ body }: Hang, signal?: AbortSignal) =>
  pageRequest('presigned-url', body ?? PRESIGN, {
    duplex: 'half',
    ...(signal ? { signal } : {}),
  })

test.each(HANGS)('$name may hang: the page gets $status', async (hang) => {
  const timeouts = { authorize: 20, body: 20, limiter: 20, upstream: 20 }
  const { handler, events } = watchedHandler({ fetch: succeed, ...hang.options, timeouts })
  const response = await handler(requestOf(hang))
  expect(timers.size).toBe(0)
  expect(response.status).toBe(hang.status)
  expect(await response.json()).toMatchObject({ error: { code: expect.any(String) } })
  expect(events).toMatchObject([{ status: hang.status, reason: hang.reason }])
})

test.each(HANGS.map((hang) => ({ ...hang, body: hang.body && silent() })))(
  '$name may hang: the handler ends when the client leaves',
  async ({ body, ...hang }) => {
    const minutes = 600_000
    const timeouts = { authorize: minutes, body: minutes, limiter: minutes, upstream: minutes }
    const { handler, events } = watchedHandler({ fetch: succeed, ...hang.options, timeouts })
    const controller = new AbortController()
    const response = handler(requestOf({ ...hang, ...(body && { body }) }, controller.signal))
    await new Promise((resolve) => setImmediate(resolve))
    controller.abort()
    await response
    expect(timers.size).toBe(0)
    expect(events).toMatchObject([{ reason: 'client-gone' }])
  },
)

test('a client that leaves aborts the call of the service', async () => {
  const arrived = deferred()
  const closed = deferred()
  const { baseUrl } = await serveUpstream(({ response }) => {
    response.on('close', () => closed.resolve())
    arrived.resolve()
  })
  const { handler } = watchedHandler({ baseUrl })
  const controller = new AbortController()
  const response = handler(pageRequest('presigned-url', PRESIGN, { signal: controller.signal }))
  await arrived.promise
  controller.abort()
  await closed.promise
  expect((await response).status).toBe(502)
})

test('a client that has left already costs nothing', async () => {
  let calls = 0
  const authorize = () => {
    calls += 1
    return 'mina'
  }
  const { handler } = watchedHandler({ authorize })
  await handler(pageRequest('presigned-url', PRESIGN, { signal: AbortSignal.abort() }))
  expect(calls).toBe(0)
})

test('what comes after its time has no effect', async () => {
  const authorized = deferred<string>()
  const { handler, events } = watchedHandler({
    authorize: () => authorized.promise,
    timeouts: { authorize: 1 },
  })
  expect((await ask(handler)).status).toBe(503)
  // Neither of them is an unhandled rejection, which would end the process.
  authorized.reject(new Error('the database is back'))
  await new Promise((resolve) => setImmediate(resolve))
  expect(events).toHaveLength(1)
})

test.each([0, -1, Number.NaN, Infinity, 2 ** 31, '5000' as unknown as number])(
  'a time limit of %s is a TypeError that names it',
  (ms) => {
    const options = { accessKey: 'a', secretKey: 'b', authorize: () => 'mina' }
    expect(() => createUploadHandler({ ...options, timeouts: { body: ms } })).toThrow(
      /timeouts\.body/,
    )
  },
)
