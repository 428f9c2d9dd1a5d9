import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { webkitDriverPath } from '../support/playwright-launch.ts'
import { imageSuites } from '../support/image-suites.ts'
import { PREBUNDLED_FOR_ENGINES } from '../support/prebundled.ts'
import { serveCorpus } from '../support/serve-corpus.ts'
import { webkitgtk } from '../support/webkitgtk.ts'

/**
 * Debian's WebKitGTK where it is installed, and then on a display of its own; else Playwright's
 * WebKit.
 */
const browser =
  webkitDriverPath === undefined
    ? { headless: true, instances: [{ browser: 'webkit' as const, provider: playwright() }] }
    : { headless: false, instances: [{ browser: 'webkit' as const, provider: webkitgtk() }] }

/**
 * The image tests once more in WebKitGTK: no ImageDecoder, stored PNG orientation, another canvas.
 * `npm test` runs what differs most, by name: headers, the chain of engines, aliasing.
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
      // Asked for by Vitest itself; a provider of our own has to bring it.
      commands: { __vitest_viewport: () => undefined },
      ...browser,
    },
  },
})
