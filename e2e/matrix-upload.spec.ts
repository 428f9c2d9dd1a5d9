/**
 * Rows 39 and 49 to 53 of the fault matrix where they need Chromium: its network throttle, its
 * process ids, its offline switch. Rows 37 to 50 in every engine: `engines/matrix-network.spec.ts`;
 * row 42: `throttled.spec.ts`.
 */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { hugeImage, twiceBufferedImage } from './lib/big-image.ts'
import { expect, imageFile, test } from './lib/matrix.ts'
import { memoryGrowth } from './lib/memory.ts'
import type { Row } from './lib/row.ts'
import { site } from './lib/site.ts'

const image = () => imageFile('png/rgb8.png')
const completes = async (row: Row) =>
  (await row.report()).fetches.filter(({ call }) => call === 'complete').length

test('row 39: developers get one hint in the console, without a URL, in development builds', async ({
  row,
}) => {
  const folder = `package-${process.pid}`
  cpSync(join(site(), '../node_modules/search-image-uploader/dist'), join(site(), folder), {
    recursive: true,
  })
  row.faults({ service: { put: 'cors-no-put' } })
  await row.open()
  const codes = await row.evaluate(async (path) => {
    // The package without a bundler; a bundler's development build sets this.
    Object.assign(window, { process: { env: { NODE_ENV: 'development' } } })
    const { uploadSearchImage } = (await import(path)) as typeof window.host.core
    const canvas = new OffscreenCanvas(300, 300)
    canvas.getContext('2d')?.fillRect(0, 0, 9, 9)
    const image = await canvas.convertToBlob()
    const upload = () =>
      uploadSearchImage(image, { endpoint: '/api/search-image' }).catch(
        (error: { code: string }) => error.code,
      )
    return [await upload(), await upload()]
  }, `/${folder}/core/index.js`)
  expect(codes).toEqual(['network', 'network'])
  const { console } = await row.report()
  expect(console).toEqual([
    { level: 'warn', text: expect.stringMatching(/CORS rule.*connect-src/) as unknown },
  ])
  expect(console[0]?.text).not.toMatch(/https?:|X-Amz/)
})

test('row 49: 256 MB of a response take no memory', async ({ row, browser }) => {
  await row.mount()
  // The first upload of a page takes memory that has nothing to do with the response.
  await row.choose(image())
  await row.succeeds()
  row.faults({ service: { put: 'huge-response' } })
  const grown = await memoryGrowth(browser, async () => {
    await row.choose(image())
    await row.succeeds({ presigns: 1, sends: 1 })
  })
  test.info().annotations.push({ type: 'memory', description: `+${grown?.toFixed(1)} MB` })
  if (grown !== undefined) expect(grown).toBeLessThan(40)
})

/** Clicks ×. The request is aborted before the page does anything else. */
async function cancelNow(row: Row, page: Page): Promise<void> {
  await row.evaluate(() => {
    const next = () => void Object.assign(window, { nextTaskAt: performance.now() })
    addEventListener('click', () => setTimeout(next), { capture: true, once: true })
  })
  await page.locator('[data-part=remove]').click()
  await row.cancels()
  const nextTaskAt = await row.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () =>
          'nextTaskAt' in window ? resolve(window.nextTaskAt as number) : setTimeout(look)
        look()
      }),
  )
  await row.evaluate(() => Reflect.deleteProperty(window, 'nextTaskAt'))
  expect((await row.report()).xhrs.at(-1)?.abortedAt).toBeLessThanOrEqual(nextTaskAt)
}

test.describe('large images', () => {
  test.use({ backendOptions: { service: { maxBytes: 20_000_000 } } })

  test('row 51: cancelled at 0, 50 and 100 %: aborted immediately, the image stays, no late callback', async ({
    row,
    page,
  }) => {
    await row.mount({ maxSize: 20_000_000 })
    const path = await hugeImage()
    const cancelled = async () => {
      const before = await row.evaluate(() => window.host.log.length)
      expect(await row.status()).toBe('ready')
      await row.shows('Ready to upload')
      await page.waitForTimeout(300)
      expect(await row.evaluate(() => window.host.log.length), 'callbacks after the cancel').toBe(
        before,
      )
      expect(
        await row.evaluate(() => document.querySelector('[data-part=alert]')?.textContent ?? ''),
      ).toBe('')
    }
    const progress = () =>
      row.evaluate(
        () =>
          window.host.log.findLast(({ event }) => event === 'onUploadProgress')?.value as
            | { fraction: number }
            | undefined,
      )

    row.faults({ service: { preflight: 'silent' } })
    await row.choose(path)
    await row.reaches('uploading')
    await cancelNow(row, page)
    expect(await progress()).toBeUndefined()
    await cancelled()

    // The network's buffers take about half of it.
    row.faults({ service: { put: { stall: 65_536 } } })
    await row.choose(await twiceBufferedImage())
    await row.reaches('uploading')
    await expect.poll(async () => (await progress())?.fraction ?? 0).toBeGreaterThan(0.35)
    await cancelNow(row, page)
    expect((await progress())?.fraction).toBeLessThan(0.99)
    await cancelled()

    row.faults({ service: { put: 'never-responds' } })
    await row.choose(path)
    await row.reaches('confirming')
    await expect.poll(() => row.backend.service.objects.size).toBe(1)
    await cancelNow(row, page)
    await cancelled()
    // It was stored before the cancel: confirmed, not sent again.
    await row.goesOn({ presigns: 0, sends: 0 })
    expect(row.backend.service.objects.size).toBe(1)
  })
})

