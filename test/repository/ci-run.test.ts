/** `.ci/run` runs both test commands and adds up their last lines, whatever the first one does. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { repositoryRoot } from '../support/tracked-files.js'

/** Runs `.ci/run` with an `npm` that only does what `test` and `test:long` say. */
function ciRun(commands: { readonly test: string; readonly long: string }) {
  const folder = mkdtempSync(join(tmpdir(), 'ci-run-'))
  const npm = join(folder, 'npm')
  writeFileSync(
    npm,
    `#!/bin/sh\ncase "$2" in test) ${commands.test} ;; test:long) ${commands.long} ;; esac\n`,
  )
  chmodSync(npm, 0o755)
  const ran = spawnSync(join(repositoryRoot, '.ci/run'), [], {
    env: {
      ...process.env,
      CORPUS_DIR: folder,
      PATH: `${folder}${delimiter}${process.env.PATH ?? ''}`,
    },
    encoding: 'utf8',
  })
  rmSync(folder, { recursive: true })
  return { lines: ran.stdout.trimEnd().split('\n'), status: ran.status }
}

test.each([
  ['both pass', 'echo 30 passed, 0 failed', 'echo 12 passed, 0 failed', '42 passed, 0 failed', 0],
  [
    'the first fails',
    'echo 29 passed, 1 failed; exit 1',
    'echo 12 passed, 0 failed',
    '41 passed, 1 failed',
    1,
  ],
  [
    'the second fails',
    'echo 30 passed, 0 failed',
    'echo 10 passed, 2 failed; exit 1',
    '40 passed, 2 failed',
    1,
  ],
  ['the first says nothing', 'exit 1', 'echo 12 passed, 0 failed', '12 passed, 1 failed', 1],
  [
    'the second ends with an error and without a failed test',
    'echo 30 passed, 0 failed',
    'echo 12 passed, 0 failed; exit 1',
    '42 passed, 1 failed',
    1,
  ],
])('%s', (_name, first, long, last, status) => {
  const ran = ciRun({ test: first, long })
  expect(ran.lines.at(-1)).toBe(last)
  expect(ran.status).toBe(status)
})
