import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { firefoxLaunch } from '../support/playwright-launch.ts'
import { imageSuites } from '../support/image-suites.ts'
import { PREBUNDLED_FOR_ENGINES } from '../support/prebundled.ts'
import { serveCorpus } from '../support/serve-corpus.ts'
import { CONNECT_TIMEOUT } from '../support/patience.ts'

/** Firefox by its driver protocol BiDi: Debian's build if it is installed. */
const provider = playwright({ launchOptions: firefoxLaunch })

/**
 * The image tests in Firefox, which has another canvas and other decoders. `npm test` runs those
 * that differ most, by name.
 */
export default defineConfig({
  plugins: [serveCorpus()],
  cacheDir: 'node_modules/.vite-firefox',
  optimizeDeps: { include: PREBUNDLED_FOR_ENGINES },
  test: {
    name: 'firefox',
    ...imageSuites,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      connectTimeout: CONNECT_TIMEOUT,
      instances: [{ browser: 'firefox', provider }],
    },
  },
})
