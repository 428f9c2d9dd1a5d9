import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSpacer, createTokenBucket } from './limiter.js'
import { createUploadHandler } from './upload-handler.js'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

test('calls are spaced by 20 ms, those of `complete` by 60 ms', async () => {
  const spacer = createSpacer()
  for (const [key, interval] of [
    ['presigned-url', 20],
    ['complete', 60],
  ] as const) {
    const start = performance.now()
    const times: number[] = []
    const calls = Array.from({ length: 4 }, () =>
      spacer.consume(key).then(() => times.push(performance.now() - start)),
    )
    await vi.advanceTimersByTimeAsync(1_000)
    await Promise.all(calls)
    expect(times).toEqual([0, interval, 2 * interval, 3 * interval])
  }
})

test('no second contains more than 50 calls, and a wait of more than a second is rejected', async () => {
  const spacer = createSpacer()
  const calls = Array.from({ length: 60 }, () =>
    spacer.consume('presigned-url').then(
      () => 'ok',
      (reason: unknown) => reason,
    ),
  )
  await vi.advanceTimersByTimeAsync(2_000)
  const results = await Promise.all(calls)
  expect(results.filter((result) => result === 'ok')).toHaveLength(51)
  expect(results.at(-1)).toEqual({ msBeforeNext: 1_020 })
})

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

const ask = (options: Partial<Parameters<typeof createUploadHandler>[0]>) =>
  createUploadHandler({
    accessKey: 'a',
    secretKey: 'b',
    authorize: () => 'mina',
    fetch: () => Promise.resolve(new Response('{}')),
    ...options,
  })(
    new Request('https://app.example.test/presigned-url', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"assetType":"IMAGE","assetFileName":"a.jpg"}',
    }),
  )

test.each(['limiter', 'subjectLimiter'] as const)(
  '%s without room is 429 with whole seconds',
  async (name) => {
    const keys: string[] = []
    const consume = (key: string) => {
      keys.push(key)
      return Promise.reject({ msBeforeNext: 1_200 })
    }
    const response = await ask({ [name]: { consume } })
    expect(response.status).toBe(429)
    expect(response.headers.get('Retry-After')).toBe('2')
    expect(keys).toEqual([name === 'limiter' ? 'presigned-url' : 'mina'])
  },
)

test('a failing limiter rejects all calls', async () => {
  const fetch = vi.fn<typeof globalThis.fetch>()
  const response = await ask({
    fetch,
    limiter: { consume: () => Promise.reject(new Error('redis is down')) },
  })
  expect(response.status).toBe(503)
  expect(fetch).not.toHaveBeenCalled()
})
