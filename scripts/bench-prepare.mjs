// `npm run bench:prepare`: how fast pictures are judged and prepared, with ratios to the least possible work and to
// browser-image-compression from the same run. Needs the large pictures (`CORPUS_DIR`) and Linux (memory).
//   --write            puts the table into docs/performance.md
//   --runs <n>         runs per number, default 9 (medians)
//   --only <text>      rows whose name contains it
//   --proof <file>     one more worker to compare with, as in scripts/bench/page.ts
//   --heic-to <file>   the bundled module of heic-to, which is not a dependency
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { chromium, firefox } from '@playwright/test'
import { build, runnerImport } from 'vite'
import { watchMemory } from './bench/memory.mjs'
import { serve } from './bench/site.mjs'

const { values: options } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    runs: { type: 'string', default: '9' },
    only: { type: 'string', default: '' },
    proof: { type: 'string' },
    'heic-to': { type: 'string' },
  },
})
const RUNS = Number(options.runs)
const corpus = process.env.CORPUS_DIR
if (!corpus) throw new Error('CORPUS_DIR has to name the folder with the large pictures')

const { chromiumLaunch, firefoxLaunch, firefoxPath, webkitDriverPath } = await import('../playwright.launch.ts')
const extra = { ...(options.proof && { '/proof.js': options.proof }), ...(options['heic-to'] && { '/heic-to.js': options['heic-to'] }) }
const site = await serve(corpus, extra)
const server = await chromium.launchServer(chromiumLaunch)
const browser = await chromium.connect(server.wsEndpoint())

async function freshPage() {
  for (const context of browser.contexts()) await context.close()
  const page = await browser.newPage()
  await page.goto(site.url)
  await page.waitForFunction('globalThis.bench')
  return (name, ...args) => page.evaluate(([what, values]) => globalThis.bench[what](...values), [name, args])
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]
const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`
const mb = (value) => `${(value / 1e6).toFixed(0)} MB`
const ratio = (value) => `${value.toFixed(2)} ×`

const lines = []
/** `met`: true, false, or undefined where nothing is asked for. */
function report(work, what, value, limit = '', met) {
  const verdict = met === undefined ? '' : met ? 'yes' : '**no**'
  lines.push(`| ${work} | ${what} | ${value} | ${limit} | ${verdict} |`)
  console.log([work, what, value, limit, verdict].join(' · '))
}
const atMost = (work, what, value, limit, show) => report(work, what, show(value), `≤ ${show(limit)}`, value <= limit)

const wanted = (name) => name.includes(options.only)

/** Every engine in turn, so that a busy machine slows all of them. The first round only warms up. */
async function compare(file, engines) {
  const call = await freshPage()
  const [width, height, bytes] = await call('open', file)
  const runs = Object.fromEntries(engines.map((engine) => [engine, []]))
  for (let i = 0; i <= RUNS; i++) {
    for (const engine of engines) {
      const peak = watchMemory(server.process().pid)
      const run = await call('run', engine)
      if (i > 0) runs[engine].push({ ...run, memory: peak() })
    }
  }
  const of = (engine, field) => median(runs[engine].map((run) => run[field]))
  const longTask = Math.max(...runs.native.map((run) => run.longTask))
  return { of, longTask, size: `${width} × ${height}`, bytes }
}

async function benchReencode(name, file, limits) {
  if (!wanted(name)) return
  const engines = ['native', 'floor', 'library', ...(options.proof ? ['proof'] : [])]
  const { of, longTask, size, bytes } = await compare(file, engines)
  report(name, `time, ${mb(bytes)} to ${size}`, `${ms(of('native', 'ms'))}, ${(of('native', 'bytes') / 1000).toFixed(0)} kB`)
  const time = of('native', 'ms')
  atMost(name, `to the least work (${ms(of('floor', 'ms'))})`, time / of('floor', 'ms'), 1.1, ratio)
  if (options.proof) atMost(name, `to the proof of concept (${ms(of('proof', 'ms'))})`, time / of('proof', 'ms'), 1.1, ratio)
  const share = time / of('library', 'ms')
  const library = `to browser-image-compression (${ms(of('library', 'ms'))})`
  if (limits.library) atMost(name, library, share, limits.library, ratio)
  else report(name, library, ratio(share))
  const memory = of('native', 'memory') / of('library', 'memory')
  const what = `peak memory (${mb(of('native', 'memory'))}) to browser-image-compression's (${mb(of('library', 'memory'))})`
  if (limits.memory) atMost(name, what, memory, limits.memory, ratio)
  else report(name, what, ratio(memory))
  reportLongTask(name, longTask)
}

