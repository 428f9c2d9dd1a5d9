// Installs the browsers that the tests use: Debian's packages if they can be installed, else
// Playwright's own.
import { existsSync } from 'node:fs'
import { installWithApt } from './apt.mjs'
import { run } from './run.mjs'

const some = (...paths) => paths.some((path) => path !== undefined && existsSync(path))

/**
 * The programs that the tests use: Debian's packages, and the name of Playwright's own browser that
 * can replace them.
 */
const WANTED = [
  {
    debian: ['chromium'],
    own: 'chromium',
    here: () => some(process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser'),
  },
  {
    debian: ['chromium-headless-shell'],
    here: () => some(process.env.CHROMIUM_PATH, '/usr/bin/chromium-headless-shell'),
  },
  {
    debian: ['firefox-esr'],
    own: 'firefox',
    here: () => some(process.env.FIREFOX_PATH, '/usr/bin/firefox-esr'),
  },
  {
    debian: ['webkit2gtk-driver', 'xvfb'],
    own: 'webkit',
    here: () =>
      some(process.env.WEBKIT_DRIVER_PATH, '/usr/bin/WebKitWebDriver') && some('/usr/bin/Xvfb'),
  },
  {
    debian: ['libheif-examples'],
    here: () =>
      some(
        '/usr/bin/heif-convert',
        '/usr/local/bin/heif-convert',
        '/opt/homebrew/bin/heif-convert',
      ),
  },
  {
    debian: ['libimage-exiftool-perl'],
    here: () => some('/usr/bin/exiftool', '/usr/local/bin/exiftool', '/opt/homebrew/bin/exiftool'),
  },
  {
    debian: ['fonts-noto-cjk'],
    here: () => some('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
  },
]

export const missingBrowsers = () => WANTED.filter((wanted) => !wanted.here())

/**
 * Returns true if the tests can run. Without Firefox or WebKit, the tests of these browsers are
 * reported as skipped.
 */
export function installBrowsers(missing) {
  if (installWithApt(missing.flatMap((wanted) => wanted.debian))) return true
  const own = missing.flatMap((wanted) => wanted.own ?? [])
  const had = own.filter((name) => run('npx', ['--no-install', 'playwright', 'install', name]))
  return !own.includes('chromium') || had.includes('chromium')
}
