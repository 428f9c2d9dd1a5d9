/**
 * The fixtures of the specs. `import { expect, imageFile, test } from './fixtures.ts'`, then:
 *
 * `await host.mount()` opens the page and mounts the component, `await
 * host.choose(imageFile('jpeg/orient-6.jpg'))` selects an image, `await expect.poll(() =>
 * host.status()).toBe('success')` waits for the outcome, and `backend.service.objects` has what the
 * storage really contains.
 *
 * Each test has its own servers on free ports: the page with the endpoint (`/api/search-image`),
 * and the service with its storage on another origin. `backend.setFaults` sets faults for both,
 * down to the socket; `backend.requests` and `backend.service.requests` list what arrived. No test
 * uses `page.route`.
 *
 * `test.use({ backendOptions: { service: { expirationSeconds: 12 } }, siteHeaders: {…} })` changes
 * the servers of a file or a `describe`. `props: { endpoint: backend.endpoint }` calls the endpoint
 * across origins.
 *
 * Functions as props are created in the page: `page.evaluate(() => window.host.mount({ props: {
 * validate: () => 'no' } }))`. `window.host` (app/host.ts) also has the log of callbacks, the
 * states, the number of renders, and the whole package.
 *
 * Specs in `engines/` run in Chromium, Firefox and WebKit; they use `drive` (lib/drive.ts) and not
 * `page` or `host`.
 */
import { test as base } from '@playwright/test'
import { webkitDriverPath } from '../test/support/playwright-launch.ts'
import {
  createTestBackend,
  type TestBackend,
  type TestBackendOptions,
} from '../src/testing/backend.ts'
import type { LogEntry, MountOptions } from './app/host.js'
import { drivePage, driveWebKit, type Drive } from './lib/drive.ts'
import { startSite, type SiteServer } from './lib/site-server.ts'
import { WebKit } from './webkit/driver.ts'

export { expect } from '@playwright/test'
export { until, type Drive } from './lib/drive.ts'
export { hasImage, imageFile } from './lib/images.ts'

/** Both servers of one test. */
export interface Backend extends TestBackend {
  /** Address of the page. */
  readonly url: string
}

/** The page of the tests, as the spec sees it. */
export interface HostPage {
  /** Opens the page without mounting anything. */
  open(): Promise<void>
  /**
   * Opens the page if needed and mounts the component. For functions use `page.evaluate(() =>
   * window.host.mount({…}))`.
   */
  mount(options?: Omit<MountOptions, 'render'>): Promise<void>
  choose(...paths: string[]): Promise<void>
  status(): Promise<string | undefined>
  log(event?: string): Promise<LogEntry[]>
  /** Statuses in order, without repetitions. */
  statuses(): Promise<string[]>
}

interface Fixtures {
  backendOptions: TestBackendOptions
  /** Headers of the page's own files, for example a Content-Security-Policy. */
  siteHeaders: Record<string, string>
  /** Files of the page that are missing, as after a deployment. */
  siteMissing: RegExp | undefined
  /** HEAD requests get no response. */
  siteDeaf: boolean
  /** False: the page's server closes each connection after one response. */
  keepAlive: boolean
  backend: Backend
  host: HostPage
  drive: Drive
}

/** For tests that need a second backend. */
export async function startBackend(
  options: TestBackendOptions = {},
  siteOptions: Partial<Pick<SiteServer, 'headers' | 'missing' | 'deaf' | 'keepAlive'>> = {},
): Promise<Backend> {
  const pageOrigins: string[] = [...(options.pageOrigins ?? [])]
  const backend = await createTestBackend({ ...options, pageOrigins })
  const site = await startSite(backend.handler)
  Object.assign(site, siteOptions)
  pageOrigins.push(site.url)
  return {
    ...backend,
    url: site.url,
    close: () => Promise.all([site.close(), backend.close()]).then(() => undefined),
  }
}

export const test = base.extend<Fixtures, { webkitGtk: WebKit | undefined }>({
  backendOptions: [{}, { option: true }],
  siteHeaders: [{}, { option: true }],
  siteMissing: [undefined, { option: true }],
  siteDeaf: [false, { option: true }],
  keepAlive: [true, { option: true }],

  backend: async ({ backendOptions, siteHeaders, siteMissing, siteDeaf, keepAlive }, use) => {
    const backend = await startBackend(backendOptions, {
      headers: siteHeaders,
      missing: siteMissing,
      deaf: siteDeaf,
      keepAlive,
    })
    await use(backend)
    await backend.close()
  },

  host: async ({ page, backend }, use) => {
    const open = async () => {
      await page.goto(backend.url)
      await page.locator('html[data-ready]').waitFor({ state: 'attached' })
    }
    await use({
      open,
      mount: async (options) => {
        if (!page.url().startsWith(backend.url)) await open()
        await page.evaluate(
          (given) => window.host.mount(given as MountOptions | undefined),
          options,
        )
        await page.locator('[data-part=root]').first().waitFor({ state: 'attached' })
      },
      choose: (...paths) => page.locator('input[type=file]').first().setInputFiles(paths),
      status: async () =>
        (await page.locator('[data-part=root]').first().getAttribute('data-status')) ?? undefined,
      log: (event) =>
        page.evaluate(
          (name) => window.host.log.filter((entry) => name === undefined || entry.event === name),
          event,
        ),
      statuses: () =>
        page.evaluate(() =>
          window.host.states
            .map((state) => state.status)
            .filter((status, i, all) => status !== all[i - 1]),
        ),
    })
  },

  webkitGtk: [
    async ({}, use, info) => {
      if (info.project.name !== 'webkit' || webkitDriverPath === undefined) {
        await use(undefined)
        return
      }
      const webkit = await WebKit.start()
      await use(webkit)
      await webkit.close()
    },
    { scope: 'worker' },
  ],

  drive: async ({ page, browserName, webkitGtk }, use) => {
    await use(webkitGtk === undefined ? drivePage(page, browserName) : driveWebKit(webkitGtk))
  },
})
