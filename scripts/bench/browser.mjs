// The browsers of the bench: Chromium for every row, Firefox and WebKitGTK for the zone plate.
import { join } from 'node:path'
import { chromium, firefox } from '@playwright/test'
import { runnerImport } from 'vite'
import {
  wholeChromiumLaunch,
  firefoxLaunch,
  firefoxPath,
  webkitDriverPath,
} from '../../test/support/playwright-launch.ts'
import { serve } from './site.mjs'

export async function startBench(corpus, extra) {
  const site = await serve(corpus, extra)
  const server = await chromium.launchServer(wholeChromiumLaunch)
  const browser = await chromium.connect(server.wsEndpoint())

  /**
   * Opens a new page, so that a row is not slowed by the one before. `call` runs a function of
   * `page.ts` in it.
   */
  async function freshPage() {
    for (const context of browser.contexts()) await context.close()
    const page = await browser.newPage()
    await page.goto(site.url)
    await page.waitForFunction('globalThis.bench')
    const call = (name, ...args) =>
      page.evaluate(([what, values]) => globalThis.bench[what](...values), [name, args])
    return { call, choose: (file) => page.setInputFiles('input', file) }
  }

  async function inFirefox(name) {
    if (firefoxPath === undefined) return undefined
    const other = await firefox.launch(firefoxLaunch)
    const page = await other.newPage()
    await page.goto(site.url)
    await page.waitForFunction('globalThis.bench')
    const result = await page.evaluate((what) => globalThis.bench[what](), name)
    const version = other.version()
    await other.close()
    return { engine: `Firefox ${version}`, result }
  }

  async function inWebKit(name) {
    if (webkitDriverPath === undefined) return undefined
    const { module } = await runnerImport(join(import.meta.dirname, '../../e2e/webkit/driver.ts'))
    const other = await module.WebKit.start()
    await other.goto(site.url)
    const loaded = 'while (!globalThis.bench) await new Promise((go) => setTimeout(go, 50))'
    const result = await other.execute(
      `return (async () => { ${loaded}; return bench[arguments[0]]() })()`,
      name,
    )
    await other.close()
    return { engine: `WebKitGTK ${other.version}`, result }
  }

  async function close() {
    await browser.close()
    await server.close()
    site.close()
  }
  return {
    freshPage,
    inFirefox,
    inWebKit,
    pid: server.process().pid,
    version: browser.version(),
    close,
  }
}
