import { describe, expect, test } from 'vitest'
import type { Clock } from '../platform/clock.js'
import { createProgressMeter, createThrottle } from './progress.js'

function handClock() {
  let now = 0
  const timers: { at: number; run: () => void }[] = []
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    setTimer(run, ms) {
      const timer = { at: now + ms, run }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0)
    },
    onWake: () => () => {},
  }
  return {
    clock,
    timers,
    run(ms: number) {
      now += ms
      for (const timer of timers.splice(0)) {
        if (timer.at <= now) timer.run()
        else timers.push(timer)
      }
    },
  }
}

describe('the meter', () => {
  test('never goes back, never exceeds the total, never reaches 1', () => {
    const meter = createProgressMeter(1000, handClock().clock)
    expect(meter(500)).toEqual({ loaded: 500, total: 1000, fraction: 0.5 })
    expect(meter(200)).toEqual({ loaded: 500, total: 1000, fraction: 0.5 })
    expect(meter(2000)).toEqual({ loaded: 1000, total: 1000, fraction: 0.99 })
  })

  test('an empty body has the fraction 0', () =>
    expect(createProgressMeter(0, handClock().clock)(0).fraction).toBe(0))

  test('speed and remaining time are known after a second and two samples', () => {
    const time = handClock()
    const meter = createProgressMeter(10_000, time.clock)
    time.run(2000)
    expect(meter(2000)).not.toHaveProperty('bytesPerSecond')
    time.run(500)
    expect(meter(2500)).toMatchObject({ bytesPerSecond: 1000, secondsLeft: 8 })
  })

  test('no speed within the first second, and none without bytes', () => {
    const time = handClock()
    const meter = createProgressMeter(10_000, time.clock)
    time.run(400)
    meter(10)
    time.run(400)
    expect(meter(20)).not.toHaveProperty('bytesPerSecond')
    const still = createProgressMeter(10_000, time.clock)
    time.run(2000)
    still(0)
    expect(still(0)).not.toHaveProperty('secondsLeft')
  })

  test('one second is enough', () => {
    const time = handClock()
    const meter = createProgressMeter(10_000, time.clock)
    time.run(500)
    meter(500)
    time.run(500)
    expect(meter(1000)).toMatchObject({ bytesPerSecond: 1000, secondsLeft: 9 })
  })

  test('the speed follows the last five seconds', () => {
    const time = handClock()
    const meter = createProgressMeter(1_000_000, time.clock)
    let loaded = 0
    for (let second = 0; second < 20; second++) {
      time.run(1000)
      meter((loaded += 10_000))
    }
    let last = meter(loaded)
    for (let second = 0; second < 8; second++) {
      time.run(1000)
      last = meter((loaded += 1000))
    }
    expect(last.bytesPerSecond).toBeCloseTo(1000, -2)
  })
})

describe('the throttle', () => {
  test('emits the first value, and then the newest once per interval', () => {
    const time = handClock()
    const seen: number[] = []
    const throttle = createThrottle<number>(100, time.clock, (value) => seen.push(value))
    for (let value = 1; value <= 632; value++) throttle.push(value)
    expect(seen).toEqual([1])
    time.run(100)
    expect(seen).toEqual([1, 632])
    throttle.push(633)
    expect(seen).toEqual([1, 632])
    time.run(100)
    expect(seen).toEqual([1, 632, 633])
    time.run(100)
    throttle.push(634)
    expect(seen).toEqual([1, 632, 633, 634])
  })

  test('emits nothing after stop()', () => {
    const time = handClock()
    const seen: number[] = []
    const throttle = createThrottle<number>(100, time.clock, (value) => seen.push(value))
    throttle.push(1)
    throttle.push(2)
    throttle.stop()
    time.run(1000)
    expect(seen).toEqual([1])
    expect(time.timers).toHaveLength(0)
  })

  test('can be stopped before the first value', () => {
    const throttle = createThrottle<number>(100, handClock().clock, () => undefined)
    expect(throttle.stop).not.toThrow()
  })

  test('drops values after stop(): a browser may send the body a second time', () => {
    const time = handClock()
    const seen: number[] = []
    const throttle = createThrottle<number>(100, time.clock, (value) => seen.push(value))
    throttle.push(1)
    throttle.stop()
    throttle.push(2)
    time.run(1000)
    expect(seen).toEqual([1])
  })
})
