// Reads the reports of the test runners: how many tests passed, failed and were skipped, and why.
import { existsSync, readFileSync } from 'node:fs'

const NOTHING = { passed: 0, failed: 0, skipped: [] }

/** Vitest's JSON report. A file that could not be loaded has no tests and counts as one failure. */
export function readVitest(path) {
  if (!existsSync(path)) return NOTHING
  const report = JSON.parse(readFileSync(path, 'utf8'))
  const broken = report.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const skipped = report.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status !== 'passed' && test.status !== 'failed')
      .map((test) => ({ name: test.fullName, reason: test.meta?.reason ?? test.status })),
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length, skipped }
}

/** Reads Playwright's JSON report, in which suites contain suites. */
export function readPlaywright(path) {
  if (!existsSync(path)) return NOTHING
  const report = JSON.parse(readFileSync(path, 'utf8'))
  const skipped = []
  const walk = (suite, names) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status !== 'skipped') continue
        const reason =
          test.annotations.find((note) => note.type === 'skip' || note.type === 'fixme')
            ?.description ?? 'no reason given'
        skipped.push({ name: [`[${test.projectName}]`, ...names, spec.title].join(' '), reason })
      }
    }
    for (const inner of suite.suites ?? []) walk(inner, [...names, inner.title])
  }
  for (const suite of report.suites) walk(suite, [])
  const { expected, unexpected, flaky } = report.stats
  // Errors outside of tests (in a fixture or a config) count as failures too.
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped }
}
