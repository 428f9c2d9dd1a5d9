/**
 * What a spec gets. `import { expect, test } from './fixtures.ts'`, then:
 *
 *   test('a JPEG ends with an asset key', async ({ host, backend, page }) => {
 *     await host.mount()                                             // page opened, component mounted
 *     await host.choose(picture('jpeg/orient-6.jpg'))
 *     await expect.poll(() => host.status()).toBe('success')
 *     expect(backend.service.objects.size).toBe(1)                   // what the storage really holds
 *   })
 *
 * `test.use({ serviceOptions: { expirationSeconds: 12 }, handlerOptions: {...}, siteHeaders: {...} })` changes a file's or a
 * `describe`'s backend. Each test has servers and ports of its own: the app's origin, and the service's (another origin).
 * There is no `page.route` anywhere: faults come from `serviceOptions.faults`.
 * Specs in `engines/` run in three engines and use `drive` instead of `page`.
 */
import { test as base } from '@playwright/test'
import type { UploadHandlerOptions } from 'search-image-uploader/server'
import type { LocalService, LocalServiceOptions } from 'search-image-uploader/testing'
import { webkitDriverPath } from '../playwright.launch.ts'
import type { LogEntry, MountOptions } from './app/host.js'
import { drivePage, driveWebKit, type Drive } from './lib/drive.ts'
import { packedServer, packedTesting } from './lib/package.ts'
import { startSite } from './lib/site-server.ts'
import { WebKit } from './webkit/driver.ts'

export { expect } from '@playwright/test'
export { until, type Drive } from './lib/drive.ts'
export { hasPicture, picture } from './lib/pictures.ts'

/** Both servers of one test. */
export interface Backend {
  /** Address of the page. */
  readonly url: string
  /** Address of the service and its storage: another origin. */
  readonly serviceUrl: string
  readonly service: LocalService
  /** Calls of the page to the app's endpoint, in order: `presigned-url`, `complete`. */
  readonly calls: string[]
}

/** The page of the tests, from the spec's side. */
export interface HostPage {
  /** Opens the page without mounting anything. */
  open(): Promise<void>
  /** Opens the page if needed and mounts the component. For functions use `page.evaluate(() => window.host.mount({…}))`. */
  mount(options?: Omit<MountOptions, 'render'>): Promise<void>
  choose(...paths: string[]): Promise<void>
  status(): Promise<string | undefined>
  log(event?: string): Promise<LogEntry[]>
  /** Statuses in order, without repetitions. */
  statuses(): Promise<string[]>
}

export interface BackendOptions {
  serviceOptions: LocalServiceOptions
  handlerOptions: Partial<UploadHandlerOptions>
  siteHeaders: Record<string, string>
}

interface Fixtures extends BackendOptions {
  backend: Backend
  host: HostPage
  drive: Drive
}

export const test = base.extend<Fixtures, { webkitGtk: WebKit | undefined }>({
  serviceOptions: [{}, { option: true }],
  handlerOptions: [{}, { option: true }],
  siteHeaders: [{}, { option: true }],

  backend: async ({ serviceOptions, handlerOptions, siteHeaders }, use) => {
    const { createUploadHandler } = await packedServer()
    const { createLocalService } = await packedTesting()
    const service = createLocalService(serviceOptions)
    const listening = await service.listen()
    const handler = createUploadHandler({ ...service.credentials, baseUrl: listening.url, authorize: () => 'tester', ...handlerOptions })
    const calls: string[] = []
    const site = await startSite((request) => {
      calls.push(new URL(request.url).pathname.split('/').at(-1) ?? '')
      return handler(request)
    })
    site.headers = siteHeaders
    await use({ url: site.url, serviceUrl: listening.url, service, calls })
    await site.close()
    await listening.close()
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
        await page.evaluate((given) => window.host.mount(given), options)
        await page.locator('[data-part=root]').first().waitFor({ state: 'attached' })
      },
      choose: (...paths) => page.locator('input[type=file]').first().setInputFiles(paths),
      status: async () => (await page.locator('[data-part=root]').first().getAttribute('data-status')) ?? undefined,
      log: (event) => page.evaluate((name) => window.host.log.filter((entry) => name === undefined || entry.event === name), event),
      statuses: () =>
        page.evaluate(() => window.host.states.map((state) => state.status).filter((status, i, all) => status !== all[i - 1])),
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