const reportLongTask = (name, longest) =>
  report(name, 'longest main-thread task', longest === 0 ? 'none over 50 ms' : ms(longest), '≤ 50 ms', longest <= 50)

/** What a page pays whose policy forbids workers. */
async function benchMainThread() {
  const name = '24 MP JPEG without workers'
  if (!wanted(name)) return
  const call = await freshPage()
  await call('open', 'jpeg/photo-24mp-orient6-gps.jpg')
  const runs = []
  for (let i = 0; i <= RUNS; i++) runs.push(await call('run', 'mainThread'))
  report(name, 'time', ms(median(runs.slice(1).map((run) => run.ms))))
  report(name, 'longest main-thread task', ms(median(runs.slice(1).map((run) => run.longTask))))
}

async function benchHeic() {
  const name = '24 MP HEIC over 5 MB → JPEG'
  if (!wanted(name)) return
  const engines = ['native', 'heicFloor', ...(options['heic-to'] ? ['heicTo'] : [])]
  const { of, longTask } = await compare('heic/grid-24mp-over5mb.heic', engines)
  report(name, 'time', ms(of('native', 'ms')))
  atMost(name, `to libheif + draw + encode (${ms(of('heicFloor', 'ms'))})`, of('native', 'ms') / of('heicFloor', 'ms'), 1.1, ratio)
  if (options['heic-to']) atMost(name, `to heic-to (${ms(of('heicTo', 'ms'))})`, of('native', 'ms') / of('heicTo', 'ms'), 0.65, ratio)
  reportLongTask(name, longTask)
}

async function benchVerdicts() {
  if (!wanted('verdict')) return
  const call = await freshPage()
  const manifest = JSON.parse(readFileSync(join(corpus, 'manifest.json'), 'utf8'))
  let worst = { ms: 0, file: '' }
  let decodes = 0
  for (const { file } of manifest) {
    const bomb = file.includes('bomb')
    const peak = watchMemory(server.process().pid)
    const verdict = await call('verdict', file)
    const memory = peak()
    decodes += verdict.decodes
    if (median(verdict.ms) > worst.ms) worst = { ms: median(verdict.ms), file }
    if (!bomb) continue
    atMost(`verdict, ${file}`, `worst of 9 (${verdict.outcome})`, Math.max(...verdict.ms), 100, ms)
    atMost(`verdict, ${file}`, 'extra memory', memory, 20e6, mb)
  }
  atMost(`verdict, ${manifest.length} files`, `slowest (${worst.file})`, worst.ms, 5, ms)
  report(`verdict, ${manifest.length} files`, 'decode calls', decodes, '0', decodes === 0)
}

async function benchQuality() {
  const name = 'SSIM to a Lanczos reference'
  if (!wanted(name)) return
  const photos = [
    'photo-12mp-over5mb.jpg',
    'photo-24mp-orient6-gps.jpg',
    'photo-48mp.jpg',
    'recurser-landscape-1.jpg',
    'recurser-landscape-6.jpg',
  ]
  const means = { native: 0, library: 0 }
  for (const photo of photos) {
    const call = await freshPage()
    await call('open', `jpeg/${photo}`, photo.startsWith('photo') ? 2048 : 1024)
    const { native, library } = await call('quality')
    means.native += native / photos.length
    means.library += library / photos.length
    report(name, photo, native.toFixed(5), `≥ ${(library - 0.001).toFixed(5)}`, native >= library - 0.001)
  }
  report(name, 'mean', means.native.toFixed(5), `> ${means.library.toFixed(5)}`, means.native > means.library)
}

async function benchAliasing() {
  const name = 'zone plate, RMS error'
  if (!wanted(name)) return
  const engines = { Chromium: await (await freshPage())('aliasing'), ...(await inFirefox()), ...(await inWebKit()) }
  for (const [engine, errors] of Object.entries(engines)) {
    for (const [what, error] of Object.entries(errors)) {
      if (what.startsWith('image/')) atMost(name, `${engine}, ${what}`, error, 2, (value) => value.toFixed(2))
      else report(name, `${engine}, ${what}`, error.toFixed(1))
    }
  }
}

async function inFirefox() {
  if (firefoxPath === undefined) return {}
  const other = await firefox.launch(firefoxLaunch)
  const page = await other.newPage()
  await page.goto(site.url)
  await page.waitForFunction('globalThis.bench')
  const errors = await page.evaluate('bench.aliasing()')
  const engines = { [`Firefox ${other.version()}`]: errors }
  await other.close()
  return engines
}

