import { defineConfig, devices } from '@playwright/test'
import {
  chromiumLaunch,
  firefoxLaunch,
  webkitDriverPath,
} from './test/support/playwright-launch.ts'
import { POLL_TIMEOUT, TEST_TIMEOUT } from './test/support/patience.ts'

const chromium = { ...devices['Desktop Chrome'], launchOptions: chromiumLaunch }
const firefox = {
  browserName: 'firefox' as const,
  viewport: { width: 1280, height: 720 },
  launchOptions: firefoxLaunch,
}

/**
 * e2e/webkit controls WebKitGTK, while the page fixture idles in Chromium. Without WebKitGTK,
 * Playwright's own WebKit is used.
 */
const webkit = webkitDriverPath === undefined ? devices['Desktop Safari'] : chromium

export default defineConfig({
  testDir: 'e2e',
  tsconfig: './e2e/playwright.tsconfig.json',
  outputDir: '.tmp/e2e-results',
  globalSetup: './e2e/lib/global-setup.ts',
  fullyParallel: true,
  // A test waits most of its time, so eight of them keep two cores busy.
  workers: 8,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: TEST_TIMEOUT,
  // A golden contains every element, so that an additional button is a difference too.
  expect: { timeout: POLL_TIMEOUT, toMatchAriaSnapshot: { children: 'deep-equal' } },
  reporter: [['list']],
  // Traces are off, because recording takes two fifths of the CPU. `npx playwright test -g "row 40"
  // --trace on` records one test.
  use: { trace: 'off', locale: 'en-US', timezoneId: 'Asia/Seoul' },
  projects: [
    // Firefox and WebKit come first, because their tests wait long and would be the last to end.
    // Two workers each, while the other projects run at the same time.
    { name: 'webkit', testMatch: 'engines/**/*.spec.ts', workers: 2, use: webkit },
    { name: 'firefox', testMatch: 'engines/**/*.spec.ts', workers: 2, use: firefox },
    { name: 'chromium', testIgnore: 'visual/**', use: chromium },
    // Each worker keeps one page for all of its screenshots, which compute and do not wait.
    { name: 'visual', testMatch: 'visual/**/*.spec.ts', workers: 2, use: chromium },
  ],
})
