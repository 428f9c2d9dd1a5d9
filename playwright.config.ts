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
 * WebKitGTK is driven by e2e/webkit (the page fixture idles in Chromium meanwhile); elsewhere
 * Playwright's own WebKit stands in.
 */
const webkit = webkitDriverPath === undefined ? devices['Desktop Safari'] : chromium

export default defineConfig({
  testDir: 'e2e',
  tsconfig: './e2e/playwright.tsconfig.json',
  outputDir: '.tmp/e2e-results',
  globalSetup: './e2e/lib/global-setup.ts',
  fullyParallel: true,
  // A test waits for most of its time: eight of them keep two cores busy.
  workers: 8,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: TEST_TIMEOUT,
  // A golden holds everything that is there: one more button is a difference too.
  expect: { timeout: POLL_TIMEOUT, toMatchAriaSnapshot: { children: 'deep-equal' } },
  reporter: [['list']],
  // Recording each test for the few that fail costs two fifths of the CPU: `npx playwright test -g
  // "row 40" --trace on` shows one.
  use: { trace: 'off', locale: 'en-US', timezoneId: 'Asia/Seoul' },
  projects: [
    // In this order because tests of one worker come one after the other: they begin first and the
    // rest runs beside them. Two browsers each: their rows wait long, and with one they would be
    // the last to end.
    { name: 'webkit', testMatch: 'engines/**/*.spec.ts', workers: 2, use: webkit },
    { name: 'firefox', testMatch: 'engines/**/*.spec.ts', workers: 2, use: firefox },
    { name: 'chromium', testIgnore: 'visual/**', use: chromium },
    // Each worker keeps one page for all of its images, which are nothing but computing.
    { name: 'visual', testMatch: 'visual/**/*.spec.ts', workers: 2, use: chromium },
  ],
})
