// Components that are mounted and unmounted during an upload: one link and one PUT per intent, no
// callback after the unmount, the last selection wins, nothing leaks.
import { readFileSync } from 'node:fs'
import type { SearchImageUploaderProps } from 'search-image-uploader'
import { hugeImage } from './lib/big-image.ts'
import { hold, part } from './lib/hand.ts'
import {
  expectCost,
  expectNothingLeft,
  giveFiles,
  openWatched,
  report,
  untilEvent,
} from './lib/life.ts'
import { expect, imageFile, test } from './fixtures.ts'

const A = 'jpeg/orient-6.jpg'
const B = 'png/rgb8.png'
const IMAGE = 'jpeg/recurser-landscape-6.jpg'

/** An upload that waits until the test releases it; only the upload on the first link does. */
const LARGE = { maxSize: 20_000_000 }
const stopsHalfway = (until: Promise<void>) => ({
  service: { put: [{ stall: 65_536, resumeAfter: until }, null] },
})
test.use({ backendOptions: { service: { maxBytes: LARGE.maxSize } } })

const bytes = (file: string) => readFileSync(imageFile(file))

for (const queryClient of [false, true]) {
  test.describe(queryClient ? 'inside a QueryClientProvider' : 'without React Query', () => {
    test('StrictMode: one link, one PUT, one outcome', async ({ host, backend, page }) => {
      await openWatched(page, host)
      await host.mount({ queryClient })
      await host.choose(imageFile(A))
      await untilEvent(host, 'onUploadComplete')
      await expectCost(page, backend, { presigns: 1, sends: 1 })
      expect((await host.log()).filter(({ event }) => /Error|Cancel|Reject/.test(event))).toEqual(
        [],
      )
      await expectNothingLeft(page)
      expect(
        await page.evaluate(() => window.host.queryClient?.getMutationCache().getAll().length ?? 0),
      ).toBe(0)
    })

    test('unmounted at any step, no callback is called and nothing is left', async ({
      host,
      backend,
      page,
    }) => {
      await openWatched(page, host)
      const large = await hugeImage()
      const steps: {
        status: string
        props?: Partial<SearchImageUploaderProps>
        faults?: () => void
        ms?: number
        file?: string
      }[] = [
        {
          status: 'requesting',
          props: { timeouts: { request: 60_000 } },
          faults: () => backend.setFaults({ endpoint: { presign: 'silent' } }),
        },
        {
          status: 'waiting',
          faults: () =>
            backend.setFaults({
              endpoint: { presign: { status: 429, headers: { 'Retry-After': '6' } } },
            }),
          ms: 6_500,
        },
        { status: 'ready', props: { autoUpload: false } },
        {
          status: 'uploading',
          props: LARGE,
          file: large,
          faults: () => backend.setFaults({ service: { put: 'stall-64kb' } }),
        },
        {
          status: 'confirming',
          faults: () => backend.setFaults({ endpoint: { complete: 'silent' } }),
        },
        { status: 'error', faults: () => backend.setFaults({ endpoint: { presign: '403' } }) },
        { status: 'success' },
      ]
      for (const { status, props = {}, faults, ms, file = imageFile(A) } of steps) {
        await test.step(status, async () => {
          backend.setFaults({})
          faults?.()
          await host.mount({ queryClient, props })
          await host.choose(file)
          await expect.poll(() => host.status()).toBe(status)
          // The status changes with the last byte; the confirm request follows once the storage has
          // responded.
          if (status === 'confirming')
            await expect.poll(() => backend.requests.at(-1)?.call).toBe('complete')
          const asked = (await report(page)).fetches.length
          await expectNothingLeft(page, ms === undefined ? {} : { ms })
          expect((await report(page)).fetches.length, 'requests after unmount').toBe(asked)
        })
      }
    })

    test('unmounted while a selection is validated or prepared', async ({
      host,
      backend,
      page,
    }) => {
      await openWatched(page, host)
      for (const status of ['checking', 'preparing'] as const) {
        await test.step(status, async () => {
          await page.evaluate(
            ([step, client]) => {
              const never = () => new Promise<never>(() => {})
              const props =
                step === 'checking' ? { validate: never } : { compressor: never, maxDimension: 600 }
              window.host.mount({ queryClient: client, props })
            },
            [status, queryClient] as const,
          )
          await host.choose(imageFile(IMAGE))
          await expect.poll(() => host.status()).toBe(status)
          await expectNothingLeft(page)
          expect(backend.service.requests.filter(({ kind }) => kind === 'put')).toEqual([])
        })
      }
    })

    test('props that are new with every render restart nothing, and the newest callback is called', async ({
      host,
      backend,
      page,
    }) => {
      await openWatched(page, host)
      const held = hold()
      backend.setFaults({ endpoint: { complete: { delay: held.until } } })
      await host.mount({ queryClient })
      await host.choose(imageFile(A))
      const rendered = page.evaluate(async () => {
        const isOver = () => window.host.log.some(({ event }) => event === 'onUploadComplete')
        Object.assign(window, { renders: 0 })
        while (!isOver()) {
          const mine = ++window.renders
          window.host.update({
            headers: { 'X-Render': String(mine) },
            accept: ['jpeg', 'png', 'webp', 'heic'],
            timeouts: { request: 9_000 + mine, stall: 30_000 },
            allowedUploadHosts: ['127.0.0.1'],
            onUploadComplete: () => {
              const { headers } = window.host.committed() ?? {}
              window.host.log.push({
                event: 'of render',
                value: {
                  called: String(mine),
                  committed: (headers as Record<string, string>)['X-Render'],
                },
                at: 0,
              })
            },
          })
          await new Promise((resolve) => setTimeout(resolve, 10))
        }
      })
      await page.waitForFunction(() => window.renders > 50)
      held.letGo()
      await rendered
      const told = (await host.log('of render')).map(
        ({ value }) => value as { called: string; committed: string },
      )
      expect(told.map(({ called }) => called)).toEqual(told.map(({ committed }) => committed))
      expect(told).toHaveLength(1)
      await expectCost(page, backend, { presigns: 1, sends: 1 })
      await expectNothingLeft(page)
    })
  })
}

