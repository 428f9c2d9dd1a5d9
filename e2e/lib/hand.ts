// User actions that Playwright has no call for.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import {
  expect,
  type CDPSession,
  type FileChooser,
  type Locator,
  type Page,
} from '@playwright/test'

/**
 * Returns the file dialogs that open from now on, each exactly once. Call it early: a dialog that
 * opens before the browser knows about the listener is lost.
 */
export function dialogsOf(page: Page): (open: Promise<void>) => Promise<FileChooser> {
  const opened: FileChooser[] = []
  page.on('filechooser', (dialog) => opened.push(dialog))
  return async (open) => {
    await open
    await expect.poll(() => opened).toHaveLength(1)
    return opened.pop()!
  }
}

/** Number of file dialogs that opened since. */
export function countDialogs(page: Page): () => number {
  let opened = 0
  page.on('filechooser', () => opened++)
  return () => opened
}

/** Drops files on the component in one gesture. */
export async function drop(
  page: Page,
  paths: readonly string[],
  css = '[data-part=root]',
): Promise<void> {
  const dropped = paths.map((path) => ({
    name: basename(path),
    base64: readFileSync(path, 'base64'),
  }))
  await page.evaluate(
    ({ files, onto }) => {
      const target = document.querySelector(onto)
      if (!target) throw new Error(`no element ${onto}`)
      const dataTransfer = new DataTransfer()
      for (const { name, base64 } of files) {
        dataTransfer.items.add(
          new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name),
        )
      }
      for (const type of ['dragenter', 'dragover', 'drop']) {
        target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
      }
    },
    { files: dropped, onto: css },
  )
}

/** One session per page: each has its own network conditions, and the slowest apply. */
const sessions = new WeakMap<Page, CDPSession>()

/**
 * Slows down the page's uplink; -1 removes the limit. Loopback alone takes megabytes at once.
 * Chromium only.
 */
export async function throttleUplink(page: Page, bytesPerSecond: number): Promise<void> {
  const devtools = sessions.get(page) ?? (await page.context().newCDPSession(page))
  sessions.set(page, devtools)
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond,
  })
}

export const part = (page: Page, name: string) => page.locator(`[data-part=${name}]`).first()

/**
 * Removes the characters that isolate names and numbers from the direction of the surrounding text,
 * and those that keep names together.
 */
export const withoutMarks = (text: string) => text.replace(/[\u2060-\u2069]/g, '')

export const sentence = async (locator: Locator) =>
  withoutMarks((await locator.textContent()) ?? '')

/**
 * What `onError` or `onReject` got, as plain data: an error's own fields are lost on the way out of
 * the page.
 */
export const errorsOf = (page: Page, event: 'onError' | 'onReject') =>
  page.evaluate(
    (name) =>
      window.host.log
        .filter((entry) => entry.event === name)
        .map(({ value }) => ({
          ...(value as {
            code: string
            phase: string
            recovery: string
            details: Record<string, unknown>
          }),
        })),
    event,
  )

/** A wait for a fault until the test releases it: `{ delay: held.until }`. */
export function hold(): { readonly until: Promise<void>; letGo(): void } {
  let letGo = () => {}
  const until = new Promise<void>((resolve) => {
    letGo = resolve
  })
  return { until, letGo }
}
