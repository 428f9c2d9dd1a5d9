/** The limiters through the handler, counted where it calls the service. */
import { expect, test, vi } from 'vitest'
import { mostInAnyWindow, stallRegularly } from '../../../test/support/departures.js'
import { createUploadHandler } from '../upload-handler.js'

type Options = Partial<Parameters<typeof createUploadHandler>[0]>

const LINK = {
  assetFileKey: 'images/a.jpg',
  presignedUploadUrl: 'https://storage.example.test/a',
  expirationSeconds: 900,
}
const linkResponse = () => Promise.resolve(Response.json({ code: '0', result: LINK }))
const unlimited = { consume: () => Promise.resolve() }

const handlerWith = (options: Options) => {
  const handler = createUploadHandler({
    accessKey: 'a',
    secretKey: 'b',
    authorize: () => 'mina',
    fetch: linkResponse,
    onEvent: () => undefined,
    ...options,
  })
  return () =>
    handler(
      new Request('https://app.example.test/presigned-url', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"assetType":"IMAGE","assetFileName":"a.jpg"}',
      }),
    )
}

test.each([0, 100, 300, 900])(
  'the handler asks for at most 50 links in any second if the event loop stalls for %s ms',
  async (stallMs) => {
    const times: number[] = []
    const ask = handlerWith({
      subjectLimiter: unlimited,
      fetch() {
        times.push(performance.now())
        return linkResponse()
      },
    })
    const caller = async () => {
      while (times.length < 160) await ask()
    }
    const endStalls = stallRegularly(stallMs)
    await Promise.all(Array.from({ length: 60 }, caller))
    endStalls()
    expect(mostInAnyWindow(times)).toBeLessThanOrEqual(50)
  },
)

test.each(['limiter', 'subjectLimiter'] as const)(
  '%s without room is 429 with whole seconds',
  async (name) => {
    const keys: string[] = []
    const consume = (key: string) => {
      keys.push(key)
      return Promise.reject({ msBeforeNext: 1_200 })
    }
    const response = await handlerWith({ [name]: { consume } })()
    expect(response.status).toBe(429)
    expect(response.headers.get('Retry-After')).toBe('2')
    expect(keys).toEqual([name === 'limiter' ? 'presigned-url' : 'mina'])
  },
)

test.each(['limiter', 'subjectLimiter'] as const)(
  'a failing %s rejects all calls',
  async (name) => {
    const fetch = vi.fn<typeof globalThis.fetch>()
    const consume = () => Promise.reject(new Error('redis is down'))
    const response = await handlerWith({ fetch, [name]: { consume } })()
    expect(response.status).toBe(503)
    expect(fetch).not.toHaveBeenCalled()
  },
)

test('each call can have a limiter of its own', async () => {
  const consume = vi.fn<(key: string) => Promise<void>>().mockResolvedValue()
  await handlerWith({ limiter: { complete: { consume } } })()
  expect(consume).not.toHaveBeenCalled()
  await handlerWith({ limiter: { 'presigned-url': { consume } } })()
  expect(consume).toHaveBeenCalledWith('presigned-url')
})

test('by default a subject may make six calls at once', async () => {
  const ask = handlerWith({})
  const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await ask()).status))
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(6)
  expect(statuses.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => 200))
})
