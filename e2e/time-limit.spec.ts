/**
 * WCAG 2.2.1: the link's life is the service's, not the person's. It is renewed by the click that
 * needs it, as often as need be.
 */
import type { Page } from '@playwright/test'
import { expect, imageFile, test } from './lib/matrix.ts'
import type { Row } from './lib/row.ts'

const image = () => imageFile('png/min-224x224.png')

async function isReady(row: Row, page: Page): Promise<void> {
  await row.choose(image())
  await row.reaches('ready')
  // Time that jumps would end the worker that is still drawing.
  await page.locator('[data-part=preview] img').waitFor()
}

/** How far the service's clock has gone ahead, in ms. */
let ahead = 0
test.beforeEach(() => (ahead = 0))

test('after 14:30 of 15 minutes the person was warned, by sight and by ear, and one click goes on', async ({
  row,
  page,
}) => {
  await page.clock.install()
  await row.mount({ autoUpload: false })
  await isReady(row, page)
  const issued = await row.evaluate(() => {
    const state = window.host.states.findLast((one) => 'link' in one)
    return state !== undefined && 'link' in state && state.link
      ? state.link.expiresAt - 900_000
      : Number.NaN
  })
  const timer = page.getByRole('timer')
  await expect(timer).toHaveAttribute('data-stage', 'calm')
  // The clock stands, so that the minute does not run out meanwhile.
  await page.clock.pauseAt(issued + 870_000)
  await expect(timer).toHaveAttribute('data-stage', 'minute')
  await expect(timer.locator('time')).toHaveText(/^0:(2\d|30)$/)
  // The one sentence leaves the one before it its time.
  await page.clock.runFor(4_000)
  expect((await row.report()).heard.at(-1)).toMatchObject({
    text: expect.stringMatching(/^Link valid for (2\d|30)\sseconds$/),
    polite: true,
  })
  await row.goesOn({ presigns: 0, sends: 1 })
})

test.describe('a link of 12 s', () => {
  const LIFE = 12
  test.use({
    backendOptions: { service: { expirationSeconds: LIFE, now: () => Date.now() + ahead } },
  })

  test('that runs out 11 times in a row is renewed 11 times, by the one click each', async ({
    row,
    page,
    backend,
  }) => {
    await page.clock.install()
    await row.mount({ autoUpload: false })
    for (let n = 1; n <= 11; n++) {
      await isReady(row, page)
      await page.clock.fastForward((LIFE + 1) * 1_000)
      ahead += (LIFE + 1) * 1_000
      await row.shows('The upload link has expired.')
      await row.goesOn({ presigns: 1, sends: 1 })
    }
    expect([...backend.service.links.values()].map(({ puts }) => puts)).toEqual(
      Array.from({ length: 11 }, () => [0, 1]).flat(),
    )
    expect(
      await row.evaluate(() => window.host.log.filter(({ event }) => event === 'onError').length),
    ).toBe(0)
  })
})
