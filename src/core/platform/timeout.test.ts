import { describe, expect, test, vi } from 'vitest'
import { createTimeout, systemClock, TimeoutError, withTimeout } from './clock.js'

const never = new AbortController().signal

describe('createTimeout', () => {
  test('calls back when the limit passes without a restart', () => {
    vi.useFakeTimers()
    const onTimeout = vi.fn<() => void>()
    const timeout = createTimeout(systemClock, onTimeout)
    timeout.restart(100)
    vi.advanceTimersByTime(90)
    timeout.restart(100)
    vi.advanceTimersByTime(90)
    expect(onTimeout).not.toHaveBeenCalled()
    vi.advanceTimersByTime(10)
    expect(onTimeout).toHaveBeenCalledTimes(1)
    vi.useRealTimers()
  })

  test('does not call back after stop()', () => {
    vi.useFakeTimers()
    const onTimeout = vi.fn<() => void>()
    const timeout = createTimeout(systemClock, onTimeout)
    timeout.restart(100)
    timeout.stop()
    vi.advanceTimersByTime(1000)
    expect(onTimeout).not.toHaveBeenCalled()
    vi.useRealTimers()
  })
})

/** How many listeners a signal has. */
function counted(signal: AbortSignal) {
  let listeners = 0
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  vi.spyOn(signal, 'addEventListener').mockImplementation((...args: Parameters<typeof add>) => {
    listeners++
    add(...args)
  })
  vi.spyOn(signal, 'removeEventListener').mockImplementation(
    (...args: Parameters<typeof remove>) => {
      listeners--
      remove(...args)
    },
  )
  return () => listeners
}

describe('withTimeout', () => {
  test('returns the result and leaves no timer', async () => {
    vi.useFakeTimers()
    await expect(withTimeout(100, systemClock, never, () => Promise.resolve(7))).resolves.toBe(7)
    await Promise.resolve()
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  test('leaves no listener, however it ends', async () => {
    vi.useFakeTimers()
    const outer = new AbortController()
    const listeners = counted(outer.signal)
    await withTimeout(100, systemClock, outer.signal, () => Promise.resolve(7))
    await Promise.resolve()
    expect(listeners()).toBe(0)
    const late = withTimeout(100, systemClock, outer.signal, () => new Promise(() => {})).catch(
      (reason: unknown) => reason,
    )
    expect(listeners()).toBe(1)
    vi.advanceTimersByTime(100)
    await late
    expect(listeners()).toBe(0)
    const cancelled = withTimeout(100, systemClock, outer.signal, () => new Promise(() => {}))
    outer.abort('mine')
    await expect(cancelled).rejects.toBe('mine')
    expect(listeners() + vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  test('rejects at the limit and aborts the call', async () => {
    vi.useFakeTimers()
    let inner: AbortSignal | undefined
    const call = withTimeout(100, systemClock, never, (signal) => {
      inner = signal
      return new Promise(() => {})
    })
    const seen = call.catch((reason: unknown) => reason)
    vi.advanceTimersByTime(100)
    expect(await seen).toBeInstanceOf(TimeoutError)
    expect(inner?.aborted).toBe(true)
    vi.useRealTimers()
  })

  test('an abort from outside rejects with its own reason, also if the call ignores its signal', async () => {
    const outer = new AbortController()
    const call = withTimeout(10_000, systemClock, outer.signal, () => new Promise(() => {}))
    outer.abort('mine')
    await expect(call).rejects.toBe('mine')
    await expect(withTimeout(10, systemClock, outer.signal, () => Promise.resolve(1))).rejects.toBe(
      'mine',
    )
  })
})
