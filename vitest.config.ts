import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumLaunch } from './playwright.launch.ts'
import { serveCorpus } from './test/serve-corpus.ts'

const browser = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: chromiumLaunch }),
  instances: [{ browser: 'chromium' as const }],
})

export default defineConfig({
  plugins: [react(), serveCorpus()],
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'node', environment: 'node', include: ['src/**/*.test.ts', 'test/**/*.test.ts'], exclude: ['**/*.browser.test.*'] },
      },
      { extends: true, test: { name: 'browser', include: ['src/**/*.browser.test.{ts,tsx}'], browser: browser() } },
    ],
  },
})
