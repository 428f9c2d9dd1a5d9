import { expect, test } from 'vitest'
import {
  announce,
  ANNOUNCEMENT_GAP_MS,
  flush,
  type Announcement,
  type AnnouncerMemory,
} from './announcer.js'

type Wish = readonly [at: number, wish: Announcement | undefined]

/** Plays wishes against a clock of its own and notes what is said when. */
function play(wishes: readonly Wish[]): { at: number; text: string }[] {
  const said: { at: number; text: string }[] = []
  let memory: AnnouncerMemory = {}
  let due: number | undefined
  const take = (step: ReturnType<typeof flush>, at: number) => {
    memory = step.memory
    if (step.say !== undefined) said.push({ at, text: step.say })
    due = step.wait === undefined ? undefined : at + step.wait
  }
  const runTo = (at: number) => {
    for (let next = due; next !== undefined && next <= at; next = due)
      take(flush(memory, next), next)
  }
  for (const [at, wish] of wishes) {
    runTo(at)
    take(announce(memory, wish, at), at)
  }
  runTo(Infinity)
  return said
}

const step = (quarter: number): Announcement => ({
  key: `progress ${quarter}`,
  text: `${quarter * 25}%`,
  minor: true,
})
const preparing = { key: 'preparing', text: 'Preparing' }
const uploading = { key: 'uploading', text: 'Uploading' }
const complete = { key: 'complete', text: 'Complete' }

test('a 20 s upload: between 3 and 7, at least 3 s apart, all different, the outcome last', () => {
  const ticks = Array.from({ length: 190 }, (_unused, n): Wish => [
    600 + n * 100,
    step(Math.floor((n / 190) * 4)),
  ])
  const said = play([
    [0, preparing],
    [500, uploading],
    ...ticks.filter(([, wish]) => wish?.key !== 'progress 0'),
    [20_000, complete],
  ])
  expect(said.map(({ text }) => text)).toEqual([
    'Preparing',
    'Uploading',
    '25%',
    '50%',
    '75%',
    'Complete',
  ])
  const gaps = said.slice(1).map(({ at }, n) => at - (said[n]?.at ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(ANNOUNCEMENT_GAP_MS)
})

test('a 2 s upload: its start and its outcome only', () => {
  const said = play([
    [0, preparing],
    [200, uploading],
    [700, step(1)],
    [1_200, step(2)],
    [1_600, step(3)],
    [2_000, complete],
  ])
  expect(said).toEqual([
    { at: 0, text: 'Preparing' },
    { at: 3_000, text: 'Complete' },
  ])
})

test('a mere step does not push out what has weight', () => {
  const said = play([
    [0, preparing],
    [100, uploading],
    [200, step(1)],
  ])
  expect(said.map(({ text }) => text)).toEqual(['Preparing', 'Uploading'])
})

test('the same is not said twice, however often it is wished', () => {
  const said = play([
    [0, uploading],
    [5_000, uploading],
    [10_000, uploading],
  ])
  expect(said).toEqual([{ at: 0, text: 'Uploading' }])
})

test('an alert drops what waits, and what it interrupted may be said again', () => {
  const said = play([
    [0, uploading],
    [1_000, step(1)],
    [1_500, undefined],
    [9_000, uploading],
  ])
  expect(said).toEqual([
    { at: 0, text: 'Uploading' },
    { at: 9_000, text: 'Uploading' },
  ])
})
