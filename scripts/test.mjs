// `npm test`: installs what is missing, then runs every stage. The last line of its output counts
// the tests. `--quick` leaves out the stories and the end-to-end tests. `--only=lint,e2e` runs the
// named stages.
import { spawnSync } from 'node:child_process'
import { missingFromCorpus } from './lib/corpus.mjs'
import { root, runAside, seconds } from './lib/run.mjs'

// An empty value means that the variable is not set.
if (process.env.CORPUS_DIR === '') delete process.env.CORPUS_DIR

const started = Date.now()
const quick = process.argv.includes('--quick')
const only = process.argv
  .find((argument) => argument.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',')

const setup = spawnSync(process.execPath, ['scripts/setup.mjs'], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
})
if (setup.status !== 0) {
  console.log('0 passed, 1 failed')
  process.exit(1)
}
const { STAGES } = await import('./lib/stages.mjs')

/**
 * Runs one stage and counts its tests. A tool that fails, and a test runner that fails without a
 * failed test, count as one failure.
 */
async function runStage(stage, print) {
  const run = (command, args, extraEnv) => runAside(command, args, { print, extraEnv })
  const ok = await stage.work({ run, quick })
  const counted = stage.tests?.() ?? { passed: 0, failed: 0, skipped: [] }
  return { ...counted, failed: ok ? counted.failed : Math.max(1, counted.failed) }
}

const total = { passed: 0, failed: 0, skipped: [] }
const missing = missingFromCorpus()
if (missing.length > 0) {
  console.log(
    `CORPUS_DIR is set, but ${missing.length} of its files are missing, first ${missing[0]}`,
  )
  total.failed += 1
}
if (process.env.CORPUS_DIR === undefined)
  console.log('CORPUS_DIR is not set: the tests use the small committed images')

/** The result of each stage, by its name. */
const times = new Map()

async function finish(stage, print) {
  const start = Date.now()
  print(`\n━━ ${stage.name}\n`)
  const result = await runStage(stage, print).catch((error) => {
    print(`${String(error)}\n`)
    return { passed: 0, failed: 1, skipped: [] }
  })
  total.passed += result.passed
  total.failed += result.failed
  total.skipped.push(...result.skipped)
  const counts = stage.tests ? `, ${result.passed} passed, ${result.failed} failed` : ''
  times.set(
    stage.name,
    `${result.failed === 0 ? '✓' : '✗'} ${stage.name} ${seconds(start)}${counts}`,
  )
}

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

console.log('')
for (const { name } of STAGES) if (times.has(name)) console.log(times.get(name))
console.log(`in all ${seconds(started)}`)
for (const test of total.skipped) console.log(`skipped: ${test.name}: ${test.reason}`)
if (total.passed + total.failed === 0 && !only) total.failed = 1
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 ? 0 : 1)
