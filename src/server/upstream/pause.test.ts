import { expect, test } from 'vitest'
import {
  ask,
  deferred,
  gatewayError,
  serveUpstream,
  success,
  watchedHandler,
} from '../../../test/support/upstream-server.js'

/** Counts what the subject's limiter is asked. */
function counted() {
  let count = 0
  return {
    consume: () => {
      count += 1
      return Promise.resolve()
    },
    count: () => count,
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('after 429 with 30 s there are at most 2 calls of the service in 2 s', async () => {
  const { baseUrl, calls } = await serveUpstream((call) =>
    call.send(429, gatewayError('420'), { 'Retry-After': '30' }),
  )
  const subjectLimiter = counted()
  const { handler, events } = watchedHandler({ baseUrl, subjectLimiter })
  expect(await ask(handler)).toMatchObject({ status: 429, retryAfter: '30' })
  const until = performance.now() + 2_000
  while (performance.now() < until) {
    const paused = await Promise.all(Array.from({ length: 20 }, async () => ask(handler)))
    for (const { status, retryAfter, body } of paused) {
      expect(status).toBe(429)
      expect(Number(retryAfter)).toBeGreaterThan(0)
      expect(Number(retryAfter)).toBeLessThanOrEqual(30)
      expect(body.error?.code).toBe('rate-limited')
    }
    await sleep(10)
  }
  expect(calls.length).toBeLessThanOrEqual(2)
  expect(events.at(-1)).toMatchObject({ reason: 'upstream-paused' })
  expect(subjectLimiter.count()).toBe(1)
})

test.each([
  ['rejected keys', 401, gatewayError('200'), 500],
  ['a missing permission', 403, gatewayError('210'), 500],
  ['a used-up quota', 429, gatewayError('400'), 429],
])('calls pause after %s', async (_name, status, body, seen) => {
  const { baseUrl, calls } = await serveUpstream((call) => call.send(status, body))
  const { handler } = watchedHandler({ baseUrl })
  const first = await ask(handler)
  expect(first.status).toBe(seen)
  const second = await ask(handler)
  expect(second.status).toBe(seen)
  expect(Number(second.retryAfter)).toBeGreaterThan(0)
  expect(Number(second.retryAfter)).toBeLessThanOrEqual(Number(first.retryAfter))
  expect(calls).toHaveLength(1)
})

test('the other call does not pause', async () => {
  const { baseUrl } = await serveUpstream((call, index) => {
    if (index === 0) call.send(200, success())
    else if (call.request.url?.endsWith('presigned-url') === true) call.send(429, {})
    else call.send(200, success({ assetKey: 'images/a.jpg', uploadStatus: 'COMPLETED' }))
  })
  const { handler } = watchedHandler({ baseUrl })
  const { assetFileKey: assetKey, receipt } = (await ask(handler)).body
  expect((await ask(handler)).status).toBe(429)
  expect((await ask(handler, 'complete', { assetKey, receipt })).status).toBe(200)
})

/** Responds with 429 and one second, holds the probe, and succeeds with all others. */
async function probed() {
  const arrived = deferred()
  const released = deferred<number>()
  const { baseUrl, calls } = await serveUpstream(async (call, index) => {
    if (index === 0) return call.send(429, {}, { 'Retry-After': '1' })
    if (index > 1) return call.send(200, success())
    arrived.resolve()
    const status = await released.promise
    if (status === 0) call.reset()
    else call.send(status, status === 200 ? success() : {}, { 'Retry-After': '30' })
  })
  const watched = watchedHandler({ baseUrl })
  await ask(watched.handler)
  await sleep(1_010)
  const probe = ask(watched.handler)
  await arrived.promise
  return { ...watched, calls, probe, release: released.resolve }
}

test('when the time is over, one call is made, and the others wait for its result', async () => {
  const { handler, calls, probe, release } = await probed()
  const others = await Promise.all(Array.from({ length: 20 }, async () => ask(handler)))
  expect(others.every(({ status }) => status === 429)).toBe(true)
  expect(calls).toHaveLength(2)
  release(200)
  expect((await probe).status).toBe(200)
  expect((await ask(handler)).status).toBe(200)
  expect(calls).toHaveLength(3)
})

test('a probe that is rejected begins the next pause', async () => {
  const { handler, calls, probe, release } = await probed()
  release(429)
  expect((await probe).status).toBe(429)
  expect((await ask(handler)).status).toBe(429)
  expect(calls).toHaveLength(2)
})

test('a probe without a response is repeated', async () => {
  const { handler, calls, probe, release } = await probed()
  release(0)
  expect((await probe).status).toBe(200)
  expect((await ask(handler)).status).toBe(200)
  expect(calls).toHaveLength(4)
})

test('a call that has its turn when the pause begins is not made', async () => {
  const [asked, turn, arrived, held] = [deferred(), deferred(), deferred(), deferred()]
  let turns = 0
  const limiter = {
    consume: () => {
      turns += 1
      if (turns === 1) return Promise.resolve()
      asked.resolve()
      return turn.promise
    },
  }
  const { baseUrl, calls } = await serveUpstream(async (call) => {
    arrived.resolve()
    await held.promise
    call.send(429, {}, { 'Retry-After': '30' })
  })
  const { handler } = watchedHandler({ baseUrl, limiter, timeouts: { limiter: 60_000 } })
  const first = ask(handler)
  await arrived.promise
  const second = ask(handler)
  await asked.promise
  held.resolve()
  expect((await first).status).toBe(429)
  turn.resolve()
  expect((await second).status).toBe(429)
  expect(calls).toHaveLength(1)
})

test.each([
  ['7', '7'],
  ['soon', '1'],
  ['0', '1'],
  ['-5', '1'],
  ['999999999999', '60'],
  ['1e9', '1'],
  ['3600', '60'],
])('Retry-After "%s" of the service becomes "%s"', async (given, seconds) => {
  const { baseUrl } = await serveUpstream((call) => call.send(429, {}, { 'Retry-After': given }))
  expect((await ask(watchedHandler({ baseUrl }).handler)).retryAfter).toBe(seconds)
})

test('a date in Retry-After counts from the Date of the same response', async () => {
  // Both are years from this server's clock.
  const date = (at: number) => new Date(1_764_000_000_000 + at).toUTCString()
  const { baseUrl } = await serveUpstream((call) =>
    call.send(429, {}, { Date: date(0), 'Retry-After': date(20_000) }),
  )
  expect((await ask(watchedHandler({ baseUrl }).handler)).retryAfter).toBe('20')
})