test('a hidden <Activity> is suspended; shown again it sends nothing without a click, and one click continues', async ({
  host,
  backend,
  page,
}) => {
  await openWatched(page, host)
  const held = hold()
  backend.setFaults(stopsHalfway(held.until))
  const show = (mode: 'visible' | 'hidden') =>
    page.evaluate((wanted) => {
      const { React, library } = window.host
      const note = (event: string) => () => void window.host.log.push({ event, value: null, at: 0 })
      const events = {
        onUploadBegin: note('begin'),
        onUploadComplete: note('complete'),
        onError: note('error'),
        onCancel: note('cancel'),
      }
      const children = React.createElement(library.SearchImageUploader, {
        endpoint: '/api/search-image',
        maxSize: 20_000_000,
        ...events,
      })
      // oxlint-disable-next-line react/no-children-prop -- the types of `Activity` want it there
      const render = () => React.createElement(React.Activity, { mode: wanted, children })
      window.host.mount({ render })
    }, mode)
  await show('visible')
  await host.choose(await hugeImage())
  await expect.poll(() => host.status()).toBe('uploading')
  await show('hidden')
  held.letGo()
  await expect
    .poll(() => backend.service.requests.find(({ kind }) => kind === 'put')?.response)
    .toBe('gone')
  await show('visible')
  await expect(part(page, 'message')).toContainText('Ready to upload')
  await expect(part(page, 'preview').locator('img')).toBeVisible()
  await show('hidden')
  await show('visible')
  await expectCost(page, backend, { presigns: 1, sends: 1 })
  await part(page, 'primary').click()
  await expect(part(page, 'message')).toContainText('Ready to search')
  await expectCost(page, backend, { presigns: 2, sends: 2 })
  expect((await host.log()).map(({ event }) => event)).toEqual(['begin', 'begin', 'complete'])
  await expectNothingLeft(page)
})

