import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  elapsedSince,
  instant,
  remainingMs,
  remainingSeconds,
  systemClock,
  wait,
  type Clock,
} from './clock.js'

/** Both clocks by hand: `sleep` moves the wall clock alone, as macOS and Linux do. */
function fakeClock() {
  let wall = 1_000_000
  let monotonic = 5_000
  const timers = new Map<number, { at: number; run: () => void }>()
  const wakers = new Set<() => void>()
  let id = 0
  const clock: Clock = {
    now: () => wall,
    monotonic: () => monotonic,
    setTimer(run, ms) {
      const key = id++
      timers.set(key, { at: monotonic + ms, run })
      return () => timers.delete(key)
    },
    onWake(run) {
      wakers.add(run)
      return () => wakers.delete(run)
    },
  }
  const fire = () => {
    for (const [key, timer] of [...timers]) {
      if (timer.at > monotonic) continue
      timers.delete(key)
      timer.run()
    }
  }
  return {
    clock,
    timers,
    wakers,
    run(ms: number) {
      wall += ms
      monotonic += ms
      fire()
    },
    sleep(ms: number) {
      wall += ms
    },
    setWall(ms: number) {
      wall += ms
    },
    wake() {
      for (const run of [...wakers]) run()
    },
  }
}

describe('the lifetime of a 900 s link', () => {
  const begin = () => {
    const time = fakeClock()
    return { time, life: { start: instant(time.clock), ms: 900_000 } }
  }

  test('60 s pass', () => {
    const { time, life } = begin()
    time.run(60_000)
    expect(remainingSeconds(life, time.clock)).toBe(840)
  })

  test('10 min sleep with a monotonic clock that stands still', () => {
    const { time, life } = begin()
    time.sleep(600_000)
    expect(remainingSeconds(life, time.clock)).toBe(300)
  })

  test('the system clock goes back an hour, then 60 s pass', () => {
    const { time, life } = begin()
    time.setWall(-3_600_000)
    time.run(60_000)
    expect(remainingSeconds(life, time.clock)).toBe(840)
  })

  test('the system clock goes forward an hour: the link counts as expired, never as younger', () => {
    const { time, life } = begin()
    time.setWall(3_600_000)
    expect(remainingSeconds(life, time.clock)).toBe(0)
    expect(remainingMs(life, time.clock)).toBe(-2_700_000)
  })

  test('20 min away', () => {
    const { time, life } = begin()
    time.sleep(1_200_000)
    expect(remainingSeconds(life, time.clock)).toBe(0)
  })

  test('seconds are rounded up and elapsed time is never negative', () => {
    const { time, life } = begin()
    time.run(1)
    expect(remainingSeconds(life, time.clock)).toBe(900)
    time.setWall(-50)
    expect(elapsedSince(life.start, time.clock)).toBe(1)
  })
})

describe('wait', () => {
  test('resolves after the time and leaves nothing behind', async () => {
    const time = fakeClock()
    let done = false
    const waiting = (async () => {
      await wait(1_000, time.clock, new AbortController().signal)
      done = true
    })()
    time.run(999)
    await Promise.resolve()
    expect(done).toBe(false)
    time.run(1)
    await waiting
    expect(time.timers.size + time.wakers.size).toBe(0)
  })

  test('a page that slept past the end continues when it wakes', async () => {
    const time = fakeClock()
    const waiting = wait(60_000, time.clock, new AbortController().signal)
    time.sleep(61_000)
    time.wake()
    await waiting
    expect(time.timers.size + time.wakers.size).toBe(0)
  })

  test('an abort rejects with its reason and cleans up', async () => {
    const time = fakeClock()
    const abort = new AbortController()
    const waiting = wait(60_000, time.clock, abort.signal)
    const removed = vi.spyOn(abort.signal, 'removeEventListener')
    abort.abort('stop')
    await expect(waiting).rejects.toBe('stop')
    expect(removed).toHaveBeenCalledWith('abort', expect.any(Function))
    expect(time.timers.size + time.wakers.size).toBe(0)
  })

  test('a page that wakes too early waits on, with one timer', async () => {
    const time = fakeClock()
    const waiting = wait(60_000, time.clock, new AbortController().signal)
    time.wake()
    time.wake()
    expect(time.timers.size).toBe(1)
    time.run(60_000)
    await waiting
  })

  test('an aborted signal rejects at once', async () => {
    await expect(wait(10, fakeClock().clock, AbortSignal.abort('gone'))).rejects.toBe('gone')
  })
})

describe('the clock of the page', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  test.each([
    ['now', () => Date.now()],
    ['monotonic', () => performance.now()],
  ] as const)('reads %s', (name, own) => {
    const before = own()
    const read = systemClock[name]()
    expect(read).toBeGreaterThanOrEqual(before)
    expect(read).toBeLessThanOrEqual(own())
  })

  test('a timer fires once, not early for an absurd delay, and not at all when it is stopped', () => {
    vi.useFakeTimers()
    const fired: string[] = []
    systemClock.setTimer(() => fired.push('soon'), 10)
    systemClock.setTimer(() => fired.push('past'), -5)
    systemClock.setTimer(() => fired.push('absurd'), 1e12)
    systemClock.setTimer(() => fired.push('stopped'), 10)()
    vi.advanceTimersByTime(10)
    expect(fired).toEqual(['past', 'soon'])
    vi.advanceTimersByTime(2_147_483_600)
    expect(fired).toEqual(['past', 'soon'])
  })

  test('calls back at every moment at which a page runs again, until it is stopped', () => {
    const [document, window] = [new EventTarget(), new EventTarget()]
    vi.stubGlobal('document', document)
    vi.stubGlobal('window', window)
    let woken = 0
    const stop = systemClock.onWake(() => woken++)
    for (const type of ['visibilitychange', 'resume']) document.dispatchEvent(new Event(type))
    for (const type of ['pageshow', 'focus', 'online']) window.dispatchEvent(new Event(type))
    expect(woken).toBe(5)
    stop()
    for (const type of ['visibilitychange', 'resume']) document.dispatchEvent(new Event(type))
    for (const type of ['pageshow', 'focus', 'online']) window.dispatchEvent(new Event(type))
    expect(woken).toBe(5)
  })

  test('also runs without a page', () => {
    expect(() => systemClock.onWake(() => {})()).not.toThrow()
  })
})
