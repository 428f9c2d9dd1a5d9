// `npm run mutants`: breaks the sources on purpose, one fault at a time, in a copy. Each fault must
// make a named test fail. `npm run mutants -- redirect` runs those whose name has the word in it.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runNamed } from './lib/named-tests.mjs'
import { root, seconds } from './lib/run.mjs'

const copy = join(root, '.tmp/mutants')
const wanted = process.argv[2] ?? ''
const mutants = JSON.parse(readFileSync(join(root, 'scripts/mutants.json'), 'utf8')).filter(
  ({ name }) => name.includes(wanted),
)

function copyTree() {
  rmSync(copy, { recursive: true, force: true })
  const list = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: root, encoding: 'utf8' },
  )
  for (const file of new Set(list.split('\0').filter(Boolean))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(root, file), join(copy, file))
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
}

/** Runs the mutant's test on the broken source and returns how many tests failed. */
function failuresWhen({ file, from, to, test }) {
  const path = join(copy, file)
  const source = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    source.replace(from, () => to),
  )
  const [broken] = runNamed(copy, [test])
  writeFileSync(path, source)
  return broken.failed
}

/**
 * Why the mutant proves nothing: its patch fits nowhere or twice, or its test is missing or fails
 * already.
 */
function fault({ file, from }, whole) {
  if (readFileSync(join(copy, file), 'utf8').split(from).length !== 2)
    return 'the patch does not fit'
  return whole.passed > 0 && whole.failed === 0
    ? undefined
    : `on the whole source ${whole.passed} passed, ${whole.failed} failed`
}

copyTree()
const begun = Date.now()
const whole = runNamed(
  copy,
  mutants.map(({ test }) => test),
)
console.log(`the tests on the whole source: ${seconds(begun)}`)
const alive = []
mutants.forEach((mutant, index) => {
  const started = Date.now()
  const { name, test } = mutant
  const why = fault(mutant, whole[index])
  const failed = why === undefined ? failuresWhen(mutant) : 0
  if (failed === 0) alive.push(name)
  console.log(
    `${failed > 0 ? 'killed' : 'ALIVE '}  ${name}  (${test.spec} "${test.title}"${why ? `; ${why}` : ''}; ${seconds(started)})`,
  )
})
rmSync(copy, { recursive: true, force: true })
if (alive.length > 0) console.log(`alive: ${alive.join('; ')}`)
console.log(`${mutants.length - alive.length} passed, ${alive.length} failed`)
process.exit(alive.length === 0 && mutants.length > 0 ? 0 : 1)
