// Each state as a picture. Changed on purpose? `npm run visual:update`, and look at what changed before committing it.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { whyNotComparable } from './machine.ts'
import { packTighter } from './png.ts'
import { SHOTS, type Scheme, type Shot } from './shots.ts'
import { expect, test } from './stage.ts'

const MAX_BYTES = 1_500_000

/** Known before the tests are: elsewhere one line says why there are none. */
const updating = process.env.npm_lifecycle_event === 'visual:update'

const fileName = (shot: string, scheme: Scheme) => `${shot}-${scheme}.png`

test.beforeEach(({}, info) => {
  // One set of baselines: without this their names would end with the platform.
  info.snapshotSuffix = ''
})

function takeShot(shot: Shot, scheme: Scheme): void {
  test(`${shot.name} ${scheme}`, async ({ stage }) => {
    await stage.emulateMedia({ forcedColors: shot.forcedColors ? 'active' : 'none', colorScheme: scheme })
    await stage.evaluate(([name, on]) => window.show(name, on), [shot.name, scheme] as const)
    const drawn = await stage.locator('#shot').screenshot({ animations: 'disabled' })
    // One level of 255 may differ: another processor may round so.
    expect(updating ? packTighter(drawn) : drawn).toMatchSnapshot(fileName(shot.name, scheme), { threshold: 0.01, maxDiffPixels: 0 })
  })
}

const notHere = whyNotComparable(updating)

if (notHere !== undefined) {
  test('every state looks as its baseline', () => test.skip(true, notHere))
} else {
  for (const shot of SHOTS) for (const scheme of shot.schemes) takeShot(shot, scheme)

  test('there is a baseline for each shot and none besides, all of them small', ({}, info) => {
    test.skip(updating, 'the baselines are being written')
    const files = readdirSync(info.snapshotDir)
    const wanted = SHOTS.flatMap(({ name, schemes }) => schemes.map((scheme) => info.snapshotPath(fileName(name, scheme))))
    expect(files.map((file) => join(info.snapshotDir, file)).toSorted()).toEqual(wanted.toSorted())
    expect(files.reduce((sum, file) => sum + statSync(join(info.snapshotDir, file)).size, 0)).toBeLessThan(MAX_BYTES)
  })
}
