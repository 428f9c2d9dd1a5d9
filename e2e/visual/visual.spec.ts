// Each state as a picture. Changed on purpose? `npm run visual:update`, and look at what changed before committing it.
import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test as base, type Page } from '@playwright/test'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { startSite } from '../lib/site-server.ts'
import { site } from '../lib/site.ts'
import { whyNotComparable } from './machine.ts'
import { packTighter } from './png.ts'
import { NOW, SHOTS, type Scheme, type Shot } from './shots.ts'

const MAX_BYTES = 1_500_000

/** Known before the tests are: elsewhere one line says why there are none. */
const updating = process.env.npm_lifecycle_event === 'visual:update'

const fileName = (shot: string, scheme: Scheme) => `${shot}-${scheme}.png`

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

const test = base.extend<object, { stage: Page }>({
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

test.beforeEach(({}, info) => {
  // One set of baselines: without this their names would end with the platform.
  info.snapshotSuffix = ''
})

function takeShot(shot: Shot, scheme: Scheme): void {
  test(`${shot.name} ${scheme}`, async ({ stage }) => {
    await stage.emulateMedia({ forcedColors: shot.forcedColors ? 'active' : 'none', colorScheme: scheme })
    await stage.evaluate(([name, on]) => window.show(name, on), [shot.name, scheme] as const)
    const drawn = await stage.locator('#shot').screenshot({ animations: 'disabled' })
    // One level of 255 may differ: another processor may round so.
    expect(updating ? packTighter(drawn) : drawn).toMatchSnapshot(fileName(shot.name, scheme), { threshold: 0.01, maxDiffPixels: 0 })
  })
}

const notHere = whyNotComparable(updating)

if (notHere !== undefined) {
  test('every state looks as its baseline', () => test.skip(true, notHere))
} else {
  for (const shot of SHOTS) for (const scheme of shot.schemes) takeShot(shot, scheme)

  test('there is a baseline for each shot and none besides, all of them small', ({}, info) => {
    test.skip(updating, 'the baselines are being written')
    const files = readdirSync(info.snapshotDir)
    const wanted = SHOTS.flatMap(({ name, schemes }) => schemes.map((scheme) => info.snapshotPath(fileName(name, scheme))))
    expect(files.map((file) => join(info.snapshotDir, file)).toSorted()).toEqual(wanted.toSorted())
    expect(files.reduce((sum, file) => sum + statSync(join(info.snapshotDir, file)).size, 0)).toBeLessThan(MAX_BYTES)
  })
}
