// Each state as a screen reader gets it: roles, names, values and order. After an intended change
// run `npm run visual:update` and read the difference.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HEARD } from './shots.ts'
import { expect, test } from './stage.ts'

const folder = join(import.meta.dirname, 'aria.spec.ts-snapshots')
const golden = (name: string) => `${name}.aria.yml`
const updating = process.env.npm_lifecycle_event === 'visual:update'

test('each state has the roles, names and values of its golden', async ({ stage }) => {
  await stage.emulateMedia({ forcedColors: 'none', colorScheme: 'light' })
  const show = (name: string) => stage.evaluate((shot) => window.show(shot, 'light'), name)
  // The content of the live regions is loaded after the first paint.
  await show('failed-connection')
  await expect(stage.getByRole('alert')).not.toBeEmpty()
  const shot = stage.locator('#shot')
  for (const name of HEARD) {
    await show(name)
    const file = join(folder, golden(name))
    // Not by Playwright's own update, which would replace numbers by patterns that match any
    // number.
    if (updating) writeFileSync(file, `${await shot.ariaSnapshot()}\n`)
    else
      await expect
        .soft(shot, name)
        .toMatchAriaSnapshot(readFileSync(file, 'utf8'), { timeout: 15_000 })
  }
})

test('there is a golden for each and none besides', () => {
  test.skip(updating, 'the goldens are being written')
  expect(readdirSync(folder).toSorted()).toEqual(HEARD.map(golden).toSorted())
})
