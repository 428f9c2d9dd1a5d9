// One page whose components are mounted and unmounted: what was requested, what was sent, and what
// is left afterwards.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, type Page } from '@playwright/test'
import type { Backend, HostPage } from '../fixtures.ts'
import { installProbe, type ProbeReport } from '../probes/probe.ts'

/**
 * React DOM never removes the first listener. Playwright adds the others with its first click in a
 * new page.
 */
const NOT_OURS =
  /:(selectionchange|__playwright\w+|click|(aux|dbl)click|contextmenu|(mouse|pointer|touch)\w+)$/

/** Opens the page with the probe, before anything is mounted. */
export async function openWatched(page: Page, host: HostPage): Promise<void> {
  await host.open()
  await page.evaluate(installProbe)
}

export async function report(page: Page): Promise<ProbeReport> {
  return page.evaluate(() => {
    if (!window.probe) throw new Error('no probe on this page')
    return window.probe.report()
  })
}

/** What one intent may cost: requested links and `send()` calls. No link is used twice. */
export async function expectCost(
  page: Page,
  backend: Backend,
  cost: { presigns: number; sends: number },
): Promise<void> {
  const { fetches, xhrs } = await report(page)
  expect(fetches.filter(({ call }) => call === 'presigned-url')).toHaveLength(cost.presigns)
  expect(xhrs.reduce((sum, { sends }) => sum + sends, 0)).toBe(cost.sends)
  expect(new Set(xhrs.map(({ link }) => link)).size).toBe(xhrs.length)
  expect([...backend.service.links.values()].filter(({ puts }) => puts > 1)).toEqual([])
}

/**
 * Checks that after the last unmount nothing runs, no callback is called, and no resource is held.
 * Waits `ms`, which is longer than any late call takes.
 */
export async function expectNothingLeft(
  page: Page,
  { ms = 400, into = ['main'] } = {},
): Promise<void> {
  const before = await page.evaluate((names) => {
    window.probe?.stopWatchingFocus()
    for (const name of names) window.host.unmount(name)
    return window.host.log.length
  }, into)
  await sleep(ms)
  const late = await page.evaluate(
    (at) => window.host.log.slice(at).map(({ event }) => event),
    before,
  )
  expect(late, 'callbacks after unmount').toEqual([])
  const { openXhrs, objectUrls, bitmaps, listeners, errors, workers } = await report(page)
  const left = Object.fromEntries(
    Object.entries(listeners).filter(([name]) => !NOT_OURS.test(name)),
  )
  expect({ openXhrs, objectUrls, bitmaps, errors, left }).toEqual({
    openXhrs: 0,
    objectUrls: 0,
    bitmaps: 0,
    errors: [],
    left: {},
  })
  // One idle worker waits ten seconds for the next image.
  expect(workers).toBeLessThanOrEqual(1)
  expect(await page.evaluate(() => window.host.errors)).toEqual([])
}

/** Waits for the nth call of a callback prop. */
export const untilEvent = (host: HostPage, event: string, count = 1) =>
  expect.poll(async () => (await host.log(event)).length).toBe(count)

/** Puts images into the page as `window.files`, for tests that select several in one task. */
export async function giveFiles(
  page: Page,
  files: Readonly<Record<string, Buffer>>,
): Promise<void> {
  const given = Object.entries(files).map(([name, bytes]) => ({
    name,
    base64: bytes.toString('base64'),
  }))
  await page.evaluate((all) => {
    window.files = Object.fromEntries(
      all.map(({ name, base64 }) => [
        name,
        new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name),
      ]),
    )
  }, given)
}

declare global {
  interface Window {
    files: Record<string, File>
  }
}
