// Runs tests by file and title, many in one run, and counts the results of each.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { toolEnv } from './run.mjs'

const isUnit = ({ spec }) => /^(src|test)\//.test(spec)
const projectOf = (spec) => (spec.includes('.browser.') ? 'browser' : 'node')

/** The JSON report of one run, or nothing if it did not start. */
function report(command, args, cwd) {
  const path = join(cwd, '.tmp/named-tests.json')
  rmSync(path, { force: true })
  const reporter =
    command === 'vitest' ? ['--reporter=json', `--outputFile.json=${path}`] : ['--reporter=json']
  spawnSync(command, [...args, ...reporter], {
    cwd,
    env: { ...toolEnv(), PLAYWRIGHT_JSON_OUTPUT_FILE: path },
    stdio: 'ignore',
  })
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

const anyOf = (titles) =>
  titles.map((title) => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
const args = (tests) => ({
  specs: [...new Set(tests.map(({ spec }) => spec))],
  titles: anyOf(tests.map(({ title }) => title)),
})

/** `{ spec, title, passed }` of every test that ended. */
function unitTests(cwd, tests) {
  const { specs, titles } = args(tests)
  const projects = new Set(specs.map(projectOf))
  const ran = report(
    'vitest',
    ['run', ...[...projects].flatMap((name) => ['--project', name]), ...specs, '-t', titles],
    cwd,
  )
  return (ran?.testResults ?? []).flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ fullName, status }) => ({
        spec: relative(cwd, resolve(name)).replaceAll('\\', '/'),
        title: fullName,
        passed: status === 'passed',
      })),
  )
}

function pageTests(cwd, tests) {
  const { specs, titles } = args(tests)
  const ran = report('playwright', ['test', ...specs, '--project', 'chromium', '-g', titles], cwd)
  const found = []
  const walk = (suite, names) => {
    for (const { title, file, tests: projects } of suite.specs ?? []) {
      for (const { status } of projects) {
        if (status !== 'skipped')
          found.push({
            spec: `e2e/${file}`,
            title: [...names, title].join(' '),
            passed: status === 'expected',
          })
      }
    }
    for (const inner of suite.suites ?? []) walk(inner, [...names, inner.title])
  }
  for (const suite of ran?.suites ?? []) walk(suite, [])
  return found
}

/** Counts, for each wanted test, the tests of its file with its title that passed and failed. */
export function runNamed(cwd, wanted) {
  const [unit, page] = [wanted.filter(isUnit), wanted.filter((test) => !isUnit(test))]
  const ran = [
    ...(unit.length > 0 ? unitTests(cwd, unit) : []),
    ...(page.length > 0 ? pageTests(cwd, page) : []),
  ]
  return wanted.map(({ spec, title }) => {
    const own = ran.filter((test) => test.spec === spec && test.title.includes(title))
    return {
      passed: own.filter(({ passed }) => passed).length,
      failed: own.filter(({ passed }) => !passed).length,
    }
  })
}
