import { afterEach, expect, test, vi } from 'vitest'
import { createWorkerHost } from './worker-host.js'

const running: Worker[] = []

/** A worker with this script; it is ended after the test. */
const worker = (script: string) => () => {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
  const made = new Worker(url)
  running.push(made)
  return made
}
const way = (make: () => Worker) => vi.fn(() => Promise.resolve(make))
const READY = 'postMessage({ ready: true })'

afterEach(() => {
  vi.useRealTimers()
  for (const made of running.splice(0)) made.terminate()
})

test('the first way that works is taken, and kept', async () => {
  const [first, second] = [way(worker(READY)), way(worker(READY))]
  const host = createWorkerHost([first, second])
  const acquired = await host.acquire()
  expect(acquired).toBe(running[0])
  expect(await host.acquire()).toBe(acquired)
  expect(second).not.toHaveBeenCalled()
})

test('a chunk that does not load, an exception, a missing file and a broken script each lead to the next way', async () => {
  const failing = [
    vi.fn(() => Promise.reject<() => Worker>(new TypeError('chunk'))),
    way(() => {
      throw new DOMException('', 'SecurityError')
    }),
    way(() => new Worker('/there-is-no-such-worker.js')),
    way(worker('throw new Error()')),
  ]
  const host = createWorkerHost([...failing, way(worker(READY))])
  expect(await host.acquire()).toBe(running.at(-1))
  host.discard()
  expect(await host.acquire()).toBe(running.at(-1))
  for (const tried of failing) expect(tried).toHaveBeenCalledTimes(1)
})

test('a script that never answers is given up after 5 s', async () => {
  vi.useFakeTimers()
  const ended = vi.spyOn(Worker.prototype, 'terminate')
  const acquiring = createWorkerHost([way(worker('setInterval(() => {}, 1000)'))]).acquire()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await acquiring).toBeUndefined()
  expect(ended).toHaveBeenCalledTimes(1)
})

test('without a way there is no worker', async () => {
  expect(await createWorkerHost([]).acquire()).toBeUndefined()
})

test('an idle worker ends after 10 s; a busy one does not', async () => {
  const host = createWorkerHost([way(worker(READY))])
  const first = await host.acquire()
  const ended = vi.spyOn(first!, 'terminate')
  vi.useFakeTimers()
  host.release()
  await vi.advanceTimersByTimeAsync(9_999)
  expect(ended).not.toHaveBeenCalled()
  await host.acquire()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ended).not.toHaveBeenCalled()
  host.release()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(ended).toHaveBeenCalledTimes(1)
  vi.useRealTimers()
  expect(await host.acquire()).not.toBe(first)
})

test('a worker that is discarded while it starts is ended at once, and the same way is taken again', async () => {
  // The first one never gets ready.
  const make = vi.fn(worker(READY)).mockImplementationOnce(worker(''))
  const host = createWorkerHost([way(make)])
  const acquiring = host.acquire()
  await expect.poll(() => make).toHaveBeenCalled()
  const ended = vi.spyOn(running[0]!, 'terminate')
  host.discard()
  expect(ended).toHaveBeenCalledTimes(1)
  expect(await acquiring).toBeUndefined()
  const next = await host.acquire()
  expect(next).toBeDefined()
  expect(next).not.toBe(running[0])
})

test('what is discarded before its worker is made makes none', async () => {
  const make = vi.fn(worker(READY))
  const host = createWorkerHost([way(make)])
  const acquiring = host.acquire()
  host.discard()
  expect(await acquiring).toBeUndefined()
  expect(make).not.toHaveBeenCalled()
  expect(await host.acquire()).toBe(running[0])
})
