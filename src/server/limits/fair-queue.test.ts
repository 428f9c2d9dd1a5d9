import { expect, test, vi } from 'vitest'
import { HttpError } from '../http-error.js'
import { createFairQueue } from './fair-queue.js'
import { createSpacer } from './spacer.js'

/** A limiter that decides each question when the test says so. */
function heldLimiter() {
  const open: { grant: (result?: unknown) => void; reject: (reason: unknown) => void }[] = []
  let asked = 0
  return {
    open,
    asked: () => asked,
    consume: () =>
      new Promise<unknown>((grant, reject) => {
        asked += 1
        open.push({ grant, reject })
      }),
    /** Waits for the next question. */
    next: () => vi.waitUntil(() => open.shift(), { timeout: 60_000, interval: 1 }),
  }
}

const never = new AbortController().signal
const PATIENT_MS = 600_000

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: HttpError) => [error.status, error.reason, error.details.retryAfter],
  )

test('with ten hostile subjects every waiting subject is served before a second turn', async () => {
  const limiter = heldLimiter()
  const queue = createFairQueue(limiter, 'presigned-url', PATIENT_MS)
  const served: string[] = []
  const over = new AbortController()
  const flood = async (subject: string) => {
    while (!over.signal.aborted) {
      await queue.take(subject, never)
      served.push(subject)
    }
  }
  const hostile = Array.from({ length: 10 }, (_, index) => `hostile-${index}`)
  const floods = hostile.flatMap((subject) => Array.from({ length: 20 }, () => flood(subject)))
  const honest = ['mina', 'jun'].map(async (subject) => {
    await queue.take(subject, never)
    served.push(subject)
  })
  for (let turn = 0; turn < 36; turn += 1) (await limiter.next()).grant()
  await vi.waitUntil(() => served.length === 36)
  // Each subject was waiting all the time.
  expect(new Set(served.slice(0, 12))).toEqual(new Set([...hostile, 'mina', 'jun']))
  expect(new Set(served.slice(12, 22))).toEqual(new Set(hostile))
  expect(new Set(served.slice(22, 32))).toEqual(new Set(hostile))
  over.abort()
  const rest = Promise.all([...floods, ...honest])
  const release = setInterval(() => limiter.open.shift()?.grant(), 0)
  await rest
  clearInterval(release)
})

test('the limiter is asked for one call at a time, with the name of the call', async () => {
  const limiter = heldLimiter()
  const consume = vi.fn(limiter.consume)
  const queue = createFairQueue({ consume }, 'complete', PATIENT_MS)
  const calls = [queue.take('mina', never), queue.take('jun', never)]
  expect(consume.mock.calls).toEqual([['complete']])
  ;(await limiter.next()).grant()
  await calls[0]
  ;(await limiter.next()).grant()
  await calls[1]
  expect(consume).toHaveBeenCalledTimes(2)
})

test('a call may be made in the task in which the limiter grants it', async () => {
  const limiter = heldLimiter()
  const queue = createFairQueue(limiter, 'presigned-url', PATIENT_MS)
  const taken = vi.fn()
  const call = queue.take('mina', never).then(taken)
  ;(await limiter.next()).grant()
  await new Promise((resolve) => setImmediate(resolve))
  expect(taken).toHaveBeenCalled()
  await call
})

test('a client that leaves gives its place back', async () => {
  const limiter = heldLimiter()
  const queue = createFairQueue(limiter, 'presigned-url', PATIENT_MS)
  const controller = new AbortController()
  const gone = failure(queue.take('mina', controller.signal))
  const next = queue.take('jun', never)
  controller.abort()
  expect(await gone).toEqual([502, 'client-gone', undefined])
  ;(await limiter.next()).grant()
  await next
  expect(limiter.asked()).toBe(1)
  expect(await failure(queue.take('mina', controller.signal))).toEqual([
    502,
    'client-gone',
    undefined,
  ])
})

