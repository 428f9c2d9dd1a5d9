import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTokenBucket } from './token-bucket.js'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

test('a subject has a burst, then its own rate', async () => {
  const bucket = createTokenBucket({ burst: 2, perSecond: 10 })
  await bucket.consume('mina')
  await bucket.consume('mina')
  await expect(bucket.consume('mina')).rejects.toEqual({ msBeforeNext: 100 })
  await bucket.consume('jun')
  await vi.advanceTimersByTimeAsync(100)
  await bucket.consume('mina')
  await expect(bucket.consume('mina')).rejects.toEqual({ msBeforeNext: 100 })
})

test('by default six calls may be made at once, then one a second', async () => {
  const bucket = createTokenBucket()
  for (let call = 0; call < 6; call += 1) await bucket.consume('mina')
  await expect(bucket.consume('mina')).rejects.toEqual({ msBeforeNext: 1_000 })
})

test('the bucket forgets the subjects that were unused for longest', async () => {
  const bucket = createTokenBucket({ burst: 1, perSecond: 0.001, maxKeys: 2 })
  const rejected = { msBeforeNext: expect.any(Number) }
  await bucket.consume('a')
  await bucket.consume('b')
  await expect(bucket.consume('a')).rejects.toEqual(rejected)
  await bucket.consume('c')
  await expect(bucket.consume('a')).rejects.toEqual(rejected)
  await bucket.consume('b')
})

test.each([{ burst: 0 }, { perSecond: Number.NaN }, { maxKeys: -1 }])(
  '%j is an error at creation',
  (options) => {
    expect(() => createTokenBucket(options)).toThrow(RangeError)
  },
)
