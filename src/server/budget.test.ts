import { expect, test } from 'vitest'
import {
  ask,
  pageRequest,
  PRESIGN,
  success,
  watchedHandler,
} from '../../test/support/upstream-server.js'
import type { UploadHandlerOptions } from './options.js'

const succeed: typeof fetch = () => Promise.resolve(Response.json(success()))

/** A handler whose steps are written down in order. */
function recorded(options: Partial<UploadHandlerOptions> = {}) {
  const steps: string[] = []
  const step = (name: string) => ({
    consume: () => {
      steps.push(name)
      return Promise.resolve()
    },
  })
  const watched = watchedHandler({
    authorize: () => {
      steps.push('authorize')
      return 'mina'
    },
    subjectLimiter: step('subject'),
    limiter: step('account'),
    fetch: (...given) => {
      steps.push('fetch')
      return succeed(...given)
    },
    ...options,
  })
  return { ...watched, steps }
}

test('the subject’s budget comes before the account’s, and that directly before the call', async () => {
  const { handler, steps } = recorded()
  await ask(handler)
  expect(steps).toEqual(['authorize', 'subject', 'account', 'fetch'])
})

test('between the account’s turn and the call nothing is awaited', async () => {
  const { handler, steps } = recorded({
    limiter: {
      async consume() {
        await Promise.resolve()
        steps.push('account')
        // Ten turns of the microtask queue; a signature or any other work of a thread takes longer.
        for (let turn = 0; turn < 10; turn++) await Promise.resolve()
      },
    },
  })
  const waiting = ask(handler)
  const look = () => {
    steps.push('task')
    if (!steps.includes('fetch')) setImmediate(look)
  }
  setImmediate(look)
  await waiting
  expect(steps.slice(steps.indexOf('account')).slice(0, 2)).toEqual(['account', 'fetch'])
})

/** Requests that cannot be sent. */
const INVALID: readonly (() => Request)[] = [
  () => pageRequest('presigned-url', { ...PRESIGN, assetType: 'VIDEO' }),
  () => pageRequest('presigned-url', { assetType: 'IMAGE' }),
  () => pageRequest('presigned-url', { ...PRESIGN, assetFileName: 'a.exe' }),
  () => pageRequest('presigned-url', '[]'),
  () => pageRequest('presigned-url', '{'),
  () => pageRequest('presigned-url', { ...PRESIGN, more: 'x'.repeat(4_096) }),
  () => pageRequest('presigned-url', PRESIGN, { headers: { 'Content-Type': 'text/plain' } }),
  () => pageRequest('presigned-url', PRESIGN, { method: 'PUT' }),
  () => pageRequest('other'),
  () => pageRequest('complete', { assetKey: 'images/a.jpg' }),
  () => pageRequest('complete', { assetKey: 'images/a.jpg', receipt: 'forged' }),
  () =>
    pageRequest('complete', {
      assetKey: 'images/a.jpg',
      receipt: `abcdef.zzzzzzzz.${'A'.repeat(43)}`,
    }),
  () => pageRequest('complete', { assetKey: 7, receipt: 'forged' }),
]

test('10 000 requests that cannot be sent spend no budget', async () => {
  const { handler, steps, events } = recorded()
  for (let count = 0; count < 10_000; count++) {
    const request = INVALID[count % INVALID.length]
    if (request) await handler(request())
  }
  expect(steps).not.toContain('subject')
  expect(steps).not.toContain('account')
  expect(steps).not.toContain('fetch')
  expect(events).toHaveLength(10_000)
  expect(events.filter(({ status }) => status < 400 || status > 499)).toEqual([])
})

test('a caller who is not authorized spends no budget', async () => {
  const { handler, steps } = recorded({ authorize: () => null })
  expect((await ask(handler)).status).toBe(401)
  expect(steps).toEqual([])
})

test('a receipt of another subject spends no budget', async () => {
  let subject = 'mina'
  const { handler, steps } = recorded({ authorize: () => subject })
  const { body } = await ask(handler)
  steps.length = 0
  subject = 'jun'
  const { assetFileKey: assetKey, receipt } = body
  expect((await ask(handler, 'complete', { assetKey, receipt })).status).toBe(403)
  expect(steps).toEqual([])
})

test('a subject gets six calls at once, and another subject its own six', async () => {
  let subject = 'mina'
  const { handler } = watchedHandler({
    authorize: () => subject,
    subjectLimiter: undefined,
    fetch: succeed,
  })
  const many = async (count: number) =>
    Promise.all(Array.from({ length: count }, async () => (await ask(handler)).status))
  const ok = (statuses: readonly number[]) => statuses.filter((status) => status === 200).length
  const startedAt = performance.now()
  const statuses = await many(40)
  // On a machine that stands still the rate adds one call a second.
  const seconds = (performance.now() - startedAt) / 1_000
  expect(ok(statuses)).toBeGreaterThanOrEqual(6)
  expect(ok(statuses)).toBeLessThanOrEqual(6 + seconds)
  expect(statuses.filter((status) => status === 429)).toHaveLength(40 - ok(statuses))
  subject = 'jun'
  expect(ok(await many(6))).toBe(6)
})

test.each([
  [{ msBeforeNext: Infinity }, /^\d+$/],
  [{ msBeforeNext: Number.NaN }, /^\d+$/],
  [{ msBeforeNext: -5_000 }, /^1$/],
  [{ msBeforeNext: 1_200 }, /^2$/],
])('a limiter that throws %j gives whole seconds', async (thrown, seconds) => {
  const { handler } = watchedHandler({
    fetch: succeed,
    subjectLimiter: { consume: () => Promise.reject(thrown) },
  })
  const { status, retryAfter, body } = await ask(handler)
  expect(status).toBe(429)
  expect(retryAfter).toMatch(seconds)
  expect(body['retryAfter']).toBe(Number(retryAfter))
})

test('{ success: false } is a rejection', async () => {
  const { handler, events } = watchedHandler({
    fetch: succeed,
    subjectLimiter: { consume: () => Promise.resolve({ success: false }) },
  })
  expect((await ask(handler)).status).toBe(429)
  expect(events).toMatchObject([{ reason: 'subject-limit' }])
})
