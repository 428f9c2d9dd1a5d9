/** The spacer on real timers. Only counts are expected, and they hold on a machine of any speed. */
import { expect, test } from 'vitest'
import { mostInAnyWindow, stall } from '../../../test/support/departures.js'
import { createSpacer } from './spacer.js'

test('a call that is kept busy after its turn counts from when it left', async () => {
  const spacer = createSpacer({ limit: 2, windowMs: 200, minGapMs: 1 })
  const times: number[] = []
  for (let call = 0; call < 6; call += 1) {
    await spacer.consume('a')
    if (call === 0) stall(150)
    times.push(performance.now())
  }
  expect(mostInAnyWindow(times, 200)).toBe(2)
})

test('calls keep the gap', async () => {
  const spacer = createSpacer({ limit: 10, windowMs: 1_000, minGapMs: 30 })
  const times: number[] = []
  const calls = Array.from({ length: 5 }, () =>
    spacer.consume('a').then(() => times.push(performance.now())),
  )
  await Promise.all(calls)
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30)
})

test('calls leave in the order in which they came, those of each key for themselves', async () => {
  const spacer = createSpacer({ limit: 2, windowMs: 100, minGapMs: 1 })
  const left: string[] = []
  const call = (key: string, name: string) => spacer.consume(key).then(() => left.push(name))
  const all = [call('a', 'a1'), call('a', 'a2'), call('a', 'a3'), call('b', 'b1')]
  await Promise.all(all)
  expect(left.filter((name) => name.startsWith('a'))).toEqual(['a1', 'a2', 'a3'])
  expect(left.indexOf('b1')).toBeLessThan(left.indexOf('a3'))
})

test('a call that would wait for too long is rejected at once, with the time', async () => {
  const spacer = createSpacer({ limit: 1, windowMs: 3_600_000, maxWaitMs: 60_000 })
  await spacer.consume('a')
  const reason: unknown = await spacer.consume('a').catch((thrown: unknown) => thrown)
  const { msBeforeNext } = reason as { msBeforeNext: number }
  expect(msBeforeNext).toBeGreaterThan(3_000_000)
  expect(msBeforeNext).toBeLessThanOrEqual(3_600_000)
})

test('a call whose time ended behind a busy event loop is rejected', async () => {
  const spacer = createSpacer({ limit: 5, windowMs: 100, minGapMs: 50, maxWaitMs: 60 })
  await spacer.consume('a')
  const late = spacer.consume('a').then(
    () => 'left',
    (reason: unknown) => reason,
  )
  stall(150)
  expect(await late).toEqual({ msBeforeNext: expect.any(Number) })
})

test.each([
  ['a part of the calls', { limit: 5, instances: 2 }, 2],
  ['one call in a longer window', { limit: 2, instances: 4 }, 1],
])('with several instances each gets %s', async (_name, options, own) => {
  const spacer = createSpacer({ ...options, windowMs: 3_600_000, minGapMs: 0.1, maxWaitMs: 60_000 })
  for (let call = 0; call < own; call += 1) await spacer.consume('a')
  await expect(spacer.consume('a')).rejects.toEqual({ msBeforeNext: expect.any(Number) })
})

test.each([
  { limit: 0 },
  { windowMs: Number.NaN },
  { instances: -1 },
  { minGapMs: Number.NaN },
  { maxWaitMs: Number.NaN },
])('%j is an error at creation', (options) => {
  expect(() => createSpacer(options)).toThrow(RangeError)
})
