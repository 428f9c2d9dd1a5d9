// One small interface for three engines, so that a spec in `engines/` is written once: Playwright's
// page, or WebKitGTK by WebDriver.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { POLL_TIMEOUT } from '../../test/support/patience.ts'
import type { WebKit } from '../webkit/driver.ts'

export interface Drive {
  readonly engine: 'chromium' | 'firefox' | 'webkit'
  goto(url: string): Promise<void>
  /**
   * Runs a function in the page. It must not use variables of its scope; argument and result are
   * passed as JSON.
   */
  evaluate<T, A = void>(run: (argument: A) => T | Promise<T>, argument?: A): Promise<T>
  /** Chooses a file by the file input. */
  choose(path: string, css?: string): Promise<void>
  click(css: string): Promise<void>
  /** Focuses an element and presses Enter. */
  pressEnter(css: string): Promise<void>
  screenshot(): Promise<Buffer>
}

const call = (run: { toString(): string }, argument: unknown) =>
  `(${run.toString()})(${JSON.stringify(argument) ?? 'undefined'})`

/**
 * Turns off animations: a browser that renders in software uses half a core for the indeterminate
 * bar, and these tests wait a lot.
 */
function standStill(): void {
  const sheet = document.createElement('style')
  sheet.textContent =
    '*, ::before, ::after { animation: none !important; transition: none !important }'
  document.head.append(sheet)
}

export const drivePage = (page: Page, engine: 'chromium' | 'firefox' | 'webkit'): Drive => ({
  engine,
  goto: async (url) => {
    await page.goto(url)
    await page.evaluate(standStill)
  },
  evaluate: <T, A>(run: (argument: A) => T | Promise<T>, argument?: A) =>
    page.evaluate<T>(call(run, argument)),
  choose: (path, css = 'input[type=file]') => page.locator(css).setInputFiles(path),
  click: (css) => page.locator(css).click(),
  pressEnter: (css) => page.locator(css).press('Enter'),
  screenshot: () => page.screenshot(),
})

export const driveWebKit = (webkit: WebKit): Drive => ({
  engine: 'webkit',
  goto: async (url) => {
    await webkit.goto(url)
    await webkit.execute(call(standStill, undefined))
  },
  evaluate: (run, argument) => webkit.execute(`return ${call(run, argument)}`),
  choose: (path, css = 'input[type=file]') => webkit.type(css, path),
  click: (css) => webkit.click(css),
  // https://www.w3.org/TR/webdriver2/#keyboard-actions
  pressEnter: (css) => webkit.type(css, '\uE007'),
  screenshot: () => webkit.screenshot(),
})

/** Waits until a function in the page returns a truthy value, and returns it. */
export async function until<T, A = void>(
  drive: Drive,
  run: (argument: A) => T | Promise<T>,
  argument?: A,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + POLL_TIMEOUT
  for (;;) {
    const value = await drive.evaluate(run, argument)
    if (value !== null && value !== undefined && value !== false && value !== '') return value
    if (Date.now() > deadline)
      throw new Error(
        `still ${String(value)} after ${POLL_TIMEOUT} ms: ${run.toString().slice(0, 200)}`,
      )
    await sleep(100)
  }
}
