// A page that enters the back/forward cache during an upload and is restored by the back button.
import { wholeChromiumLaunch } from '../test/support/playwright-launch.ts'
import { hugeImage } from './lib/big-image.ts'
import { hold, part } from './lib/hand.ts'
import { expectNothingLeft, openWatched, report } from './lib/life.ts'
import { expect, test } from './fixtures.ts'

// Playwright turns the cache off by default.
test.use({
  backendOptions: { service: { maxBytes: 20_000_000 } },
  launchOptions: { ...wholeChromiumLaunch, ignoreDefaultArgs: ['--disable-back-forward-cache'] },
})

for (const away of [0, 3_000]) {
  test(`back after ${away / 1000} s away, the image is still there and ends with an asset in one click at most`, async ({
    host,
    backend,
    page,
  }) => {
    await openWatched(page, host)
    await page.evaluate(() =>
      addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }), {
        once: true,
      }),
    )
    const held = hold()
    backend.setFaults({ service: { put: [{ stall: 65_536, resumeAfter: held.until }, null] } })
    await host.mount({ props: { maxSize: 20_000_000 } })
    await host.choose(await hugeImage())
    await expect.poll(() => host.status()).toBe('uploading')
    await page.goto(`${backend.storageOrigin}/elsewhere`)
    await page.waitForTimeout(away)
    // Not `goBack`: it waits for a load event, and a page restored from the cache has none.
    await page.evaluate(() => history.back())
    await page.waitForFunction(() => 'persisted' in window)
    expect(
      await page.evaluate(() => (window as { persisted?: boolean }).persisted),
      'came out of the cache',
    ).toBe(true)
    held.letGo()
    await expect(part(page, 'name')).toContainText('image-13mb.png')
    // Depending on when the browser closes the connection, the upload continues, starts again, or
    // needs one click.
    await expect.poll(() => host.status()).toMatch(/success|error|ready/)
    const clicks = (await host.status()) === 'success' ? 0 : 1
    if (clicks === 1) await part(page, 'primary').click()
    await expect(part(page, 'message')).toContainText('Ready to search')
    expect(await host.log('onUploadComplete')).toHaveLength(1)
    const { xhrs, fetches } = await report(page)
    expect(new Set(xhrs.map(({ link }) => link)).size, 'one send per link').toBe(xhrs.length)
    expect(fetches.filter(({ call }) => call === 'presigned-url').length).toBeLessThanOrEqual(
      3 * (1 + clicks),
    )
    await expectNothingLeft(page)
  })
}
