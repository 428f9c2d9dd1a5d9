import { expect, test, vi } from 'vitest'
import { untilAborted } from './abort.js'

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('returns the result of the work, or throws its failure', async () => {
  const { signal } = new AbortController()
  await expect(untilAborted(Promise.resolve(7), signal)).resolves.toBe(7)
  await expect(untilAborted(Promise.reject(new Error('failed')), signal)).rejects.toThrow('failed')
})

test('stops waiting when the signal aborts, and leaves no listener', async () => {
  const stop = new AbortController()
  const removed = vi.spyOn(stop.signal, 'removeEventListener')
  const waiting = untilAborted(new Promise(() => {}), stop.signal)
  stop.abort('enough')
  await expect(waiting).rejects.toBe('enough')
  expect(removed).toHaveBeenCalledOnce()
})

test('a failure after the abort is not an unhandled rejection', async () => {
  const unhandled: unknown[] = []
  const note = (reason: unknown) => void unhandled.push(reason)
  process.on('unhandledRejection', note)
  const failing = async () => {
    await later(5)
    throw new Error('too late')
  }
  await expect(untilAborted(failing(), AbortSignal.abort('before'))).rejects.toBe('before')
  const stop = new AbortController()
  const waiting = untilAborted(failing(), stop.signal)
  stop.abort('meanwhile')
  await expect(waiting).rejects.toBe('meanwhile')
  await later(20)
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
})
