// `npm test`: installs what is missing, then runs every stage. The last line of its output counts
// the tests. `--quick` leaves out the stories and the end-to-end tests. `--only=lint,e2e` runs the
// named stages.
import { missingFromCorpus } from './lib/corpus.mjs'
import { createRun, only, setUp } from './lib/run-stages.mjs'

// An empty value means that the variable is not set.
if (process.env.CORPUS_DIR === '') delete process.env.CORPUS_DIR

const started = Date.now()
const quick = process.argv.includes('--quick')

setUp()
const { STAGES } = await import('./lib/stages.mjs')

const { total, finish, report } = createRun({ quick })
const missing = missingFromCorpus()
if (missing.length > 0) {
  console.log(
    `CORPUS_DIR is set, but ${missing.length} of its files are missing, first ${missing[0]}`,
  )
  total.failed += 1
}
if (process.env.CORPUS_DIR === undefined)
  console.log('CORPUS_DIR is not set: the tests use the small committed images')

async function runAll(stages, print) {
  for (const stage of stages) await finish(stage, print)
}

const [first, ...rest] = STAGES.filter((stage) =>
  only ? only.includes(stage.name) : !quick || stage.quick,
)
const show = (text) => void process.stdout.write(text)
if (first) await finish(first, show)

// Two lanes run at the same time. The output of one is kept until the other has ended.
const kept = []
let say = (text) => void kept.push(text)
const page = runAll(
  rest.filter(({ lane }) => lane === 'page'),
  (text) => say(text),
)
await runAll(
  rest.filter(({ lane }) => lane !== 'page'),
  show,
)
show(kept.join(''))
say = show
await page

if (total.passed + total.failed === 0 && !only) total.failed = 1
report(started)
