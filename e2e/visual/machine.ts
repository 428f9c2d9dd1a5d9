/**
 * The browser's version and the font files determine how text is drawn: screenshots can be compared
 * to the pixel only if both are those of the baselines. `baselines.json` names them; `npm run
 * visual:update` writes it together with the images.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { headlessShellPath } from '../../test/support/playwright-launch.ts'

/** Debian's fonts-dejavu-core and fonts-noto-cjk. */
const FONTS = [
  '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
  '/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf',
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc',
]

interface Machine {
  /** Output of the browser's `--version`, up to the major version. */
  readonly chromium: string
  /** SHA-256, shortened. */
  readonly fonts: Readonly<Record<string, string>>
}

const record = fileURLToPath(new URL('baselines.json', import.meta.url))

const digest = (file: string) =>
  createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)

function thisChromium(): string | undefined {
  if (headlessShellPath === undefined) return undefined
  return execFileSync(headlessShellPath, ['--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
    .trim()
    .replace(/^(\D*\d+).*$/, '$1')
}

/**
 * The reason why this machine's screenshots cannot be compared with the baselines, or `undefined`
 * if they can.
 */
export function whyNotComparable(updating: boolean): string | undefined {
  const missing = FONTS.filter((file) => !existsSync(file))
  if (missing.length > 0)
    return `the baselines need Debian's fonts, missing here: ${missing.join(', ')}`
  const chromium = thisChromium()
  if (chromium === undefined)
    return "the baselines are of Debian's headless shell of Chromium, which is not here"
  const here: Machine = {
    chromium,
    fonts: Object.fromEntries(FONTS.map((file) => [file, digest(file)])),
  }
  if (updating) {
    writeFileSync(record, `${JSON.stringify(here, null, 2)}\n`)
    return undefined
  }
  const there = JSON.parse(readFileSync(record, 'utf8')) as Machine
  if (there.chromium !== chromium)
    return `the baselines are of ${there.chromium}, this is ${chromium}: run npm run visual:update`
  const other = FONTS.filter((file) => there.fonts[file] !== here.fonts[file])
  return other.length > 0
    ? `another version of ${other.join(', ')} than the baselines have: run npm run visual:update`
    : undefined
}