test('another key creates another uploader: the old one calls no callback any more', async ({
  host,
  backend,
  page,
}) => {
  await openWatched(page, host)
  const held = hold()
  backend.setFaults(stopsHalfway(held.until))
  const show = (key: string) =>
    page.evaluate((name) => {
      const { React, library } = window.host
      const note = (event: string) => () =>
        void window.host.log.push({ event: `${name} ${event}`, value: null, at: 0 })
      const props = {
        endpoint: '/api/search-image',
        maxSize: 20_000_000,
        onUploadBegin: note('begin'),
        onUploadComplete: note('complete'),
        onError: note('error'),
      }
      window.host.mount({
        render: () =>
          React.createElement(library.SearchImageUploader, {
            key: name,
            ...props,
            onCancel: note('cancel'),
          }),
      })
    }, key)
  await show('first')
  await host.choose(await hugeImage())
  await expect.poll(() => host.status()).toBe('uploading')
  await show('second')
  await expect.poll(() => host.status()).toBe('idle')
  held.letGo()
  await host.choose(imageFile(A))
  await expect(part(page, 'message')).toContainText('Ready to search')
  expect((await host.log()).map(({ event }) => event)).toEqual([
    'first begin',
    'second begin',
    'second complete',
  ])
  await expectCost(page, backend, { presigns: 2, sends: 2 })
  await expectNothingLeft(page)
})

