/**
 * Real drags of files from the system, over the page around the uploader. They use the DevTools
 * protocol, so only Chromium runs them.
 */
import type { Page } from '@playwright/test'
import { expect, imageFile, test } from './fixtures.ts'
import { dragging } from './lib/drag.ts'

const image = () => imageFile('jpeg/orient-6.jpg')
const cover = (page: Page) => page.locator('[data-part=page]')

/** A drop target above the uploader. */
const add = (page: Page, html: string) =>
  page.evaluate((markup) => document.body.insertAdjacentHTML('afterbegin', markup), html)

/** A browser that opens a file leaves the page, or opens a tab. */
async function expectNothingOpened(page: Page, url: string) {
  expect(page.url()).toBe(`${url}/`)
  expect(page.context().pages()).toHaveLength(1)
}

test('the host app’s drop target on window gets its file', async ({ host, page, backend }) => {
  await host.mount()
  await add(page, '<p id="free" style="block-size: 60px">free</p>')
  await page.evaluate(() => {
    addEventListener('dragover', (event) => event.preventDefault())
    addEventListener('drop', (event) => {
      event.preventDefault()
      document.title = `host takes ${event.dataTransfer?.files.length}`
    })
  })
  await dragging(page, { files: [image()] }, (drag) => drag.drop('#free'))
  await expect(page).toHaveTitle('host takes 1')
  expect(await host.log('onImageSelect')).toEqual([])
  await expectNothingOpened(page, backend.url)
})

test('a file that is dropped beside the box does not open', async ({ host, page, backend }) => {
  await host.mount()
  await add(page, '<p id="free" style="block-size: 60px">free</p>')
  await dragging(page, { files: [image()] }, (drag) => drag.drop('#free'))
  await expectNothingOpened(page, backend.url)
  expect(await host.log('onImageSelect')).toEqual([])
})

for (const [name, html] of [
  ['a search field', '<input id="place" type="search">'],
  ['an editable element', '<div id="place" contenteditable style="block-size: 60px">text</div>'],
  ['free space', '<p id="place" style="block-size: 60px">free</p>'],
  [
    'an element that stops the drop',
    '<p id="place" style="block-size: 60px" ondrop="event.stopPropagation()">free</p>',
  ],
] as const) {
  test(`dropOnPage: the cover appears over ${name}, and no file opens`, async ({
    host,
    page,
    backend,
  }) => {
    await host.mount({ props: { dropOnPage: true } })
    await add(page, html)
    await dragging(page, { files: [image()] }, async (drag) => {
      await drag.over('#place')
      await expect(cover(page)).toBeVisible()
      await drag.drop('#place')
    })
    await expect(cover(page)).toHaveCount(0)
    // A listener that stops a drop has handled it.
    if (!name.includes('stops')) await expect.poll(() => host.status()).toBe('success')
    await expectNothingOpened(page, backend.url)
  })
}

test('dropOnPage: the cover disappears over a frame and a zone of the host app, and outside of the window', async ({
  host,
  page,
}) => {
  await host.mount({ props: { dropOnPage: true } })
  await add(
    page,
    '<iframe id="frame" srcdoc="another page"></iframe><p id="zone" style="block-size: 60px">zone</p><p id="free">free</p>',
  )
  await page.evaluate(() => {
    for (const type of ['dragover', 'drop'])
      document.querySelector('#zone')?.addEventListener(type, (event) => {
        event.preventDefault()
        event.stopPropagation()
      })
  })
  await dragging(page, { files: [image()] }, async (drag) => {
    for (const place of ['#frame', '#zone']) {
      await drag.over('#free')
      await expect(cover(page)).toBeVisible()
      await drag.over(place)
      await expect(cover(page)).toHaveCount(0)
    }
    await drag.over('#free')
    await expect(cover(page)).toBeVisible()
    await drag.leave()
    await expect(cover(page)).toHaveCount(0)
    await drag.over('#free')
    await drag.drop('#zone')
    await expect(cover(page)).toHaveCount(0)
  })
  expect(await host.log('onImageSelect')).toEqual([])
})
