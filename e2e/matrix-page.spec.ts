/**
 * Rows 54 to 60 of the fault matrix: time, React and the page. `lifecycle.spec.ts` tests mounting
 * and unmounting in detail (55, 56, 58), `bfcache.spec.ts` the back/forward cache (59).
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import { createElement, Profiler, StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import type * as Library from 'search-image-uploader'
import { hold } from './lib/hand.ts'
import { expect, imageFile, test } from './lib/matrix.ts'
import { site } from './lib/site.ts'

const image = () => imageFile('png/min-224x224.png')
const slow = () => imageFile('png/rgb8.png')

/** How far the service's clock is ahead, in ms. */
let ahead = 0

/** Returns the time by the page's clock. */
const show = (page: Page, visible: boolean) =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state })
      const at = performance.now()
      document.dispatchEvent(new Event('visibilitychange'))
      return at
    },
    visible ? 'visible' : 'hidden',
  )

test.describe('time', () => {
  test.use({ backendOptions: { service: { now: () => Date.now() + ahead } } })
  test.beforeEach(() => {
    ahead = 0
  })

  const MINUTES = 20
  const models = {
    'while idle': (page: Page) => page.clock.fastForward(MINUTES * 60_000),
    // On macOS and Linux one of the two clocks stops during sleep.
    'while asleep': async (page: Page) => {
      await page.clock.setSystemTime(Date.now() + MINUTES * 60_000)
      await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    },
    // Headless pages are always visible: the events of a hidden page are simulated.
    'while hidden': async (page: Page) => {
      await show(page, false)
      await page.clock.setSystemTime(Date.now() + MINUTES * 60_000)
      await show(page, true)
    },
  }
  for (const [name, pass] of Object.entries(models)) {
    test(`row 54: the link expires ${name}: the page says so, and Upload requests a new one`, async ({
      row,
      page,
    }) => {
      await page.clock.install()
      await row.mount({ autoUpload: false })
      await row.choose(image())
      await row.reaches('ready')
      // A jump in time would end the worker that is still drawing.
      await page.locator('[data-part=preview] img').waitFor()
      await pass(page)
      ahead = MINUTES * 60_000
      await row.shows('The upload link has expired.')
      expect(
        await row.evaluate(
          () => window.host.log.filter(({ event }) => event === 'onExpire').length,
        ),
      ).toBe(1)
      await row.goesOn({ presigns: 1, sends: 1 })
    })
  }

  test('row 54: a wait continues within a second of the page becoming visible', async ({
    row,
    page,
  }) => {
    await page.clock.install()
    await row.mount()
    row.faults({
      endpoint: { presign: [{ status: 503, body: '', headers: { 'Retry-After': '25' } }, null] },
    })
    await row.choose(image())
    await row.shows('Trying again in')
    await show(page, false)
    // Timers of a frozen page do not fire; its system clock continues.
    await page.clock.setSystemTime(Date.now() + 60_000)
    const seen = await show(page, true)
    await expect.poll(() => row.presigns()).toBe(2)
    const asked = (await row.report()).fetches.at(-1)?.at ?? Number.NaN
    expect(asked - seen).toBeLessThan(1_000)
    ahead = 60_000
    await row.succeeds({ presigns: 2, sends: 1 })
  })
})

test('row 55: StrictMode, mounted and unmounted twenty times in a row: one link per intent, no callback afterwards', async ({
  row,
  page,
}) => {
  await row.mount()
  for (let i = 0; i < 20; i++) {
    await page.evaluate(() => {
      window.host.unmount()
      window.host.mount()
    })
  }
  await row.choose(image())
  await row.succeeds({ presigns: 1, sends: 1 })
  row.faults({ service: { preflight: 'silent' } })
  await row.choose(slow())
  await row.reaches('uploading')
  const heard = await row.evaluate(() => {
    // The focus is lost with the component.
    window.probe?.stopWatchingFocus()
    window.host.unmount()
    return window.host.log.length
  })
  await page.waitForTimeout(300)
  expect(await row.evaluate(() => window.host.log.length)).toBe(heard)
  expect((await row.report()).openXhrs).toBe(0)
})

