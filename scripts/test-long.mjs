// `npm run test:long`: the tests that need runtimes and servers of others. Installs what is
// missing, then runs every stage. The last line of its output counts the tests. A program that is
// missing skips its stage; in CI it is a failure. `--only=redis` runs the named stages.
import { hasProgram } from './lib/programs.mjs'
import { createRun, only, setUp } from './lib/run-stages.mjs'

const started = Date.now()
const inCi = (process.env.CI ?? '') !== ''

setUp('--long')

const { LONG_STAGES } = await import('./lib/long-stages.mjs')
const { total, finish, report } = createRun()
for (const stage of LONG_STAGES) {
  if (only && !only.includes(stage.name)) continue
  const missing = (stage.needs ?? []).filter((name) => !hasProgram(name))
  for (const name of missing)
    total.skipped.push({ name: stage.name, reason: `${name} is not installed` })
  if (missing.length === 0) await finish(stage, (text) => void process.stdout.write(text))
  else if (inCi) total.failed += 1
}
report(started)
