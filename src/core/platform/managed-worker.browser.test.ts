import { afterEach, expect, test, vi } from 'vitest'
import { ManagedWorker } from './managed-worker.js'

const running: Worker[] = []

/** A worker with this script; it is ended after the test. */
const worker = (script: string) => () => {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
  const made = new Worker(url)
  running.push(made)
  return made
}
const launcher = (make: () => Worker) => vi.fn(() => Promise.resolve(make))
const READY = 'postMessage({ ready: true })'

afterEach(() => {
  vi.useRealTimers()
  for (const made of running.splice(0)) made.terminate()
})

test('uses the first launcher that works, and keeps its worker', async () => {
  const [first, second] = [launcher(worker(READY)), launcher(worker(READY))]
  const managed = new ManagedWorker([first, second])
  const acquired = await managed.acquire()
  expect(acquired).toBe(running[0])
  expect(await managed.acquire()).toBe(acquired)
  expect(second).not.toHaveBeenCalled()
})

test('tries the next launcher after a missing chunk or file, an exception or a broken script', async () => {
  const failing = [
    vi.fn(() => Promise.reject<() => Worker>(new TypeError('chunk'))),
    launcher(() => {
      throw new DOMException('', 'SecurityError')
    }),
    launcher(() => new Worker('/there-is-no-such-worker.js')),
    launcher(worker('throw new Error()')),
  ]
  const managed = new ManagedWorker([...failing, launcher(worker(READY))])
  expect(await managed.acquire()).toBe(running.at(-1))
  managed.terminate()
  expect(await managed.acquire()).toBe(running.at(-1))
  for (const tried of failing) expect(tried).toHaveBeenCalledTimes(1)
})

test('gives up a script that does not respond within 5 s', async () => {
  vi.useFakeTimers()
  const ended = vi.spyOn(Worker.prototype, 'terminate')
  const acquiring = new ManagedWorker([launcher(worker('setInterval(() => {}, 1000)'))]).acquire()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await acquiring).toBeUndefined()
  expect(ended).toHaveBeenCalledTimes(1)
})

test('has no worker without a launcher', async () => {
  expect(await new ManagedWorker([]).acquire()).toBeUndefined()
})

test('ends an idle worker after 10 s, and no busy one', async () => {
  const managed = new ManagedWorker([launcher(worker(READY))])
  const first = await managed.acquire()
  const ended = vi.spyOn(first!, 'terminate')
  vi.useFakeTimers()
  managed.release()
  await vi.advanceTimersByTimeAsync(9_999)
  expect(ended).not.toHaveBeenCalled()
  await managed.acquire()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ended).not.toHaveBeenCalled()
  managed.release()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(ended).toHaveBeenCalledTimes(1)
  vi.useRealTimers()
  expect(await managed.acquire()).not.toBe(first)
})

test('ends a starting worker at once, and uses the same launcher again', async () => {
  // The first one never sends `ready`.
  const make = vi.fn(worker(READY)).mockImplementationOnce(worker(''))
  const managed = new ManagedWorker([launcher(make)])
  const acquiring = managed.acquire()
  await expect.poll(() => make).toHaveBeenCalled()
  const ended = vi.spyOn(running[0]!, 'terminate')
  managed.terminate()
  expect(ended).toHaveBeenCalledTimes(1)
  expect(await acquiring).toBeUndefined()
  const next = await managed.acquire()
  expect(next).toBeDefined()
  expect(next).not.toBe(running[0])
})

test('creates no worker when it is terminated before that', async () => {
  const make = vi.fn(worker(READY))
  const managed = new ManagedWorker([launcher(make)])
  const acquiring = managed.acquire()
  managed.terminate()
  expect(await acquiring).toBeUndefined()
  expect(make).not.toHaveBeenCalled()
  expect(await managed.acquire()).toBe(running[0])
})
