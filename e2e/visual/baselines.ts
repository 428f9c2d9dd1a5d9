/**
 * The comparison of all screenshot tests, and the check that there is exactly one baseline for each
 * shot.
 */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { whyNotComparable } from './machine.ts'
import { packTighter } from './png.ts'
import type { Scheme } from './shots.ts'
import { expect, test } from './stage.ts'

/** Determined before the tests are declared: if this machine cannot compare, one test says why. */
const updating = process.env.npm_lifecycle_event === 'visual:update'
const notHere = whyNotComparable(updating)

export const fileName = (shot: string, scheme: Scheme) => `${shot}-${scheme}.png`

export function expectBaseline(drawn: Buffer, shot: string, scheme: Scheme): void {
  // A difference of one level of 255 is allowed: another processor may round differently.
  expect(updating ? packTighter(drawn) : drawn).toMatchSnapshot(fileName(shot, scheme), {
    threshold: 0.01,
    maxDiffPixels: 0,
  })
}

/**
 * Declares the screenshot tests of a file, or one that says why this machine cannot compare.
 * @param files names of all baselines of this test file
 * @param maxBytes of all of them together
 */
export function screenshots(files: readonly string[], maxBytes: number, declare: () => void): void {
  test.beforeEach(({}, info) => {
    // There is one set of baselines: without this their names would end with the platform.
    info.snapshotSuffix = ''
  })
  if (notHere !== undefined) {
    test('every shot looks as its baseline', () => test.skip(true, notHere))
    return
  }
  declare()
  test('there is a baseline for each shot and none besides, all of them small', ({}, info) => {
    test.skip(updating, 'the baselines are being written')
    const kept = readdirSync(info.snapshotDir).map((file) => join(info.snapshotDir, file))
    expect(kept.toSorted()).toEqual(files.map((file) => info.snapshotPath(file)).toSorted())
    expect(kept.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(maxBytes)
  })
}
