// `npm test`: sets up what is missing, then runs every stage; the last line counts tests. `--quick`: without stories and end to end.
// `--only=lint,e2e` runs the named stages.
import { spawnSync } from 'node:child_process'
import { missingFromCorpus } from './lib/corpus.mjs'
import { root, seconds } from './lib/run.mjs'

// Set but empty means not set.
if (process.env.CORPUS_DIR === '') delete process.env.CORPUS_DIR

const started = Date.now()
const quick = process.argv.includes('--quick')
const only = process.argv
  .find((argument) => argument.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',')

const setup = spawnSync(process.execPath, ['scripts/setup.mjs'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
if (setup.status !== 0) {
  console.log('0 passed, 1 failed')
  process.exit(1)
}
const { STAGES } = await import('./lib/stages.mjs')

/** One stage's count. A tool without tests, and a runner that fails without a failed test, count as one failure. */
function runStage(stage) {
  const ok = stage.work(quick)
  const counted = stage.tests?.() ?? { passed: 0, failed: 0, skipped: [] }
  return { ...counted, failed: ok ? counted.failed : Math.max(1, counted.failed) }
}

const total = { passed: 0, failed: 0, skipped: [], times: [] }
const missing = missingFromCorpus()
if (missing.length > 0) {
  console.log(`CORPUS_DIR is set, but ${missing.length} of its files are missing, first ${missing[0]}`)
  total.failed += 1
}
if (process.env.CORPUS_DIR === undefined) console.log('CORPUS_DIR is not set: the tests use the small committed pictures')

function finish(stage) {
  const start = Date.now()
  let result
  try {
    result = runStage(stage)
  } catch (error) {
    console.log(String(error))
    result = { passed: 0, failed: 1, skipped: [] }
  }
  total.passed += result.passed
  total.failed += result.failed
  total.skipped.push(...result.skipped)
  const counts = stage.tests ? `, ${result.passed} passed, ${result.failed} failed` : ''
  total.times.push(`${result.failed === 0 ? '✓' : '✗'} ${stage.name} ${seconds(start)}${counts}`)
}

for (const stage of STAGES) {
  if (only ? !only.includes(stage.name) : quick && !stage.quick) continue
  console.log(`\n━━ ${stage.name}`)
  finish(stage)
}

console.log('')
for (const line of total.times) console.log(line)
console.log(`in all ${seconds(started)}`)
for (const test of total.skipped) console.log(`skipped: ${test.name}: ${test.reason}`)
if (total.passed + total.failed === 0 && !only) total.failed = 1
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 ? 0 : 1)