async function inWebKit() {
  if (webkitDriverPath === undefined) return {}
  const { module } = await runnerImport(join(import.meta.dirname, '../e2e/webkit/driver.ts'))
  const other = await module.WebKit.start()
  await other.goto(site.url)
  const errors = await other.execute(
    'return (async () => { while (!globalThis.bench) await new Promise((go) => setTimeout(go, 50)); return bench.aliasing() })()',
  )
  await other.close()
  return { [`WebKitGTK ${other.version}`]: errors }
}

async function benchPreview() {
  const name = 'preview, 512 px of 48 MP'
  if (!wanted(name)) return
  const call = await freshPage()
  await call('open', 'jpeg/photo-48mp.jpg')
  const runs = []
  for (let i = 0; i <= RUNS; i++) runs.push(await call('preview'))
  atMost(name, 'time', median(runs.slice(1).map((run) => run.ms)), 250, ms)
  atMost(name, 'longest gap between frames', median(runs.slice(1).map((run) => run.frameGap)), 50, ms)
}

/** What a bundler makes of a module or of these exports, compressed; code behind `import()` stays out. */
async function bundled(input) {
  const id = '\0entry'
  const entry = {
    name: 'entry',
    resolveId: (source) => (source === 'entry' ? { id, moduleSideEffects: true } : undefined),
    load: (found) => (found === id ? input : undefined),
  }
  const rolldownOptions = {
    input: input.includes('export') ? 'entry' : input,
    output: { minify: true },
    preserveEntrySignatures: 'strict',
    external: (found) => found.endsWith('?worker&inline'),
  }
  const settings = { write: false, target: 'es2022', rolldownOptions }
  const { output } = await build({ configFile: false, logLevel: 'error', plugins: [entry], build: settings })
  return gzipSync(output.find((chunk) => chunk.isEntry).code).length
}

async function benchSizes() {
  if (!wanted('size')) return
  const core = join(import.meta.dirname, '../src/core')
  const kb = (bytes) => `${(bytes / 1000).toFixed(2)} kB`
  const verdict = `export { readImage } from '${core}/format/index.ts'; export { plan } from '${core}/plan.ts'; `
  const first = `${verdict} export { prepare, makePreview } from '${core}/prepare/index.ts'; export * from '${core}/errors.ts'; `
  const lazy = `export { reencode } from '${core}/prepare/reencode.ts'; export { drawPreview } from '${core}/prepare/preview.ts'`
  atMost('size, gzip', 'header readers and plan', await bundled(verdict), 5_000, kb)
  atMost('size, gzip', 'engine: the worker', await bundled(`${core}/prepare/prepare.worker.ts`), 4_000, kb)
  const page = (await bundled(first + lazy)) - (await bundled(first))
  report('size, gzip', 'the page’s side of the engine, loaded with the first picture that needs it', kb(page))
}

try {
  await benchVerdicts()
  await benchReencode('12 MP JPEG', 'jpeg/photo-12mp-over5mb.jpg', { library: 1.1 })
  await benchReencode('24 MP JPEG, turned', 'jpeg/photo-24mp-orient6-gps.jpg', { library: 0.45 })
  await benchReencode('48 MP JPEG', 'jpeg/photo-48mp.jpg', { library: 0.75, memory: 0.35 })
  await benchReencode('20 MP PNG with alpha', 'png/screenshot-20mp-alpha.png', {})
  await benchReencode('24 MP WebP', 'webp/photo-24mp.webp', {})
  await benchMainThread()
  await benchHeic()
  await benchPreview()
  await benchQuality()
  await benchAliasing()
  await benchSizes()
  if (options.write) write()
} finally {
  await browser.close()
  await server.close()
  site.close()
}

function write() {
  const path = join(import.meta.dirname, '../docs/performance.md')
  const [start, end] = ['<!-- bench:prepare -->', '<!-- /bench:prepare -->']
  const text = readFileSync(path, 'utf8')
  const machine = `Measured on ${cpus().length} × ${cpus()[0].model.trim()}, Chromium ${browser.version()}, ${new Date().toISOString().slice(0, 10)}; medians of ${RUNS}.`
  const table = ['| work | figure | measured | target | met |', '|---|---|---|---|---|', ...lines].join('\n')
  const [head, tail] = [text.slice(0, text.indexOf(start) + start.length), text.slice(text.indexOf(end))]
  writeFileSync(path, `${head}\n\n${machine}\n\n${table}\n\n${tail}`)
}
