/** Several instances and one budget, with a real Redis. Only counts are expected. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { mostInAnyWindow } from '../../support/departures.js'
import { flood } from '../../support/redis/flood.js'
import { startRedis, type RedisServer } from '../../support/redis/redis-server.js'

let redis: RedisServer
beforeEach(async () => {
  redis = await startRedis()
})
afterEach(async () => {
  await redis.kill()
})

/** The instances together made at most 50 calls in any second. */
function expectOneBudget(times: readonly (readonly number[])[]) {
  expect(mostInAnyWindow(times.flat())).toBeLessThanOrEqual(50)
  expect(mostInAnyWindow(redis.grants)).toBeLessThanOrEqual(50)
  expect(redis.grants.length).toBeGreaterThan(0)
}

const FLOOD = { call: 'presigned-url', stallMs: 300 } as const

test.each([2, 4])('%s instances make at most 50 calls in any second', async (instances) => {
  const { port } = redis
  expectOneBudget(await flood({ ...FLOOD, port, instances, seconds: 16 }))
})

test.each([2, 4])('… also while Redis ends and starts again (%s instances)', async (instances) => {
  const { port } = redis
  const times = flood({ ...FLOOD, port, instances, seconds: 24 })
  await sleep(9_000)
  await redis.kill()
  await sleep(3_000)
  await redis.start()
  expectOneBudget(await times)
})

test.each([2, 4])('… also while Redis hangs (%s instances)', async (instances) => {
  const { port } = redis
  const times = flood({ ...FLOOD, port, instances, seconds: 24 })
  await sleep(9_000)
  redis.signal('SIGSTOP')
  await sleep(3_000)
  redis.signal('SIGCONT')
  expectOneBudget(await times)
})

test('two instances make at most 1000 complete calls in any minute', async () => {
  const { port } = redis
  const times = flood({ call: 'complete', stallMs: 0, port, instances: 2, seconds: 75 })
  await sleep(20_000)
  await redis.kill()
  await sleep(3_000)
  await redis.start()
  expect(mostInAnyWindow((await times).flat(), 60_000)).toBeLessThanOrEqual(1_000)
})
