// `npm run bench:prepare` measures how fast images are validated and prepared, with ratios to the
// least possible work and to browser-image-compression from the same run. It needs the large images
// (`CORPUS_DIR`) and Linux (for the memory).
// --write           writes the table to docs/performance.md
// --runs <n>        runs per number, default 9 (medians)
// --only <text>     rows whose name contains the text
// --proof <file>    one more worker to compare with, as in scripts/bench/engines.ts
// --heic-to <file>  the bundled module of heic-to, which is not a dependency
import { parseArgs } from 'node:util'
import { startBench } from './bench/browser.mjs'
import { createReport } from './bench/report.mjs'
import { benchHeic, benchMainThread, benchPreview, benchReencode } from './bench/rows-prepare.mjs'
import { benchLarge, benchProgressive } from './bench/rows-large.mjs'
import { benchAliasing, benchQuality } from './bench/rows-quality.mjs'
import { benchSizes } from './bench/rows-size.mjs'
import { benchBombs, benchSelection, benchHeaders } from './bench/rows-header.mjs'

const { values: options } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    runs: { type: 'string', default: '9' },
    only: { type: 'string', default: '' },
    proof: { type: 'string' },
    'heic-to': { type: 'string' },
  },
})
const corpus = process.env.CORPUS_DIR
if (!corpus) throw new Error('CORPUS_DIR has to name the folder with the large images')

const extra = {
  ...(options.proof && { '/proof.js': options.proof }),
  ...(options['heic-to'] && { '/heic-to.js': options['heic-to'] }),
}
const bench = await startBench(corpus, extra)
const report = createReport()
const context = {
  ...bench,
  corpus,
  extra,
  report,
  runs: Number(options.runs),
  proof: 'proof' in options,
  heicTo: 'heic-to' in options,
}

const ROWS = [
  ['header readings', benchHeaders],
  ['bombs', benchBombs],
  ['12 MP JPEG, from selection to decision', benchSelection],
  ['12 MP JPEG → 2048 px', benchReencode('jpeg/photo-12mp-over5mb.jpg', { library: 1.1 })],
  [
    '24 MP JPEG, turned → 2048 px',
    benchReencode('jpeg/photo-24mp-orient6-gps.jpg', { library: 0.45 }),
  ],
  ['48 MP JPEG → 2048 px', benchReencode('jpeg/photo-48mp.jpg', { library: 0.75, memory: 0.35 })],
  ['20 MP PNG with alpha', benchReencode('png/screenshot-20mp-alpha.png', {})],
  ['24 MP WebP', benchReencode('webp/photo-24mp.webp', {})],
  ['108 MP JPEG → 2048 px', benchLarge(12_000, 9000)],
  ['200 MP JPEG → 2048 px', benchLarge(16_320, 12_240)],
  ['24 MP progressive JPEG', benchProgressive(5656, 4242, { accepted: true })],
  ['48 MP progressive JPEG', benchProgressive(8000, 6000, { accepted: true })],
  ['56 MP progressive JPEG', benchProgressive(8640, 6480, { accepted: true })],
  ['56 MP progressive JPEG, square', benchProgressive(7480, 7480, { accepted: true })],
  [
    '33 MP progressive JPEG, square, full colour',
    benchProgressive(5744, 5744, { accepted: true, coding: 'full colour' }),
  ],
  [
    '66 MP progressive JPEG, square, grey',
    benchProgressive(8160, 8160, { accepted: true, coding: 'grey' }),
  ],
  ['100 MP progressive JPEG, rejected', benchProgressive(11_500, 8625)],
  ['108 MP progressive JPEG, rejected', benchProgressive(12_000, 9000)],
  ['200 MP progressive JPEG, rejected', benchProgressive(16_320, 12_240)],
  ['24 MP JPEG without workers', benchMainThread],
  ['24 MP HEIC over 5 MB → JPEG', benchHeic],
  ['preview, 512 px of 48 MP', benchPreview],
  ['SSIM to a Lanczos reference', benchQuality],
  ['zone plate, RMS error', benchAliasing],
  ['sizes, gzip', benchSizes],
]

try {
  for (const [name, row] of ROWS) if (name.includes(options.only)) await row(name, context)
  if (options.write) report.write({ browser: bench.version, runs: context.runs })
} finally {
  await bench.close()
}
