import { existsSync, readFileSync } from 'node:fs'
import type { Browser } from '@playwright/test'

/** Proportional set size of all renderers in MB; `undefined` where the system does not tell (only Linux does). Chromium only. */
export async function rendererMemory(browser: Browser): Promise<number | undefined> {
  const cdp = await browser.newBrowserCDPSession()
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo')
  await cdp.detach()
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => pss(id))
  return sizes.every((size) => size !== undefined) ? sizes.reduce((sum, size) => sum + size, 0) : undefined
}

function pss(pid: number): number | undefined {
  const path = `/proc/${pid}/smaps_rollup`
  const kilobytes = existsSync(path) ? /^Pss:\s+(\d+) kB/m.exec(readFileSync(path, 'utf8'))?.[1] : undefined
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024
}

/** The most above the first value that was seen while `work` ran, in MB. */
export async function memoryGrowth(browser: Browser, work: () => Promise<unknown>): Promise<number | undefined> {
  const before = await rendererMemory(browser)
  let most = before
  const done = new AbortController()
  const watch = async () => {
    while (!done.signal.aborted) {
      const now = await rendererMemory(browser).catch(() => undefined)
      if (now !== undefined && most !== undefined) most = Math.max(most, now)
    }
  }
  const watching = watch()
  try {
    await work()
  } finally {
    done.abort()
    await watching
  }
  return before === undefined || most === undefined ? undefined : most - before
}
