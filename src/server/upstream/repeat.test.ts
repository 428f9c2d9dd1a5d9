import { expect, test, vi } from 'vitest'
import {
  ask,
  deferred,
  gatewayError,
  LINK,
  pageRequest,
  serveUpstream,
  success,
  unlimited,
  watchedHandler,
  type ServiceCall,
} from '../../../test/support/upstream-server.js'

type Fault = (call: ServiceCall) => void
const status =
  (code: number, headers: Record<string, string> = {}): Fault =>
  (call) =>
    call.send(code, {}, headers)

/** The first calls meet these faults, all others succeed. */
async function withFaults(faults: readonly Fault[], result: unknown = LINK) {
  const { baseUrl, calls } = await serveUpstream((call, index) => {
    const fault = faults[index]
    if (fault) fault(call)
    else call.send(200, success(result))
  })
  let turns = 0
  const limiter = {
    consume: () => {
      turns += 1
      return unlimited.consume()
    },
  }
  const watched = watchedHandler({ baseUrl, limiter })
  return { ...watched, calls, turns: () => turns }
}

test.each<[string, Fault]>([
  ['a reset', (call) => call.reset()],
  ['502', status(502)],
  ['503', status(503)],
  ['504', status(504)],
])('a link is requested again after %s, in a turn of its own', async (_name, fault) => {
  const { handler, calls, turns, events } = await withFaults([fault])
  expect((await ask(handler)).body).toMatchObject(LINK)
  expect([calls.length, turns()]).toEqual([2, 2])
  expect(events).toHaveLength(1)
  expect(events[0]).not.toHaveProperty('reason')
})

test('a link is requested twice at most', async () => {
  const { handler, calls } = await withFaults([status(503), status(503)])
  expect((await ask(handler)).status).toBe(503)
  expect(calls).toHaveLength(2)
})

test.each<[string, Fault, number]>([
  ['503 that names a time', status(503, { 'Retry-After': '3' }), 503],
  ['500', status(500), 502],
  ['400', status(400), 422],
  ['429', status(429), 429],
  ['401', status(401), 500],
  [
    'a response that breaks off',
    ({ request, response }) => {
      response.writeHead(200, { 'Content-Length': '100' })
      response.write('{', () => request.socket.destroy())
    },
    502,
  ],
])('a link is not requested again after %s', async (_name, fault, expected) => {
  const { handler, calls } = await withFaults([fault])
  expect((await ask(handler)).status).toBe(expected)
  expect(calls).toHaveLength(1)
})

test('a call of complete is not repeated', async () => {
  const { handler, calls } = await withFaults([(call) => call.send(200, success()), status(503)])
  const { assetFileKey: assetKey, receipt } = (await ask(handler)).body
  expect((await ask(handler, 'complete', { assetKey, receipt })).status).toBe(503)
  expect(calls).toHaveLength(2)
})

test('both attempts together have the time of one', async () => {
  const timers = vi.spyOn(globalThis, 'setTimeout')
  const second = deferred()
  const { baseUrl } = await serveUpstream((call, index) => {
    if (index === 0) setTimeout(() => call.send(503, {}), 20)
    else second.resolve()
  })
  const whole = 543_210
  const { handler } = watchedHandler({ baseUrl, timeouts: { upstream: whole } })
  const controller = new AbortController()
  const waiting = handler(pageRequest('presigned-url', undefined, { signal: controller.signal }))
  await second.promise
  controller.abort()
  await waiting
  const limits = timers.mock.calls.map(([, ms = 0]) => ms).filter((ms) => ms > 300_000)
  timers.mockRestore()
  expect(limits).toHaveLength(2)
  expect(limits[0]).toBe(whole)
  expect(limits[1]).toBeLessThan(whole)
})

test('a client that leaves is not repeated', async () => {
  const arrived = deferred()
  const { baseUrl, calls } = await serveUpstream(() => arrived.resolve())
  const { handler } = watchedHandler({ baseUrl })
  const controller = new AbortController()
  const waiting = handler(pageRequest('presigned-url', undefined, { signal: controller.signal }))
  await arrived.promise
  controller.abort()
  await waiting
  expect(calls).toHaveLength(1)
})

test('a clock that is 10 minutes off is told, and learnt for the next calls', async () => {
  const stamps: number[] = []
  const { baseUrl } = await serveUpstream((call) => {
    const stamp = Number(call.request.headers['x-ncp-apigw-timestamp'])
    stamps.push(stamp)
    if (Math.abs(Date.now() - stamp) > 300_000) call.send(401, gatewayError('200'))
    else call.send(200, success())
  })
  let ahead = 600_000
  const { handler, events } = watchedHandler({ baseUrl, now: () => Date.now() + ahead })
  expect((await ask(handler)).body).toMatchObject(LINK)
  expect(events.at(-1)).toMatchObject({ status: 200, reason: 'clock-skew' })
  const offset = events.at(-1)?.clockOffsetMs ?? 0
  expect(Math.round(offset / 60_000)).toBe(-10)
  expect((await ask(handler)).status).toBe(200)
  expect(stamps).toHaveLength(3)
  expect(events.at(-1)).not.toHaveProperty('reason')
  // The host's clock is set right.
  ahead = 0
  expect((await ask(handler)).status).toBe(200)
  expect(stamps).toHaveLength(5)
})

test('rejected keys are not taken for a wrong clock', async () => {
  const { baseUrl, calls } = await serveUpstream((call) => call.send(401, gatewayError('200')))
  const { handler, events } = watchedHandler({ baseUrl })
  expect((await ask(handler)).status).toBe(500)
  expect(calls).toHaveLength(1)
  expect(events).toMatchObject([{ reason: 'upstream-rejected-keys' }])
})

test('keys that are rejected with the right time too are told as that', async () => {
  const { baseUrl, calls } = await serveUpstream((call) => call.send(401, gatewayError('200')))
  const { handler, events } = watchedHandler({ baseUrl, now: () => Date.now() - 600_000 })
  expect((await ask(handler)).status).toBe(500)
  expect(calls).toHaveLength(2)
  expect(events).toMatchObject([{ reason: 'upstream-rejected-keys' }])
})
