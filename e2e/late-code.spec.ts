// Code that is loaded on demand may be unreachable: the image is kept, and the upload continues
// later.
import type { BrowserContext, Page } from '@playwright/test'
import { expect, imageFile, test, type HostPage } from './fixtures.ts'
import { part } from './lib/hand.ts'

/** Errors as the page's log has them. */
const errors = (page: Page, event: string) =>
  page.evaluate((name) => {
    const values = window.host.log.filter((entry) => entry.event === name).map(({ value }) => value)
    return JSON.parse(JSON.stringify(values)) as unknown[]
  }, event)

test('offline before the first selection: it is kept, and continues automatically', async ({
  host,
  page,
  context,
}) => {
  await host.open()
  await context.setOffline(true)
  await host.mount()
  await host.choose(imageFile('jpeg/orient-6.jpg'))
  await expect(part(page, 'root')).toContainText('Your image is still here')
  expect(await errors(page, 'onReject')).toMatchObject([
    { code: 'network', details: { offline: true } },
  ])
  // Shown like a rejection, but kept: dismissing it would lose the selection.
  await expect(page.locator('[data-part=remove]')).toHaveCount(0)
  await context.setOffline(false)
  await expect(part(page, 'message')).toContainText('Ready to search')
  expect(await host.log('onUploadComplete')).toHaveLength(1)
})

test('offline before the first selection, then cancelled: it is not uploaded', async ({
  host,
  page,
  context,
  backend,
}) => {
  await host.open()
  await context.setOffline(true)
  await host.mount()
  await host.choose(imageFile('jpeg/orient-6.jpg'))
  await expect(part(page, 'root')).toContainText('Your image is still here')
  await page.evaluate(() => window.host.handle()?.cancel())
  expect(await host.log('onCancel')).toHaveLength(1)
  await context.setOffline(false)
  await page.waitForTimeout(500)
  expect(await host.status()).toBe('idle')
  expect(backend.requests).toEqual([])
})

test.describe('an engine is missing', () => {
  test.use({ siteMissing: /(reencode|original)-/ })
  test('is not reported as a fault of the image', async ({ host, page }) => {
    await host.mount({ props: { maxDimension: 300 } })
    await host.choose(imageFile('jpeg/orient-6.jpg'))
    await expect.poll(() => host.status()).toBe('error')
    expect(await errors(page, 'onError')).toMatchObject([
      { code: 'network', phase: 'prepare', recovery: 'try-again' },
    ])
    await expect(part(page, 'primary')).toHaveText('Try again')
  })
})

test.describe('the reader of HEIC is missing', () => {
  test.use({ siteMissing: /heif-/ })
  test('an error says so, nothing is sent, and the earlier image stays', async ({
    host,
    page,
    backend,
  }) => {
    await host.mount()
    await host.choose(imageFile('jpeg/orient-6.jpg'))
    await expect(part(page, 'message')).toContainText('Ready to search')
    const before = backend.requests.length
    await host.choose(imageFile('heic/clap-400x300.heic'))
    await expect
      .poll(() => errors(page, 'onReject'))
      .toMatchObject([{ code: 'network', phase: 'choose', recovery: 'choose-another' }])
    await expect(part(page, 'rejection')).toBeVisible()
    expect(await host.status()).toBe('success')
    expect(backend.requests).toHaveLength(before)
  })
})

/** An uploaded image is present. The reader of HEIC is not loaded yet. */
async function chooseHeicOffline(
  host: HostPage,
  page: Page,
  context: BrowserContext,
): Promise<void> {
  await host.mount()
  await host.choose(imageFile('jpeg/orient-6.jpg'))
  await expect(part(page, 'message')).toContainText('Ready to search')
  await context.setOffline(true)
  await host.choose(imageFile('heic/clap-400x300.heic'))
  await expect
    .poll(() => errors(page, 'onReject'))
    .toMatchObject([{ code: 'network', details: { offline: true } }])
}

test('a HEIC that is selected offline is kept, and inspected once the page is online', async ({
  host,
  page,
  context,
}) => {
  await chooseHeicOffline(host, page, context)
  await expect(part(page, 'remove')).toHaveAccessibleName(/^Remove/)
  expect(await host.status()).toBe('success')
  await expect(part(page, 'root')).toContainText('Your image is still here')
  await context.setOffline(false)
  await expect.poll(() => host.log('onUploadComplete')).toHaveLength(2)
  await expect(part(page, 'name')).toContainText('clap-400x300.heic')
})

test('a rejected file does not discard a selection that was kept offline', async ({
  host,
  page,
  context,
}) => {
  await chooseHeicOffline(host, page, context)
  await host.choose(imageFile('other/sample.gif'))
  await expect
    .poll(() => errors(page, 'onReject'))
    .toMatchObject([{ code: 'network' }, { code: 'unsupported-format' }])
  await context.setOffline(false)
  await expect.poll(() => host.log('onUploadComplete')).toHaveLength(2)
  await expect(part(page, 'name')).toContainText('clap-400x300.heic')
  expect(await host.log('onReject')).toHaveLength(2)
})

