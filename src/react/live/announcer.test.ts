import { expect, test } from 'vitest'
import {
  announce,
  ANNOUNCEMENT_GAP_MS,
  flush,
  type Announcement,
  type AnnouncerMemory,
} from './announcer.js'

type Added = readonly [at: number, added: Announcement | undefined]

/** Adds announcements at their times and records which are made when. */
function play(additions: readonly Added[]): { at: number; text: string }[] {
  const made: { at: number; text: string }[] = []
  let memory: AnnouncerMemory = {}
  let due: number | undefined
  const take = (step: ReturnType<typeof flush>, at: number) => {
    memory = step.memory
    if (step.text !== undefined) made.push({ at, text: step.text })
    due = step.wait === undefined ? undefined : at + step.wait
  }
  const runTo = (at: number) => {
    for (let next = due; next !== undefined && next <= at; next = due)
      take(flush(memory, next), next)
  }
  for (const [at, added] of additions) {
    runTo(at)
    take(announce(memory, added, at), at)
  }
  runTo(Infinity)
  return made
}

const step = (quarter: number): Announcement => ({
  key: `progress ${quarter}`,
  text: `${quarter * 25}%`,
  minor: true,
})
const preparing = { key: 'preparing', text: 'Preparing' }
const uploading = { key: 'uploading', text: 'Uploading' }
const complete = { key: 'complete', text: 'Complete' }

test('a 20 s upload has 3 to 7 announcements, at least 3 s apart, all different, the outcome last', () => {
  const ticks = Array.from({ length: 190 }, (_unused, n): Added => [
    600 + n * 100,
    step(Math.floor((n / 190) * 4)),
  ])
  const made = play([
    [0, preparing],
    [500, uploading],
    ...ticks.filter(([, added]) => added?.key !== 'progress 0'),
    [20_000, complete],
  ])
  expect(made.map(({ text }) => text)).toEqual([
    'Preparing',
    'Uploading',
    '25%',
    '50%',
    '75%',
    'Complete',
  ])
  const gaps = made.slice(1).map(({ at }, n) => at - (made[n]?.at ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(ANNOUNCEMENT_GAP_MS)
})

test('a 2 s upload has two announcements: its start and its outcome', () => {
  const made = play([
    [0, preparing],
    [200, uploading],
    [700, step(1)],
    [1_200, step(2)],
    [1_600, step(3)],
    [2_000, complete],
  ])
  expect(made).toEqual([
    { at: 0, text: 'Preparing' },
    { at: 3_000, text: 'Complete' },
  ])
})

test('a minor announcement does not replace one that is not minor', () => {
  const made = play([
    [0, preparing],
    [100, uploading],
    [200, step(1)],
  ])
  expect(made.map(({ text }) => text)).toEqual(['Preparing', 'Uploading'])
})

test('announcements in a row with the same key are made once', () => {
  const made = play([
    [0, uploading],
    [5_000, uploading],
    [10_000, uploading],
  ])
  expect(made).toEqual([{ at: 0, text: 'Uploading' }])
})

test('an alert drops the waiting announcement, which may be made again later', () => {
  const made = play([
    [0, uploading],
    [1_000, step(1)],
    [1_500, undefined],
    [9_000, uploading],
  ])
  expect(made).toEqual([
    { at: 0, text: 'Uploading' },
    { at: 9_000, text: 'Uploading' },
  ])
})
