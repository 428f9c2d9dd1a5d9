/**
 * WCAG 2.2.1: the service sets the lifetime of a link, so it is no time limit for the user. Any
 * click that needs a new link requests one, as often as necessary.
 */
import type { Page } from '@playwright/test'
import { expect, imageFile, test } from './lib/matrix.ts'
import type { Row } from './lib/row.ts'

const image = () => imageFile('png/min-224x224.png')

async function isReady(row: Row, page: Page): Promise<void> {
  await row.choose(image())
  await row.reaches('ready')
  // A jump in time would end the worker that is still drawing.
  await page.locator('[data-part=preview] img').waitFor()
}

/** How far the service's clock is ahead, in ms. */
let ahead = 0
test.beforeEach(() => {
  ahead = 0
})

test('after 14:30 of 15 minutes the user has a visible and an announced warning, and one click continues', async ({
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
  // The clock is stopped, so the minute does not end in the meantime.
  await page.clock.pauseAt(issued + 870_000)
  await expect(timer).toHaveAttribute('data-stage', 'minute')
  await expect(timer.locator('time')).toHaveText(/^0:(2\d|30)$/)
  // A sentence is announced only after the one before it had enough time.
  await page.clock.runFor(4_000)
  expect((await row.report()).heard.at(-1)).toMatchObject({
    text: expect.stringMatching(/^Link valid for (2\d|30)\sseconds$/),
    polite: true,
  })
  await row.goesOn({ presigns: 0, sends: 1 })
})

test.describe('a link of two minutes', () => {
  // A busy machine uses it long before it has only 10 s left.
  const LIFE = 120
  test.use({
    backendOptions: { service: { expirationSeconds: LIFE, now: () => Date.now() + ahead } },
  })

  test('that expires 11 times in a row is renewed 11 times, by one click each', async ({
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
