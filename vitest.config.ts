import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { liveBackend } from './.storybook/live-backend.ts'
import { chromiumLaunch } from './test/support/playwright-launch.ts'
import { patience } from './test/support/patience.ts'
import { PREBUNDLED_WITH_DIALOGS } from './test/support/prebundled.ts'
import { serveCorpus } from './test/support/serve-corpus.ts'

/** A new object each time: projects that share one mix up their names. */
const browser = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: chromiumLaunch }),
  instances: [{ browser: 'chromium' as const }],
})

const WITHOUT_OWNER_STACKS = ['test/support/without-owner-stacks.ts']

export default defineConfig({
  plugins: [serveCorpus()],
  test: {
    // On two cores Vitest takes one, and one browser at a time: pages wait for timers and frames as
    // often as they compute.
    maxWorkers: 2,
    ...patience,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}'],
      exclude: ['src/**/*.test.*', '**/*.d.ts'],
      reporter: ['text', 'json-summary'],
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          // Not by `exclude`: a list of its own would keep the quick run's from counting.
          include: ['src/**/!(*.browser).test.ts', 'test/**/!(*.browser).test.ts'],
        },
      },
      {
        extends: true,
        plugins: [react(), liveBackend()],
        optimizeDeps: { include: PREBUNDLED_WITH_DIALOGS },
        test: {
          name: 'browser',
          include: ['{src,test/behaviour}/**/*.browser.test.{ts,tsx}'],
          setupFiles: WITHOUT_OWNER_STACKS,
          browser: browser(),
        },
      },
      {
        extends: true,
        plugins: [storybookTest({ configDir: '.storybook', storybookScript: 'npm start' })],
        test: { name: 'storybook', setupFiles: WITHOUT_OWNER_STACKS, browser: browser() },
      },
    ],
  },
})