test('during an upload × cancels it, and discards a selection that was kept offline', async ({
  host,
  page,
  context,
  backend,
}) => {
  backend.setFaults({ service: { preflight: 'silent' } })
  await host.mount()
  await host.choose(imageFile('jpeg/orient-6.jpg'))
  await expect.poll(() => host.status()).toBe('uploading')
  await context.setOffline(true)
  await host.choose(imageFile('heic/clap-400x300.heic'))
  await expect.poll(() => errors(page, 'onReject')).toHaveLength(1)
  await part(page, 'remove').click()
  await expect.poll(() => host.status()).toBe('ready')
  expect(await host.log('onCancel')).toHaveLength(1)
  await context.setOffline(false)
  await page.waitForTimeout(500)
  await expect(part(page, 'name')).not.toContainText('clap-400x300.heic')
})

/** `navigator.onLine` is the opposite of `window.network.isDown`. The network itself works. */
const sayOffline = (page: Page, isDown: boolean) =>
  page.addInitScript((value) => {
    Object.assign(window, { network: { isDown: value } })
    Object.defineProperty(Navigator.prototype, 'onLine', {
      get: () => !(window as unknown as { network: { isDown: boolean } }).network.isDown,
    })
  }, isDown)

const tryAnyway = (page: Page) => page.getByRole('button', { name: 'Try anyway' })

/** One link and one PUT for each upload, and no run that waited for what it already had. */
function expectOneEach(
  backend: { service: { links: ReadonlyMap<string, { puts: number }> } },
  uploads: number,
) {
  expect([...backend.service.links.values()].map(({ puts }) => puts)).toEqual(
    Array<number>(uploads).fill(1),
  )
}

test.describe('navigator.onLine is false although the network works', () => {
  test('the first selection is uploaded, and no offline message appears', async ({
    host,
    page,
    backend,
  }) => {
    await sayOffline(page, true)
    await host.mount({ props: { maxDimension: 300 } })
    await host.choose(imageFile('jpeg/orient-6.jpg'))
    await expect(part(page, 'message')).toContainText('Ready to search')
    expect(await host.log('onReject')).toEqual([])
    expect(await host.statuses()).not.toContain('waiting')
    expectOneEach(backend, 1)
  })

  test.describe('and the network test gets no response', () => {
    test.use({ siteDeaf: true })

    for (const variant of ['card', 'compact'] as const) {
      test(`a first selection waits, and continues by "Try anyway" (${variant})`, async ({
        host,
        page,
        backend,
      }) => {
        await sayOffline(page, true)
        await host.mount({ props: { variant } })
        await host.choose(imageFile('jpeg/orient-6.jpg'))
        await expect(part(page, 'root')).toContainText('Your image is still here')
        expect(await errors(page, 'onReject')).toMatchObject([
          { code: 'network', details: { offline: true } },
        ])
        await tryAnyway(page).click()
        await expect(part(page, 'message')).toContainText('Ready to search')
        expectOneEach(backend, 1)
      })
    }

    for (const how of ['the button', 'retry()', 'upload()'] as const) {
      test(`a wait before the link ends by ${how}`, async ({ host, page, backend }) => {
        await sayOffline(page, false)
        await host.mount()
        await host.choose(imageFile('png/rgb8.png'))
        await expect(part(page, 'message')).toContainText('Ready to search')
        await page.evaluate(() => {
          ;(window as unknown as { network: { isDown: boolean } }).network.isDown = true
        })
        await host.choose(imageFile('jpeg/orient-6.jpg'))
        await expect(part(page, 'root')).toContainText('You are offline')
        await expect.poll(() => host.status()).toBe('waiting')
        expectOneEach(backend, 1)
        if (how === 'the button') await tryAnyway(page).click()
        else
          await page.evaluate(
            (name) => window.host.handle()?.[name](),
            how === 'retry()' ? ('retry' as const) : ('upload' as const),
          )
        await expect.poll(() => host.log('onUploadComplete')).toHaveLength(2)
        expectOneEach(backend, 2)
      })
    }
  })
})

test('really offline, "Try anyway" fails, and the image still continues automatically', async ({
  host,
  page,
  context,
  backend,
}) => {
  await host.mount()
  await host.choose(imageFile('png/rgb8.png'))
  await expect(part(page, 'message')).toContainText('Ready to search')
  await context.setOffline(true)
  await host.choose(imageFile('jpeg/orient-6.jpg'))
  for (let times = 0; times < 4; times++) {
    await expect.poll(() => host.status()).toBe('waiting')
    await expect(part(page, 'root')).toContainText('You are offline')
    await tryAnyway(page).click()
  }
  await expect(part(page, 'root')).toContainText('You are offline')
  await context.setOffline(false)
  await expect.poll(() => host.log('onUploadComplete')).toHaveLength(2)
  expectOneEach(backend, 2)
})
