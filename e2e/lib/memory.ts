import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from '@playwright/test'

/** Process ids of all renderers. Chromium only. */
async function renderers(browser: Browser): Promise<number[]> {
  const cdp = await browser.newBrowserCDPSession()
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo')
  await cdp.detach()
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}

/**
 * Their proportional set size in MB, without mapped files: those are the browser's own code, whose
 * share grows when other browsers end. `undefined` where the system does not report it (only Linux
 * does).
 */
function memoryOf(processes: readonly number[]): number | undefined {
  const sizes = processes.map(pss)
  return sizes.every((size) => size !== undefined)
    ? sizes.reduce((sum, size) => sum + size, 0)
    : undefined
}

function pss(pid: number): number | undefined {
  const path = `/proc/${pid}/smaps_rollup`
  if (!existsSync(path)) return undefined
  const parts = [...readFileSync(path, 'utf8').matchAll(/^Pss_(?:Anon|Shmem):\s+(\d+) kB/gm)].map(
    ([, kilobytes]) => Number(kilobytes),
  )
  return parts.length === 0
    ? undefined
    : parts.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1024
}

/**
 * The largest increase over the first value while `work` ran, in MB. Renderers that start in the
 * meantime do not count: a browser keeps a spare one.
 */
export async function memoryGrowth(
  browser: Browser,
  work: () => Promise<unknown>,
): Promise<number | undefined> {
  const processes = await renderers(browser)
  const before = memoryOf(processes)
  let most = before
  const done = new AbortController()
  const watch = async () => {
    while (!done.signal.aborted) {
      await sleep(25)
      const now = memoryOf(processes)
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
