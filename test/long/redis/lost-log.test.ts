/** What Redis granted is not known any more: the calls of a window must have passed first. */
import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { redisLimiter, type RedisClient } from '../../../src/server/redis/index.js'
import { POLL_TIMEOUT } from '../../support/patience.js'
import { startRedis, type RedisServer } from '../../support/redis/redis-server.js'

let server: RedisServer
let direct: Redis
beforeEach(async () => {
  server = await startRedis()
  direct = new Redis({ port: server.port, host: '127.0.0.1' })
})
afterEach(async () => {
  direct.disconnect()
  await server.kill()
})

const nodeRedis = async () => {
  const client = createClient({ url: `redis://127.0.0.1:${server.port}` })
  await client.connect()
  return client
}

async function granted(redis: RedisClient) {
  const limiter = redisLimiter({ redis, instances: 1 })
  const consume = () =>
    limiter.consume('a').then(
      () => true,
      () => false,
    )
  const next = () => vi.waitUntil(consume, { interval: 5, timeout: POLL_TIMEOUT })
  await next()
  // Calls by this instance's own part come first, until the instances count together.
  while (server.grants.length === 0) await next()
  return next
}

test.each<[string, () => Promise<unknown>]>([
  ['is empty', () => direct.flushall()],
  ['is another one', () => direct.hset('search-image-uploader:{a}:state', 'run', 'other')],
  ['was set back by an hour', () => direct.lset('search-image-uploader:{a}:log', -1, '9e15')],
])('after Redis %s there is a quiet second', async (_name, change) => {
  const client = await nodeRedis()
  const next = await granted(client)
  await change()
  const begun = performance.now()
  await next()
  expect(performance.now() - begun).toBeGreaterThanOrEqual(1_000)
  client.destroy()
})

test('ioredis and node-redis read and write the same budget', async () => {
  const client = await nodeRedis()
  await granted(direct)
  await granted(client)
  expect(await direct.keys('*')).toHaveLength(2)
  client.destroy()
})