test('a call that does not get its turn in time is 429', async () => {
  const limiter = heldLimiter()
  const queue = createFairQueue(limiter, 'presigned-url', 50)
  const calls = ['mina', 'jun'].map((subject) => failure(queue.take(subject, never)))
  ;(await limiter.next()).grant()
  expect(await Promise.all(calls)).toEqual(['no error', [429, 'account-limit', 1]])
})

test('a limiter that hangs is 503, also for those who came later, and is asked again', async () => {
  const limiter = heldLimiter()
  const queue = createFairQueue(limiter, 'presigned-url', 1_000)
  const calls = ['mina', 'jun', 'mina'].map((subject) => failure(queue.take(subject, never)))
  const timeout = [503, 'limiter-timeout', undefined]
  expect(await Promise.all(calls)).toEqual([timeout, timeout, timeout])
  const taken = vi.fn()
  const next = queue.take('jun', never).then(taken)
  expect(limiter.asked()).toBeGreaterThan(1)
  const open = limiter.open.at(-1)
  limiter.open[0]?.grant()
  await new Promise((resolve) => setImmediate(resolve))
  expect(taken).not.toHaveBeenCalled()
  open?.grant()
  await next
})

test.each([
  ['throws', (question: { reject: (reason: unknown) => void }) => question.reject(rejected(5))],
  ['resolves', (question: { grant: (result: unknown) => void }) => question.grant(unsuccessful)],
])('a limiter that rejects a call is asked again after the time (%s)', async (_name, decide) => {
  const limiter = heldLimiter()
  const queue = createFairQueue(limiter, 'presigned-url', PATIENT_MS)
  const call = queue.take('mina', never)
  decide(await limiter.next())
  ;(await limiter.next()).grant()
  expect(await call).toBeGreaterThan(0)
})

const rejected = (msBeforeNext: number) => ({ msBeforeNext })
const unsuccessful = { success: false, reset: 0 }

test.each([
  ['a minute', { msBeforeNext: 59_500 }, 60],
  ['for ever', { msBeforeNext: Infinity }, 3_600],
])('a limiter without room for %s rejects all who wait at once', async (_name, reason, seconds) => {
  const limiter = heldLimiter()
  const queue = createFairQueue(limiter, 'presigned-url', 50_000)
  const calls = ['mina', 'jun'].map((subject) => failure(queue.take(subject, never)))
  ;(await limiter.next()).reject(reason)
  const expected = [429, 'account-limit', seconds]
  expect(await Promise.all(calls)).toEqual([expected, expected])
})

test('while the limiter has no room for a minute, calls that come later are rejected too', async () => {
  const limiter = heldLimiter()
  const queue = createFairQueue(limiter, 'presigned-url', 1_000)
  const first = failure(queue.take('mina', never))
  ;(await limiter.next()).reject({ msBeforeNext: 59_500 })
  // The first call has not left yet when the second one comes.
  const second = failure(queue.take('jun', never))
  expect(await first).toEqual([429, 'account-limit', 60])
  const [status, reason, seconds] = await second
  expect([status, reason]).toEqual([429, 'account-limit'])
  expect(seconds).toBeGreaterThan(30)
})

test('a limiter that fails rejects the call with what it threw', async () => {
  const limiter = heldLimiter()
  const queue = createFairQueue(limiter, 'presigned-url', PATIENT_MS)
  const call = queue.take('mina', never).catch((error: unknown) => error)
  const thrown = new Error('redis is down')
  ;(await limiter.next()).reject(thrown)
  expect(await call).toMatchObject({ status: 503, reason: 'limiter-failed', details: { thrown } })
})

test('no timer is left', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  const queue = createFairQueue(createSpacer({ limit: 2 }), 'presigned-url', PATIENT_MS)
  const controller = new AbortController()
  const calls = ['a', 'b', 'c'].map((subject) => queue.take(subject, never))
  const gone = failure(queue.take('d', controller.signal))
  await Promise.all(calls)
  controller.abort()
  await gone
  await expect.poll(timers).toBeLessThanOrEqual(before)
})
