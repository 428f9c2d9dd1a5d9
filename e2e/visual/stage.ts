/**
 * Pages that show one shot at a time, built with the packed package. Each worker builds its own if
 * its tests use it.
 */
import { dirname, join } from 'node:path'
import { test as base, type Browser, type Page } from '@playwright/test'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { startSite } from '../lib/site-server.ts'
import { site } from '../lib/site.ts'
import { NOW } from './shots.ts'

export { expect } from '@playwright/test'

/** Builds a page with the packed package, as an app would, into a folder of this worker. */
async function buildPage(folder: string, worker: number): Promise<string> {
  const name = `visual-${folder}-${worker}`
  const installed = join(dirname(site()), 'host.js')
  await build({
    root: join(import.meta.dirname, folder),
    base: './',
    configFile: false,
    logLevel: 'error',
    plugins: [
      react(),
      {
        name: 'packed-package',
        enforce: 'pre',
        resolveId(id) {
          return id.startsWith('search-image-uploader')
            ? this.resolve(id, installed, { skipSelf: true })
            : null
        },
      },
    ],
    build: {
      outDir: join(site(), name),
      emptyOutDir: true,
      target: 'es2022',
      chunkSizeWarningLimit: 4000,
    },
  })
  return name
}

/** Opens the page of a folder and keeps it open for all of its shots. */
async function openStage(
  browser: Browser,
  folder: string,
  worker: number,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const name = await buildPage(folder, worker)
  const server = await startSite(async () => new Response(null, { status: 404 }))
  const page = await browser.newPage({ viewport: { width: 560, height: 420 }, locale: 'en-US' })
  await page.clock.setFixedTime(NOW)
  await page.goto(`${server.url}/${name}/index.html`)
  await page.locator('html[data-ready]').waitFor({ state: 'attached' })
  // The other clock of a countdown: on a busy machine a second passes before the screenshot.
  await page.evaluate(() => {
    const now = performance.now()
    performance.now = () => now
  })
  await use(page)
  await page.close()
  await server.close()
}

/**
 * `stage`: only the uploader. `hostStage`: the uploader in pages with foreign style sheets,
 * popovers and dialogs.
 */
export const test = base.extend<object, { stage: Page; hostStage: Page }>({
  stage: [
    ({ browser }, use, { workerIndex }) => openStage(browser, 'page', workerIndex, use),
    { scope: 'worker' },
  ],
  hostStage: [
    ({ browser }, use, { workerIndex }) => openStage(browser, 'host-page', workerIndex, use),
    { scope: 'worker' },
  ],
})
