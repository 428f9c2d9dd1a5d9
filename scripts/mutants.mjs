// `npm run mutants`: breaks the sources on purpose, one way at a time, in a copy. Each break must turn a named test red.
// `npm run mutants -- redirect` runs those whose name has the word in it.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root, seconds, toolEnv } from './lib/run.mjs'

const copy = join(root, '.tmp/mutants')
const wanted = process.argv[2] ?? ''
const mutants = JSON.parse(readFileSync(join(root, 'scripts/mutants.json'), 'utf8')).filter(({ name }) => name.includes(wanted))

function copyTree() {
  rmSync(copy, { recursive: true, force: true })
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  for (const file of new Set(list.split('\0').filter(Boolean))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(root, file), join(copy, file))
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
}

/** Runs the tests of one title; how many passed and failed, as the runner counted them. */
function runTests({ spec, title }) {
  const node = spec.startsWith('src/')
  const args = node
    ? ['run', '--project', 'node', spec, '-t', title, '--reporter=json']
    : ['test', spec, '--project', 'chromium', '-g', title, '--reporter=json', '--workers', '2']
  const { stdout } = spawnSync(node ? 'vitest' : 'playwright', args, { cwd: copy, env: toolEnv(), encoding: 'utf8', maxBuffer: 1 << 28 })
  try {
    const report = JSON.parse(stdout.slice(stdout.indexOf('{')))
    const counts = node
      ? { passed: report.numPassedTests, failed: report.numFailedTests }
      : { passed: report.stats.expected, failed: report.stats.unexpected }
    return counts
  } catch {
    return { passed: 0, failed: 0 }
  }
}

copyTree()
let killed = 0
const alive = []
for (const { name, file, from, to, test } of mutants) {
  const started = Date.now()
  const path = join(copy, file)
  const source = readFileSync(path, 'utf8')
  // A patch that no longer fits is no result.
  const fits = source.split(from).length === 2
  const sound = fits && runTests(test)
  if (fits)
    writeFileSync(
      path,
      source.replace(from, () => to),
    )
  const broken = fits ? runTests(test) : { passed: 0, failed: 0 }
  writeFileSync(path, source)
  const isKilled = fits && sound.passed > 0 && sound.failed === 0 && broken.failed > 0
  if (isKilled) killed++
  else alive.push(name)
  const why = !fits ? 'the patch does not fit' : `whole: ${sound.passed} passed, ${sound.failed} failed; broken: ${broken.failed} failed`
  console.log(`${isKilled ? 'killed' : 'ALIVE '}  ${name}  (${test.spec} "${test.title}"; ${why}; ${seconds(started)})`)
}
rmSync(copy, { recursive: true, force: true })
if (alive.length > 0) console.log(`alive: ${alive.join('; ')}`)
console.log(`${killed} passed, ${alive.length} failed`)
process.exit(alive.length === 0 && mutants.length > 0 ? 0 : 1)