test('row 56: A → B → A while A is uploaded: the last wins, one request at a time, one success', async ({
  row,
}) => {
  const held = hold()
  row.faults({ service: { preflight: { delay: held.until } } })
  await row.mount()
  await row.choose(slow())
  await row.reaches('uploading')
  await row.choose(imageFile('png/rgb16.png'))
  await row.choose(slow())
  // Held until then: otherwise the second one would finish before the third one is validated.
  const accepted = () =>
    row.evaluate(() =>
      window.host.log
        .filter(({ event }) => event === 'onImageSelect')
        .map(({ value }) => (value as Library.SelectedImage).source.name),
    )
  await expect.poll(async () => (await accepted()).slice(1).at(-1)).toBe('rgb8.png')
  await expect.poll(async () => (await row.report()).openXhrs).toBe(1)
  held.letGo()
  const asset = await row.succeeds()
  expect(asset.source.name).toBe('rgb8.png')
  expect((await row.report()).xhrs.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('row 57: new callbacks and options on every frame of an upload: the newest are called, nothing restarts', async ({
  row,
  page,
}) => {
  const held = hold()
  row.faults({ service: { preflight: { delay: held.until } } })
  await row.mount()
  await row.choose(slow())
  await row.reaches('uploading')
  await page.evaluate(() => {
    const state = { version: 0, calledBy: 0, committed: 0 }
    Object.assign(window, { state })
    const again = () => {
      const mine = ++state.version
      const endpoint = mine % 2 ? '/nowhere' : { presignedUrl: '/nowhere/else' }
      const headers = { 'X-Version': String(mine) }
      const onUploadComplete = () => {
        const { headers: newest } = window.host.committed() ?? {}
        Object.assign(state, {
          calledBy: mine,
          committed: Number((newest as Record<string, string>)['X-Version']),
        })
      }
      window.host.update({ endpoint, headers, maxSize: 10, accept: ['webp'], onUploadComplete })
      if (state.calledBy === 0) requestAnimationFrame(again)
    }
    again()
  })
  await page.waitForFunction(
    () => (window as unknown as { state: { version: number } }).state.version > 40,
  )
  held.letGo()
  // The run keeps its endpoint: only that endpoint knows the link.
  await row.succeeds({ presigns: 1, sends: 1 })
  const { calledBy, committed } = await page.evaluate(
    () => (window as unknown as { state: { calledBy: number; committed: number } }).state,
  )
  expect(calledBy).toBeGreaterThan(20)
  // Not the last callback that was passed: React may need several frames to render it.
  expect(calledBy).toBe(committed)
  // The new options apply from the next selection on.
  await row.choose(image())
  await row.rejects('unsupported-format', { accept: ['webp'] })
})

test('row 58: inside a shadow tree and through a portal', async ({ row, page }) => {
  await row.open()
  await page.evaluate(() => {
    const { React, createPortal, library } = window.host
    const place = document.createElement('section')
    const shadow = document.createElement('article')
    document.body.append(place, shadow)
    const root = shadow.attachShadow({ mode: 'open' })
    const { SearchImageUploader } = library
    const uploader = (id: string) =>
      React.createElement(SearchImageUploader, {
        id,
        endpoint: '/api/search-image',
        onUploadComplete: ({ assetKey }) => {
          place.title = assetKey
        },
      })
    window.host.mount({
      render: () => [
        createPortal(uploader('in-portal'), place),
        createPortal(uploader('in-shadow'), root),
      ],
    })
  })
  for (const [id, host] of [
    ['in-portal', 'section'],
    ['in-shadow', 'article'],
  ] as const) {
    const within = page.locator(host)
    await within.locator(`#${id}`).focus()
    await within.locator('input[type=file]').setInputFiles(image())
    await expect(within.locator('[data-part=root]')).toHaveAttribute('data-status', 'success')
    await expect(within.getByRole('paragraph').getByText('Ready to search')).toBeVisible()
    await within.locator('[data-part=remove]').click()
    await expect(within.locator('[data-part=root]')).toHaveAttribute('data-status', 'idle')
    // The focus stays inside when the focused button is removed.
    expect(
      await within.locator('[data-part=trigger]').evaluate((button) => button.matches(':focus')),
    ).toBe(true)
  }
  expect(row.backend.service.objects.size).toBe(2)
})

test.describe('opaque origin', () => {
  test.use({
    siteHeaders: { 'Access-Control-Allow-Origin': '*' },
    backendOptions: { pageOrigins: ['null'] },
  })

  test('row 58: in an iframe with `sandbox="allow-scripts"`, where storage throws', async ({
    row,
    page,
  }) => {
    await row.open()
    await page.evaluate(() => {
      const frame = Object.assign(document.createElement('iframe'), {
        src: '/',
        width: 600,
        height: 400,
      })
      frame.setAttribute('sandbox', 'allow-scripts')
      document.body.append(frame)
    })
    const inside = page.frameLocator('iframe')
    await inside.locator('html[data-ready]').waitFor({ state: 'attached' })
    const frame = page.frames().at(-1)
    if (!frame) throw new Error('no frame')
    await frame.evaluate(() => window.host.mount())
    expect(await frame.evaluate(() => origin)).toBe('null')
    await inside.locator('input[type=file]').setInputFiles(imageFile('jpeg/orient-6.jpg'))
    await expect(inside.locator('[data-part=root]')).toHaveAttribute('data-status', 'success')
    // An image that must be re-encoded: a worker of this origin is not available, so another engine
    // is used.
    await frame.evaluate(() => window.host.update({ maxDimension: 300 }))
    await inside.locator('input[type=file]').setInputFiles(slow())
    await expect.poll(() => row.backend.service.objects.size).toBe(2)
    await expect(inside.locator('[data-part=root]')).toHaveAttribute('data-status', 'success')
    expect([...row.backend.service.objects.values()].map(({ type }) => type)).toEqual([
      'image/jpeg',
      'image/jpeg',
    ])
    expect(await frame.evaluate(() => window.host.errors)).toEqual([])
  })
})

/**
 * The component as a server renders it: the built package in Node. Importing it must not need a
 * page.
 */
async function serverMarkup(props: Library.SearchImageUploaderProps): Promise<string> {
  const entry = join(site(), '../node_modules/search-image-uploader/dist/index.js')
  const { SearchImageUploader } = (await import(pathToFileURL(entry).href)) as typeof Library
  const tree = createElement(
    Profiler,
    { id: 'tree', onRender: () => undefined },
    createElement(SearchImageUploader, props),
  )
  return renderToString(createElement(StrictMode, null, tree))
}

test('row 59: rendered on a server and hydrated: no mismatch, and it works', async ({ row }) => {
  const markup = await serverMarkup({
    endpoint: '/api/search-image',
    name: 'image',
    required: true,
  })
  await row.open()
  await row.evaluate(
    (html) => window.host.hydrate(html, { props: { name: 'image', required: true } }),
    markup,
  )
  await row.choose(image())
  await row.succeeds({ presigns: 1, sends: 1 })
  // `finish` checks the errors, which would include a mismatch.
})

test('row 59: without scripts the server’s markup is still a sentence and a button', async ({
  browser,
}) => {
  const markup = await serverMarkup({ endpoint: '/api/search-image' })
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.setContent(markup)
  await expect(page.getByText('Search with an image').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Choose an image' })).toBeVisible()
  await context.close()
})

test('row 59: frozen and resumed in the middle of a wait', async ({ row, page }) => {
  await page.clock.install()
  await row.mount()
  row.faults({
    endpoint: { presign: [{ status: 503, body: '', headers: { 'Retry-After': '20' } }, null] },
  })
  await row.choose(image())
  await row.shows('Trying again in')
  await page.evaluate(() => document.dispatchEvent(new Event('freeze')))
  await page.clock.setSystemTime(Date.now() + 30_000)
  await page.evaluate(() => document.dispatchEvent(new Event('resume')))
  await row.succeeds({ presigns: 2, sends: 1 })
})

const CSP =
  "default-src 'self'; script-src 'self'; worker-src 'self'; img-src 'self' blob:; style-src 'self'; object-src 'none'; base-uri 'none'"

test.describe('Content-Security-Policy without the storage', () => {
  test.use({ siteHeaders: { 'Content-Security-Policy': `${CSP}; connect-src 'self'` } })

  test('row 60: a connection error, the image stays, and no other violation', async ({ row }) => {
    await row.mount({ maxDimension: 300 })
    await row.choose(slow())
    await row.fails('network', { phase: 'upload', recovery: 'try-again', presigns: 3, sends: 3 })
    const { violations, xhrs } = await row.report()
    expect(new Set(violations.map(({ directive, blocked }) => `${directive} ${blocked}`))).toEqual(
      new Set([`connect-src ${row.backend.storageOrigin}`]),
    )
    expect(xhrs).toHaveLength(3)
    expect(row.backend.service.requests.some(({ kind }) => kind === 'put')).toBe(false)
    // Only a change of the site's policy helps; the button still tries again.
    await row.click('primary')
    await row.fails('network', { phase: 'upload', presigns: 3, sends: 3 })
  })
})

test.describe('strict Content-Security-Policy', () => {
  test.use({
    siteHeaders: { 'Content-Security-Policy': `${CSP}; connect-src 'self' http://127.0.0.1:*` },
  })

  test('row 60: with the storage in `connect-src` everything works, worker and preview included, without a violation', async ({
    row,
    page,
  }) => {
    await row.mount({ maxDimension: 300 })
    await row.choose(slow())
    await row.succeeds({ presigns: 1, sends: 1 })
    await expect(page.locator('[data-part=preview] img')).toBeVisible()
    const { violations, workerJobs } = await row.report()
    expect(violations).toEqual([])
    expect(workerJobs).toBeGreaterThan(0)
  })
})

test.describe('only default-src', () => {
  test.use({
    siteHeaders: {
      'Content-Security-Policy': "default-src 'self'; connect-src 'self' http://127.0.0.1:*",
    },
  })

  test('row 60: without `blob:` images there is no preview; everything else works', async ({
    row,
    page,
  }) => {
    await row.mount()
    await row.choose(slow())
    await row.succeeds({ presigns: 1, sends: 1 })
    await expect(page.locator('[data-part=preview] [data-placeholder]')).toBeVisible()
    const { violations } = await row.report()
    expect(new Set(violations.map(({ directive }) => directive))).toEqual(new Set(['img-src']))
  })
})
