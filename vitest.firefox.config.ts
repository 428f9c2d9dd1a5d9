// The browser tests once more, in a real Firefox: `npx vitest run -c vitest.firefox.config.ts`.
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { liveBackend } from './.storybook/live-backend.ts'
import { firefoxLaunch } from './playwright.launch.ts'
import { PREBUNDLED } from './test/prebundled.ts'
import { serveCorpus } from './test/serve-corpus.ts'

export default defineConfig({
  plugins: [react(), serveCorpus(), liveBackend()],
  cacheDir: 'node_modules/.vite-firefox',
  optimizeDeps: { include: PREBUNDLED },
  test: {
    name: 'firefox',
    include: ['src/**/*.browser.test.{ts,tsx}'],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      instances: [{ browser: 'firefox', provider: playwright({ launchOptions: firefoxLaunch }) }],
    },
  },
})