test.describe('several selections at once', () => {
  test('A → B → A within one task: one link, one PUT, the last one wins', async ({
    host,
    backend,
    page,
  }) => {
    await openWatched(page, host)
    await host.mount()
    await giveFiles(page, { 'a.jpg': bytes(A), 'b.png': bytes(B) })
    await page.evaluate(() => {
      const { 'a.jpg': a, 'b.png': b } = window.files
      for (const file of [a, b, a]) if (file) window.host.handle()?.select(file)
    })
    await untilEvent(host, 'onUploadComplete')
    expect((await host.log('onUploadComplete'))[0]?.value).toMatchObject({
      source: { name: 'a.jpg' },
    })
    await expectCost(page, backend, { presigns: 1, sends: 1 })
    await expectNothingLeft(page)
  })

  test('A → B → A within 50 ms: the last one wins, and no callback reports the others', async ({
    host,
    backend,
    page,
  }) => {
    await openWatched(page, host)
    await host.mount()
    await giveFiles(page, { 'a.jpg': bytes(A), 'b.png': bytes(B) })
    await page.evaluate(async () => {
      const { 'a.jpg': a, 'b.png': b } = window.files
      for (const file of [a, b, a]) {
        if (file) window.host.handle()?.select(file)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })
    await untilEvent(host, 'onUploadComplete')
    await page.waitForTimeout(300)
    const completed = await host.log('onUploadComplete')
    expect(completed.map(({ value }) => value)).toMatchObject([{ source: { name: 'a.jpg' } }])
    expect((await host.log()).filter(({ event }) => /Error|Cancel|Reject/.test(event))).toEqual([])
    expect([...backend.service.links.values()].filter(({ puts }) => puts > 1)).toEqual([])
    await expectNothingLeft(page)
  })

  test('a double drop of one file is one upload', async ({ host, backend, page }) => {
    await openWatched(page, host)
    await host.mount()
    await giveFiles(page, { 'a.jpg': bytes(A) })
    await page.evaluate(() => {
      const root = document.querySelector('[data-part=root]')
      for (let drops = 0; drops < 2; drops++) {
        const dataTransfer = new DataTransfer()
        const file = window.files['a.jpg']
        if (file) dataTransfer.items.add(file)
        root?.dispatchEvent(
          new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
        )
      }
    })
    await untilEvent(host, 'onUploadComplete')
    await page.waitForTimeout(300)
    expect(await host.log('onUploadComplete')).toHaveLength(1)
    await expectCost(page, backend, { presigns: 1, sends: 1 })
    await expectNothingLeft(page)
  })

  test('a double click on Upload, on Try again and on × acts once', async ({
    host,
    backend,
    page,
  }) => {
    await openWatched(page, host)
    await host.mount({ props: { autoUpload: false } })
    await host.choose(imageFile(A))
    await expect(part(page, 'message')).toContainText('Ready to upload')
    backend.setFaults({ service: { put: '429-long' } })
    await part(page, 'primary').dblclick()
    await untilEvent(host, 'onError')
    await page.waitForTimeout(200)
    await expectCost(page, backend, { presigns: 1, sends: 1 })
    backend.setFaults({})
    await page.getByRole('button', { name: 'Try again' }).dblclick()
    await untilEvent(host, 'onUploadComplete')
    await page.waitForTimeout(200)
    await expectCost(page, backend, { presigns: 2, sends: 2 })
    await part(page, 'remove').dblclick()
    await expect.poll(() => host.status()).toBe('idle')
    expect(await host.log('onCancel')).toEqual([])
    await expectNothingLeft(page)
  })
})

test.describe('several views', () => {
  const bothSucceed = async (page: import('@playwright/test').Page) => {
    for (const name of ['one', 'two'])
      await expect(page.locator(`#mount-${name} [data-part=message]`)).toContainText(
        'Ready to search',
      )
  }

  test('two roots with an uploader each: two uploads, separate ids', async ({
    host,
    backend,
    page,
  }) => {
    await openWatched(page, host)
    await page.evaluate(() => {
      window.host.mount({ into: 'one', queryClient: true })
      window.host.mount({ into: 'two', queryClient: true })
    })
    await page.locator('#mount-one input[type=file]').setInputFiles(imageFile(A))
    await page.locator('#mount-two input[type=file]').setInputFiles(imageFile(B))
    await bothSucceed(page)
    const names = (await host.log('onUploadComplete')).map(
      ({ value }) => (value as { source: { name: string } }).source.name,
    )
    expect(names.toSorted()).toEqual(['orient-6.jpg', 'rgb8.png'])
    await expectCost(page, backend, { presigns: 2, sends: 2 })
    expect(await duplicateIds(page)).toEqual([])
    await expectNothingLeft(page, { into: ['one', 'two'] })
  })

  test('two in one tree are independent too', async ({ host, backend, page }) => {
    await openWatched(page, host)
    await page.evaluate(() => {
      const { React, library } = window.host
      const one = (name: string) =>
        React.createElement(
          'div',
          { id: `mount-${name}`, key: name },
          React.createElement(library.SearchImageUploader, { endpoint: '/api/search-image' }),
        )
      window.host.mount({ render: () => ['one', 'two'].map(one) })
    })
    await page.locator('#mount-one input[type=file]').setInputFiles(imageFile(A))
    await page.locator('#mount-two input[type=file]').setInputFiles(imageFile(B))
    await bothSucceed(page)
    await expectCost(page, backend, { presigns: 2, sends: 2 })
    expect(await duplicateIds(page)).toEqual([])
    await expectNothingLeft(page)
  })

  test('two roots that share a control: one upload, which outlives both views', async ({
    host,
    backend,
    page,
  }) => {
    await openWatched(page, host)
    const held = hold()
    backend.setFaults({ service: { preflight: { delay: held.until } } })
    await page.evaluate(() => {
      const note = (event: string) => () => void window.host.log.push({ event, value: null, at: 0 })
      const control = window.host.core.createUploader({
        endpoint: '/api/search-image',
        onUploadComplete: note('complete'),
        onError: note('error'),
        onCancel: note('cancel'),
      })
      Object.assign(window, { control })
      for (const into of ['one', 'two']) window.host.mount({ into, props: { control } })
    })
    await page.locator('#mount-one input[type=file]').setInputFiles(imageFile(IMAGE))
    await expect(page.locator('#mount-two [data-part=root][data-status=uploading]')).toBeVisible()
    await page.evaluate(() => window.host.unmount('one'))
    held.letGo()
    await expect(page.locator('#mount-two [data-part=message]')).toContainText('Ready to search')
    await expectCost(page, backend, { presigns: 1, sends: 1 })
    expect((await host.log()).map(({ event }) => event)).toEqual(['complete'])
    // Only its owner disposes the control.
    await page.evaluate(() =>
      (window as unknown as { control: { dispose(): void } }).control.dispose(),
    )
    await expectNothingLeft(page, { into: ['two'] })
  })
})

const duplicateIds = (page: import('@playwright/test').Page) =>
  page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
    return ids.filter((id, i) => ids.indexOf(id) !== i)
  })

declare global {
  interface Window {
    renders: number
  }
}
