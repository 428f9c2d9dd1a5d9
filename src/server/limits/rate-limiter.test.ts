import { expect, test } from 'vitest'
import { consumeOnce, retryAfterOf } from './rate-limiter.js'

const resolving = (result: unknown) => ({ consume: () => Promise.resolve(result) })
const rejecting = (reason: unknown) => ({ consume: () => Promise.reject(reason) })

test.each([
  ['nothing', undefined],
  ['the state of rate-limiter-flexible', { msBeforeNext: 20, remainingPoints: 3 }],
  ['the success of another library', { success: true, reset: 0 }],
])('a limiter that resolves to %s grants the call', async (_name, result) => {
  expect(await consumeOnce(resolving(result), 'a')).toEqual({ kind: 'granted' })
})

test.each([
  ['a time', resolving({ success: false, reset: Date.now() + 3_600_000 }), 3_500_000, 3_600_000],
  ['a time in the past', resolving({ success: false, reset: 5 }), 0, 0],
  ['no time', resolving({ success: false }), 1_000, 1_000],
  ['a rejection', rejecting({ msBeforeNext: 20 }), 20, 20],
  ['a rejection without a number', rejecting({ msBeforeNext: undefined }), 1_000, 1_000],
  ['a negative time', rejecting({ msBeforeNext: -5 }), 0, 0],
  ['an endless time', rejecting({ msBeforeNext: Infinity }), Infinity, Infinity],
])('no success with %s rejects the call', async (_name, limiter, least, most) => {
  const consumed = await consumeOnce(limiter, 'a')
  expect(consumed.kind).toBe('rejected')
  const { waitMs } = consumed as { waitMs: number }
  expect(waitMs).toBeGreaterThanOrEqual(least)
  expect(waitMs).toBeLessThanOrEqual(most)
})

test('everything else that is thrown is a failure, also if it is thrown at once', async () => {
  const error = new Error('redis is down')
  expect(await consumeOnce(rejecting(error), 'a')).toEqual({ kind: 'failed', error })
  const broken = {
    consume(): Promise<void> {
      throw error
    },
  }
  expect(await consumeOnce(broken, 'a')).toEqual({ kind: 'failed', error })
})

test.each([
  [0, 1],
  [1_001, 2],
  [Infinity, 3_600],
])('%s ms are %s seconds in Retry-After', (waitMs, seconds) => {
  expect(retryAfterOf(waitMs)).toBe(seconds)
})
