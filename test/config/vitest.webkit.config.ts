import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { webkitDriverPath } from '../support/playwright-launch.ts'
import { imageSuites } from '../support/image-suites.ts'
import { PREBUNDLED_FOR_ENGINES } from '../support/prebundled.ts'
import { serveCorpus } from '../support/serve-corpus.ts'
import { webkitgtk } from '../support/webkitgtk.ts'
import { CONNECT_TIMEOUT } from '../support/patience.ts'

/** Debian's WebKitGTK on a display of its own if it is installed, else Playwright's WebKit. */
const browser =
  webkitDriverPath === undefined
    ? { headless: true, instances: [{ browser: 'webkit' as const, provider: playwright() }] }
    : { headless: false, instances: [{ browser: 'webkit' as const, provider: webkitgtk() }] }

/**
 * The image tests in WebKitGTK, which has no ImageDecoder, ignores the orientation of a PNG, and
 * has another canvas. `npm test` runs those that differ most, by name.
 */
export default defineConfig({
  plugins: [serveCorpus()],
  cacheDir: 'node_modules/.vite-webkit',
  optimizeDeps: { include: PREBUNDLED_FOR_ENGINES },
  test: {
    name: 'webkitgtk',
    ...imageSuites,
    browser: {
      enabled: true,
      ui: false,
      screenshotFailures: false,
      connectTimeout: CONNECT_TIMEOUT,
      // Vitest calls this command; a custom provider has to define it.
      commands: { __vitest_viewport: () => undefined },
      ...browser,
    },
  },
})
