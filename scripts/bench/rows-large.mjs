// Images of 108 and 200 megapixels, made of copies of an image: their memory above that of the
// browser with the page.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compare } from './rows-prepare.mjs'
import { mb, ms } from './report.mjs'

const TILE = 'jpeg/photo-48mp.jpg'
/** Extra memory of an image that is re-encoded, in bytes. */
const GOAL = 250e6

const run = (command, ...parameters) => execFileSync(command, parameters, { maxBuffer: 2e9 })
/** The image at `path`, encoded anew by libjpeg's programs. */
const CODINGS = {
  'half colour': (path) => run('jpegtran', '-progressive', '-copy', 'none', path),
  'full colour': (path) => recoded(path, '-sample', '1x1'),
  grey: (path) => recoded(path, '-grayscale'),
}

function recoded(path, ...how) {
  writeFileSync(`${path}.ppm`, run('djpeg', path))
  return run('cjpeg', '-quality', '80', '-progressive', ...how, `${path}.ppm`)
}

/** Served as `name` while `work` runs. */
async function withLarge({ freshPage, extra }, { name, width, height, coding }, work) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-large-'))
  const path = join(folder, 'large.jpg')
  try {
    const { call } = await freshPage()
    writeFileSync(path, Buffer.from(await call('tiled', TILE, width, height), 'base64'))
    if (coding !== undefined) writeFileSync(path, CODINGS[coding](path))
    extra[`/corpus/${name}`] = path
    await work(statSync(path).size)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The browser decodes it at a part of its dimensions, and the package re-encodes it. */
export const benchLarge = (width, height) => (name, context) =>
  withLarge(context, { name: `${width}.jpg`, width, height }, async (bytes) => {
    const { report } = context
    const { of, most, longTask, size } = await compare(`${width}.jpg`, ['native'], context)
    report.line(name, `time, ${mb(bytes)} to ${size}`, ms(of('native', 'ms')))
    report.atMost(
      name,
      `extra memory, the file's ${mb(bytes)} not counted (worst ${mb(most('native', 'memory'))})`,
      of('native', 'memory'),
      { limit: GOAL, show: mb },
    )
    report.line(
      name,
      'longest main-thread task of all runs',
      longTask === 0 ? 'none over 50 ms' : ms(longTask),
      { limit: '≤ 50 ms', met: longTask <= 50 },
    )
  })

/**
 * The decoder holds all of its coefficients, for any target size. `accepted`: the package
 * re-encodes it. Needs `jpegtran`, `djpeg` and `cjpeg`.
 */
export const benchProgressive =
  (width, height, { accepted = false, coding = 'half colour' } = {}) =>
  (name, context) =>
    withLarge(
      context,
      { name: `${width}-progressive.jpg`, width, height, coding },
      async (bytes) => {
        const { report } = context
        const { of, most, size } = await compare(`${width}-progressive.jpg`, ['decoded'], context)
        report.line(name, `time, ${mb(bytes)} to ${size}`, ms(of('decoded', 'ms')))
        const memory = [name, `extra memory (worst ${mb(most('decoded', 'memory'))})`]
        if (accepted) report.atMost(...memory, of('decoded', 'memory'), { limit: GOAL, show: mb })
        else report.line(...memory, mb(of('decoded', 'memory')))
      },
    )
