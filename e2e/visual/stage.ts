/** A page that shows one shot at a time, built against the packed package; each worker has one. */
import { dirname, join } from 'node:path'
import { test as base, type Page } from '@playwright/test'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { startSite } from '../lib/site-server.ts'
import { site } from '../lib/site.ts'
import { NOW } from './shots.ts'

export { expect } from '@playwright/test'

/** Builds the page against the packed package, as a host would, into a folder of this worker alone. */
async function buildPage(worker: number): Promise<string> {
  const name = `visual-${worker}`
  const installed = join(dirname(site()), 'host.js')
  await build({
    root: join(import.meta.dirname, 'page'),
    base: './',
    configFile: false,
    logLevel: 'error',
    plugins: [
      react(),
      {
        name: 'packed-package',
        enforce: 'pre',
        resolveId(id) {
          return id.startsWith('search-image-uploader') ? this.resolve(id, installed, { skipSelf: true }) : null
        },
      },
    ],
    build: { outDir: join(site(), name), emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 4000 },
  })
  return name
}

export const test = base.extend<object, { stage: Page }>({
  stage: [
    async ({ browser }, use, { workerIndex }) => {
      const name = await buildPage(workerIndex)
      const server = await startSite(async () => new Response(null, { status: 404 }))
      const page = await browser.newPage({ viewport: { width: 560, height: 420 }, locale: 'en-US' })
      await page.clock.setFixedTime(NOW)
      await page.goto(`${server.url}/${name}/index.html`)
      await page.locator('html[data-ready]').waitFor({ state: 'attached' })
      await use(page)
      await page.close()
      await server.close()
    },
    { scope: 'worker' },
  ],
})
