// The tests of the React part, with React 18 (`npm run setup` installs it in test/react18).
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { liveBackend } from '../../.storybook/live-backend.ts'
import { chromiumLaunch } from '../support/playwright-launch.ts'
import { CONNECT_TIMEOUT, patience } from '../support/patience.ts'
import { PREBUNDLED } from '../support/prebundled.ts'
import { serveCorpus } from '../support/serve-corpus.ts'

const react18 = (name: string) =>
  `${fileURLToPath(new URL(`../react18/node_modules/${name}`, import.meta.url))}$1`

export default defineConfig({
  plugins: [react(), serveCorpus(), liveBackend()],
  resolve: {
    alias: [
      { find: /^react(\/.*)?$/, replacement: react18('react') },
      { find: /^react-dom(\/.*)?$/, replacement: react18('react-dom') },
    ],
  },
  // A cache of its own, because that of the other projects has React 19.
  cacheDir: 'node_modules/.vite-react18',
  optimizeDeps: { include: PREBUNDLED },
  test: {
    name: 'react18',
    ...patience,
    include: ['test/behaviour/react/*.browser.test.tsx', 'test/react18/*.test.tsx'],
    // The style sheet and the dialogs of other libraries do not depend on the version of React.
    // Only React 19 has form actions and Activity.
    exclude: ['**/{states,page,theming,dialogs,form-action,activity}.browser.test.tsx'],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      connectTimeout: CONNECT_TIMEOUT,
      provider: playwright({ launchOptions: chromiumLaunch }),
      instances: [{ browser: 'chromium' }],
    },
  },
})
