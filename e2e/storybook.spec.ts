// The Storybook as it is published: only files, without the servers of `npm start`.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import type { Page } from '@playwright/test'
import { PART_DESCRIPTIONS } from '../src/react/view/descriptions.ts'
import { PARTS } from '../src/react/view/names.ts'
import type { AllProps, RootEvent } from '../src/react/props.ts'
import { expect, imageFile, test as base } from './fixtures.ts'
import { root } from './lib/built-package.ts'

const folder = join(root, 'storybook-static')
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

const test = base.extend<{ published: string }>({
  published: async ({}, use) => {
    const server = createServer((request, response) => {
      const path = join(
        folder,
        decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname),
      )
      if (!path.startsWith(folder) || !existsSync(path) || !statSync(path).isFile())
        return void response.writeHead(404).end()
      response.writeHead(200, {
        'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      })
      createReadStream(path).pipe(response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    await use(
      `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`,
    )
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  },
})

// `npm test` builds it before the end-to-end tests; there, a missing Storybook is a failure.
test.skip(
  !existsSync(folder) && process.env.CI === undefined,
  'storybook-static is not built: npm run build-storybook',
)

/**
 * Every prop except the `aria-` attributes and the events that are only passed on. It does not
 * compile if one is missing or removed.
 */
const PROPS: Record<
  Exclude<keyof AllProps, `aria-${string}` | Exclude<RootEvent, 'onFocus' | 'onBlur'>>,
  true
> = {
  control: true,
  endpoint: true,
  requestPresignedUrl: true,
  confirmUpload: true,
  headers: true,
  credentials: true,
  fetch: true,
  allowedUploadHosts: true,
  queryClient: true,
  accept: true,
  maxSize: true,
  maxInputSize: true,
  minWidth: true,
  minHeight: true,
  maxDimension: true,
  maxPixels: true,
  quality: true,
  fileName: true,
  keepMetadata: true,
  validate: true,
  compressor: true,
  heicDecoder: true,
  timeouts: true,
  createWorker: true,
  autoUpload: true,
  onImageSelect: true,
  onReject: true,
  onUploadBegin: true,
  onUploadProgress: true,
  onUploadComplete: true,
  onError: true,
  onCancel: true,
  onExpire: true,
  onStatusChange: true,
  onFocus: true,
  onBlur: true,
  variant: true,
  colorScheme: true,
  paste: true,
  dropOnPage: true,
  guardPage: true,
  capture: true,
  name: true,
  required: true,
  form: true,
  id: true,
  disabled: true,
  readOnly: true,
  value: true,
  onValueChange: true,
  messages: true,
  classNames: true,
  className: true,
  style: true,
}

const uploader = (page: Page) => page.locator('[data-part=root]')

test('a live story says that it is simulated, plays an upload, and its Controls change the component', async ({
  page,
  published,
}) => {
  await page.goto(`${published}/iframe.html?id=live--upload&viewMode=story&args=variant:compact`)
  await expect(page.getByRole('note')).toContainText('Simulated.')
  await expect(uploader(page)).toHaveAttribute('data-variant', 'compact')
  await page.locator('input[type=file]').setInputFiles(imageFile('jpeg/orient-6.jpg'))
  await expect(uploader(page)).toHaveAttribute('data-status', 'success')
})

test('so does the story in manual mode', async ({ page, published }) => {
  await page.goto(
    `${published}/iframe.html?id=live--manual-start&viewMode=story&args=variant:compact`,
  )
  await expect(page.getByRole('note')).toContainText('Simulated.')
  await expect(uploader(page)).toHaveAttribute('data-variant', 'compact')
  await page.locator('input[type=file]').setInputFiles(imageFile('jpeg/orient-6.jpg'))
  await page.getByRole('button', { name: /Search with this image \(link: \d+ s\)/ }).click()
  await expect(uploader(page)).toHaveAttribute('data-status', 'success')
})

test('a rehearsed fault ends with an error, and without a fault the upload succeeds', async ({
  page,
  published,
}) => {
  await page.goto(`${published}/iframe.html?id=rehearse-faults--rehearse&viewMode=story`)
  await expect(page.getByRole('note')).toContainText('Simulated.')
  await page.locator('input[type=file]').setInputFiles(imageFile('jpeg/orient-6.jpg'))
  await expect(uploader(page)).toHaveAttribute('data-status', 'error')
  await page.getByLabel('What goes wrong').selectOption('none')
  await page.locator('input[type=file]').setInputFiles(imageFile('jpeg/orient-6.jpg'))
  await expect(uploader(page)).toHaveAttribute('data-status', 'success')
})

test('the Styling page lists every part with its meaning', async ({ page, published }) => {
  await page.goto(`${published}/iframe.html?id=styling--docs&viewMode=docs`)
  const rows = page
    .locator('#storybook-docs table tbody tr')
    .filter({ has: page.locator('td:first-child code') })
  await expect(rows).toHaveCount(PARTS.length)
  const cells = await rows.evaluateAll((all) =>
    all.map((row) => Array.from(row.children, (cell) => cell.textContent)),
  )
  expect(cells).toEqual(PARTS.map((part) => [part, PART_DESCRIPTIONS[part]]))
})

test('the props table, generated from the types, has every prop, each with a sentence', async ({
  page,
  published,
}) => {
  await page.goto(`${published}/iframe.html?id=live--docs&viewMode=docs`)
  // Not the rows inside a row: the parameters of a callback.
  const rows = page.locator('.docblock-argstable').first().locator('> tbody > tr')
  await expect(rows).toHaveCount(Object.keys(PROPS).length)
  const shown = await rows.evaluateAll((all) =>
    all.map(({ children: [name, text] }) => ({
      name: name?.textContent.replace('*', '') ?? '',
      // Only its type, or a sentence before it, and parameters behind it.
      isDescribed: (text?.childElementCount ?? 0) >= 2,
    })),
  )
  expect(shown.map(({ name }) => name).toSorted()).toEqual(Object.keys(PROPS).toSorted())
  const undescribed = shown.filter(({ isDescribed }) => !isDescribed).map(({ name }) => name)
  expect(undescribed).toEqual([])
})

test('a click on a Control changes the uploader beside it', async ({ page, published }) => {
  await page.goto(`${published}/iframe.html?id=live--docs&viewMode=docs`)
  const controls = page.locator('.docblock-argstable').first()
  await controls.getByRole('radio', { name: 'compact' }).click()
  await expect(uploader(page).first()).toHaveAttribute('data-variant', 'compact')
})

test('the first page names every section', async ({ page, published }) => {
  await page.goto(`${published}/iframe.html?id=welcome--docs&viewMode=docs`)
  const index = (await (await fetch(`${published}/index.json`)).json()) as {
    entries: Record<string, { title: string }>
  }
  const sections = new Set(Object.values(index.entries).map(({ title }) => title))
  sections.delete('Welcome')
  const named = page.locator('#storybook-docs li strong')
  await expect(named.first()).toBeVisible()
  expect(new Set(await named.allTextContents())).toEqual(sections)
})
