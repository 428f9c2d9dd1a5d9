/** Runs Vitest's browser mode in Debian's WebKitGTK, which Playwright cannot control. */
import { defineBrowserProvider } from '@vitest/browser'
import { WebKit } from '../../e2e/webkit/driver.ts'

export const webkitgtk = () =>
  defineBrowserProvider({
    name: 'webkitgtk',
    options: {},
    providerFactory() {
      let browser: WebKit | undefined
      return {
        name: 'webkitgtk',
        supportsParallelism: false,
        getCommandsContext: () => ({}),
        async openPage(_session, url) {
          browser ??= await WebKit.start()
          await browser.goto(url)
        },
        async close() {
          await browser?.close()
          browser = undefined
        },
      }
    },
  })