test('row 52: the service rejects a stored image: each reason has its sentence', async ({
  row,
}) => {
  await row.mount()
  for (const [complete, reason, recovery] of [
    ['over-size', 'size', 'choose-another'],
    ['resolution', 'resolution', 'choose-another'],
    ['unknown-reason', 'unknown', 'try-again'],
    ['no-reason', 'unknown', 'try-again'],
  ] as const) {
    row.faults({ service: { complete } })
    await row.choose(image())
    await row.fails('upload-rejected', {
      phase: 'confirm',
      recovery,
      details: { reason },
      presigns: 1,
      sends: 1,
    })
  }
  await row.goesOn({ presigns: 1, sends: 1 })
  expect(await row.readings()).not.toMatch(/OVER_SIZE|RESOLUTION_NOT|SOMETHING_NEW/)
})

test('row 52: the confirm step sends no response: three attempts, and "Check again" never sends again', async ({
  row,
}) => {
  await row.mount()
  for (const [fault, code] of [
    ['503', 'service-unavailable'],
    ['malformed-json', 'endpoint-malformed'],
    ['unknown-status', 'endpoint-malformed'],
    ['reset', 'network'],
    ['silent', 'service-unavailable'],
  ] as const) {
    const complete = fault === '503' ? { status: 503, body: '' } : fault
    // Ends each of three silences. No busy machine takes as long for the calls before them.
    if (fault === 'silent')
      await row.evaluate(() => window.host.update({ timeouts: { request: 10_000 } }))
    row.faults({ endpoint: { complete } })
    const before = await completes(row)
    await row.choose(image())
    await row.fails(code, { phase: 'confirm', recovery: 'confirm-again', presigns: 1, sends: 1 })
    expect((await completes(row)) - before).toBe(3)
    await row.shows('The image was sent, but no answer has come back.')
    await row.goesOn({ presigns: 0, sends: 0 })
  }
  await row.evaluate(() => window.host.update({ timeouts: undefined }))
  row.faults({ endpoint: { complete: ['500', 'malformed-json', null] } })
  await row.choose(image())
  await row.succeeds({ presigns: 1, sends: 1 })
  row.faults({ endpoint: { complete: '401' } })
  const before = await completes(row)
  await row.choose(image())
  await row.fails('unauthorized', { phase: 'confirm', recovery: 'sign-in', presigns: 1, sends: 1 })
  expect((await completes(row)) - before).toBe(1)
  await row.goesOn({ presigns: 0, sends: 0 })
})

test('row 52: stored, but not listed yet: asked again after a second', async ({ row }) => {
  await row.mount()
  row.faults({ service: { complete: ['not-exist', null] } })
  await row.choose(image())
  await row.succeeds({ presigns: 1, sends: 1 })
  expect(await completes(row)).toBe(2)
  row.faults({ service: { complete: 'not-exist' } })
  await row.choose(image())
  await row.fails('network', { phase: 'upload', recovery: 'try-again', presigns: 3, sends: 3 })
  await row.goesOn({ presigns: 1, sends: 1 })
})

test('row 53: offline before the start: says so, starts once automatically, and can be cancelled', async ({
  row,
  page,
}) => {
  await row.mount()
  const offline = 'You are offline. Upload starts when you are back online.'
  await page.context().setOffline(true)
  await row.choose(image())
  await row.shows(offline)
  expect(row.backend.requests).toEqual([])
  await page.context().setOffline(false)
  await row.succeeds({ presigns: 1, sends: 1 })

  await page.context().setOffline(true)
  await row.choose(image())
  await row.shows(offline)
  await row.click('remove')
  await row.cancels()
  await page.context().setOffline(false)
  await page.waitForTimeout(300)
  expect(await row.status()).toBe('ready')
  expect(await row.presigns()).toBe(0)
  await row.goesOn({ presigns: 1, sends: 1 })

  // The link was already issued: only the PUT waits.
  await row.evaluate(() => window.host.update({ autoUpload: false }))
  await row.choose(image())
  await row.reaches('ready')
  await page.context().setOffline(true)
  await row.click('primary')
  await row.shows(offline)
  await page.context().setOffline(false)
  await row.succeeds({ presigns: 0, sends: 1 })
})

test('row 53: offline with an image that must be re-encoded, as the first one of the page', async ({
  row,
  page,
}) => {
  await row.mount()
  await page.context().setOffline(true)
  await row.choose(imageFile('jpeg/recurser-landscape-6.jpg'))
  await row.shows('You are offline. Upload starts when you are back online.')
  // The code that draws previews is not loaded yet: the file itself is shown, upright.
  const shown = page.locator('[data-part=preview] img')
  const sides = () =>
    shown.evaluate((img: HTMLImageElement) =>
      img.decode().then(() => [img.naturalWidth, img.naturalHeight]),
    )
  expect(await sides()).toEqual([1800, 1200])
  const original = await shown.getAttribute('src')
  await page.context().setOffline(false)
  await row.succeeds({ presigns: 1, sends: 1 })
  await expect(shown).not.toHaveAttribute('src', original ?? '')
  expect(Math.max(...(await sides()))).toBeLessThanOrEqual(512)
})
