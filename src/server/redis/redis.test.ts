/**
 * The limiter with functions in place of Redis; `test/long/redis` runs it with a real one. Only
 * counts and lower bounds of times are expected. Vitest fails on a rejection that is not handled.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster, Redis } from 'ioredis'
import type { RedisClientType } from 'redis'
import { expect, expectTypeOf, test, vi } from 'vitest'
import { mostInAnyWindow, stall } from '../../../test/support/departures.js'
import { redisLimiter, type RedisClient, type RedisEval } from './index.js'

const GRANTED = [0, 0, 0]
const rejected = { msBeforeNext: expect.any(Number) }

const outcome = (promise: Promise<unknown>) =>
  promise.then(
    () => 'granted',
    (reason: unknown) => reason,
  )

test.each<[string, (calls: unknown[][]) => RedisClient]>([
  [
    'ioredis',
    (calls) => ({
      defineCommand: () => undefined,
      async eval(script: string, numberOfKeys: number, ...rest: string[]) {
        calls.push([script, rest.slice(0, numberOfKeys), rest.slice(numberOfKeys)])
        return GRANTED
      },
    }),
  ],
  [
    'node-redis',
    (calls) => ({
      async eval(script: string, options: { keys: string[]; arguments: string[] }) {
        calls.push([script, options.keys, options.arguments])
        return GRANTED
      },
    }),
  ],
  [
    'GLIDE',
    (calls) => ({
      async customCommand([name, script, count, ...rest]: string[]) {
        expect(name).toBe('EVAL')
        calls.push([script, rest.slice(0, Number(count)), rest.slice(Number(count))])
        return GRANTED
      },
    }),
  ],
  [
    'a function',
    (calls) => async (script, keys, args) => {
      calls.push([script, keys, args])
      return GRANTED
    },
  ],
])('the script is run through %s', async (_name, clientOf) => {
  const calls: unknown[][] = []
  const limiter = redisLimiter({ redis: clientOf(calls), instances: 2, keyPrefix: 'mi:' })
  await limiter.consume('presigned-url')
  expect(calls).toEqual([
    [
      expect.stringContaining("redis.call('TIME')"),
      ['mi:{presigned-url}:log', 'mi:{presigned-url}:state'],
      ['claim', '50', '1100', '10', '1100', '5000'],
    ],
  ])
})

test('clients fit as they are', () => {
  expectTypeOf<Redis>().toExtend<RedisClient>()
  expectTypeOf<Cluster>().toExtend<RedisClient>()
  expectTypeOf<RedisClientType>().toExtend<RedisClient>()
})

test('what is no client is an error at creation', () => {
  expect(() => redisLimiter({ redis: {} as RedisClient, instances: 2 })).toThrow(TypeError)
  expect(() => redisLimiter({ redis: async () => GRANTED, instances: 0 })).toThrow(RangeError)
  expect(() =>
    redisLimiter({ redis: async () => GRANTED, instances: 1, minGapMs: Number.NaN }),
  ).toThrow(RangeError)
})

test('a grant whose response came late is not used', async () => {
  const responses = [
    async () => {
      await sleep(100)
      return GRANTED
    },
    async () => GRANTED,
  ]
  const limiter = redisLimiter({ redis: async () => responses.shift()?.(), instances: 2 })
  expect(await outcome(limiter.consume('a'))).toEqual(rejected)
  // On a busy machine the second one may be late as well.
  responses.push(...Array.from({ length: 1_000 }, () => async () => GRANTED))
  await expect.poll(() => outcome(limiter.consume('a'))).toBe('granted')
})

test('a Redis that is always late is an error that says so', async () => {
  const limiter = redisLimiter({
    redis: async () => {
      stall(90)
      return GRANTED
    },
    instances: 2,
  })
  for (let late = 0; late < 4; late += 1)
    expect(await outcome(limiter.consume('a'))).toEqual(rejected)
  await expect(limiter.consume('a')).rejects.toThrow('longer than 80 ms')
})

test('the time that Redis names is passed on', async () => {
  const limiter = redisLimiter({ redis: async () => [1, 400, 0], instances: 2 })
  const { msBeforeNext } = (await outcome(limiter.consume('a'))) as { msBeforeNext: number }
  expect(msBeforeNext).toBeGreaterThanOrEqual(400)
})

/** Asks all the time until that many calls were granted. */
async function callsOf(redis: RedisEval, wanted: number, onError = vi.fn()) {
  const limiter = redisLimiter({ redis, instances: 2, limit: 10, windowMs: 1_000, onError })
  const times: number[] = []
  const rejections: unknown[] = []
  const begun = performance.now()
  while (times.length < wanted) {
    const result = await outcome(limiter.consume('a'))
    if (result === 'granted') times.push(performance.now() - begun)
    else rejections.push(result)
    await sleep(1)
  }
  expect(rejections).toEqual(rejections.map(() => rejected))
  return times
}

test.concurrent.each<[string, RedisEval]>([
  ['fails', () => Promise.reject(new Error('connection lost'))],
  [
    'throws',
    () => {
      throw new Error('client is closed')
    },
  ],
  ['hangs', () => new Promise(() => undefined)],
  ['responds with something else', async () => 'OK'],
  ['fails after its time', () => sleep(700).then(() => Promise.reject(new Error('too late')))],
])('while Redis %s, each instance makes its part after a quiet second', async (_name, redis) => {
  const onError = vi.fn()
  const times = await callsOf(redis, 12, onError)
  expect(times[0]).toBeGreaterThanOrEqual(1_100)
  expect(mostInAnyWindow(times)).toBeLessThanOrEqual(5)
  expect(onError).toHaveBeenCalled()
})

test('calls that were made without Redis are reported when it is back', async () => {
  const modes: string[] = []
  let isBack = false
  const redis: RedisEval = async (_script, _keys, [mode = '']) => {
    modes.push(mode)
    if (!isBack) throw new Error('connection lost')
    return mode === 'report' ? [2, 300, -1] : GRANTED
  }
  const limiter = redisLimiter({ redis, instances: 2 })
  await expect.poll(() => outcome(limiter.consume('a')), { interval: 5 }).toBe('granted')
  isBack = true
  modes.length = 0
  await expect
    .poll(async () => {
      await outcome(limiter.consume('a'))
      return modes
    })
    .toContain('claim')
  expect(modes.indexOf('report')).toBe(0)
})

test('an instance that made no call without Redis returns at once', async () => {
  let failures = 1
  const redis: RedisEval = async () => {
    failures -= 1
    if (failures >= 0) throw new Error('connection lost')
    return GRANTED
  }
  const limiter = redisLimiter({ redis, instances: 1, limit: 1, windowMs: 3_600_000 })
  expect(await outcome(limiter.consume('a'))).toEqual(rejected)
  // More than the one call that the instance may make without Redis.
  for (let call = 0; call < 3; call += 1)
    await expect.poll(() => outcome(limiter.consume('a'))).toBe('granted')
})

test('while the others count apart, an instance waits for the end of what Redis granted', async () => {
  const begun = performance.now()
  const limiter = redisLimiter({ redis: async () => [2, 60_000, 400], instances: 2 })
  await expect.poll(() => outcome(limiter.consume('a')), { interval: 5 }).toBe('granted')
  expect(performance.now() - begun).toBeGreaterThanOrEqual(700)
})
