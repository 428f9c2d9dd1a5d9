import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { liveBackend } from './.storybook/live-backend.ts'
import { chromiumLaunch } from './test/support/playwright-launch.ts'
import { CONNECT_TIMEOUT, patience } from './test/support/patience.ts'
import { PREBUNDLED_WITH_DIALOGS } from './test/support/prebundled.ts'
import { serveCorpus } from './test/support/serve-corpus.ts'

/** A new object each time, because projects that share one get each other's names. */
const browser = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  connectTimeout: CONNECT_TIMEOUT,
  provider: playwright({ launchOptions: chromiumLaunch }),
  instances: [{ browser: 'chromium' as const }],
})

const WITHOUT_OWNER_STACKS = ['test/support/without-owner-stacks.ts']

export default defineConfig({
  plugins: [serveCorpus()],
  test: {
    // On two cores Vitest would use one, with one browser at a time. Pages wait for timers and
    // frames as often as they compute, so two run at once.
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
          // Without `exclude`, because a list here would override that of the quick run. Those of
          // test/long belong to `npm run test:long`.
          include: ['src/**/!(*.browser).test.ts', 'test/!(long)/**/!(*.browser).test.ts'],
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
