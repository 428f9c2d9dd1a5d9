/**
 * Row 42 of the fault matrix: 4.9 MB at 250 kB/s, about 20 s. Chromium only: a slow server is no slow line (the kernel takes
 * megabytes at once), and only Chromium's DevTools can slow the line itself down.
 */
import { statSync } from 'node:fs'
import { bigPicture } from './lib/big-picture.ts'
import { throttleUplink } from './lib/hand.ts'
import { expect, picture, test, until } from './lib/matrix.ts'
import type { Row } from './lib/row.ts'
import type { UploadProgress } from '../src/core/types.ts'

const RATE = 250_000

/** Everything that was announced, once the outcome was. */
async function heardBy(row: Row) {
  await until(row.drive, () => window.probe?.report().heard.at(-1)?.text === 'Upload complete')
  const { heard } = await row.report()
  return { heard, texts: heard.map(({ text }) => text), gaps: heard.slice(1).map(({ at }, n) => at - (heard[n]?.at ?? 0)) }
}

test('row 42: a slow line: the bar never goes back, speed and time left are sane, few renders, no watchdog', async ({ row, page }) => {
  test.setTimeout(90_000)
  const path = await bigPicture()
  const { size } = statSync(path)
  // Limits that the whole upload exceeds many times over, and each step does not.
  await row.mount({ timeouts: { stall: 5_000, answer: 5_000 } })
  await throttleUplink(page, RATE)
  await row.choose(path)
  await row.reaches('uploading')
  const before = await row.evaluate(() => ({ renders: window.host.renders, at: performance.now() }))
  await row.succeeds({ presigns: 1, sends: 1 }, 60_000)
  const { renders, progress, at } = await row.evaluate(() => ({
    renders: window.host.renders,
    at: performance.now(),
    progress: window.host.log
      .filter(({ event }) => event === 'onUploadProgress')
      .map((entry) => ({ ...(entry.value as UploadProgress), at: entry.at })),
  }))

  const seconds = (at - before.at) / 1000
  const perSecond = (renders - before.renders) / seconds
  const speeds = progress.flatMap(({ bytesPerSecond }) => bytesPerSecond ?? []).toSorted((a, b) => a - b)
  const typical = speeds[Math.floor(speeds.length / 2)] ?? Number.NaN
  test.info().annotations.push({
    type: 'measured',
    description: `${seconds.toFixed(1)} s, ${progress.length} progress events, ${perSecond.toFixed(1)} renders/s, median speed ${Math.round(typical / 1000)} kB/s`,
  })
  expect(seconds).toBeGreaterThan((size / RATE) * 0.8)

  const loaded = progress.map((one) => one.loaded)
  expect(loaded.length).toBeGreaterThan(50)
  expect(loaded).toEqual(loaded.toSorted((a, b) => a - b))
  const { bars } = await row.report()
  const percents = bars.map(({ percent }) => percent)
  expect(percents).toEqual(percents.toSorted((a, b) => a - b))
  expect(percents.at(-1)).toBeLessThanOrEqual(99)

  expect(perSecond).toBeLessThanOrEqual(12)
  // The Profiler does count.
  expect(renders - before.renders).toBeGreaterThan(50)

  // Nothing is said before it is known: after a second and two samples.
  const first = progress.findIndex(({ bytesPerSecond }) => bytesPerSecond !== undefined)
  expect((progress[first]?.at ?? 0) - (progress[0]?.at ?? 0)).toBeGreaterThan(800)
  expect(Math.abs(typical / RATE - 1)).toBeLessThan(0.15)
  // Halfway, the time left is that of the other half.
  const half = progress.find(({ fraction }) => fraction >= 0.5)
  const rest = ((progress.at(-1)?.at ?? 0) - (half?.at ?? 0)) / 1000
  expect(Math.abs((half?.secondsLeft ?? Number.NaN) - rest)).toBeLessThan(rest * 0.25 + 1)
  expect(await row.readings()).toMatch(/2\d\d kB\/s.*\d+ sec left/)

  // Told in a few sentences that leave each other time, all different, into a region that was there before.
  const { heard, texts, gaps } = await heardBy(row)
  expect(texts.length, texts.join(' | ')).toBeGreaterThanOrEqual(3)
  expect(texts.length, texts.join(' | ')).toBeLessThanOrEqual(7)
  expect(new Set(texts).size).toBe(texts.length)
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2_900)
  expect(heard.filter(({ polite, late }) => !polite || late)).toEqual([])
})

test('a quick upload is told in two sentences: its start and its outcome', async ({ row }) => {
  await row.mount()
  await row.choose(picture('png/min-224x224.png'))
  await row.succeeds({ presigns: 1, sends: 1 })
  const { heard, texts, gaps } = await heardBy(row)
  expect(texts).toEqual(['Preparing min-224x224.png', 'Upload complete'])
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2_900)
  expect(heard.filter(({ polite, late }) => !polite || late)).toEqual([])
})
