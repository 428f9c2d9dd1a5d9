/**
 * The stages of a test run, in order. `work` gets `run`, which runs a command and prints its
 * output. `tests` reads the report of a stage that counts tests; the other stages count only if
 * they fail. The stages of the lane `page` need the built package. They run one after the other, at
 * the same time as the rest, because the end-to-end tests wait more than they compute.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { packTarball } from './pack.mjs'
import { readPlaywright, readVitest } from './reports.mjs'
import { root } from './run.mjs'

export const report = (name) => join(root, '.tmp', `${name}.json`)

/** Runs Vitest, which writes the report of that name. */
export const vitest = (run, name, ...args) => {
  rmSync(report(name), { force: true })
  return run('vitest', [
    'run',
    ...args,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report(name)}`,
  ])
}

const playwright = ({ run }) => {
  rmSync(report('e2e'), { force: true })
  return run('playwright', ['test', '--reporter=dot,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report('e2e'),
  })
}

async function checkPackage({ run }) {
  const tarball = packTarball()
  const publint = await run('publint', ['run', tarball, '--strict'])
  const types = await run('attw', [
    tarball,
    '--profile',
    'esm-only',
    '--exclude-entrypoints',
    './styles.css',
    '--format',
    'table-flipped',
  ])
  return publint && types
}

/**
 * Tests whose results depend on the browser engine: headers and stripped bytes of every image, the
 * chain of fallbacks, aliasing, orientation, ends, limits, the place of a popover, and Dark Reader
 * in a shadow root.
 */
const IMAGES = [
  'format/corpus',
  'prepare/chain',
  'prepare/aliasing',
  'prepare/orientation-variants',
  'prepare/endings',
  'prepare/large',
  'styles/pill',
  'styles/dark-reader',
]
const engine = (name) => ({
  name: `images in ${name}`,
  work: ({ run }) => vitest(run, name, '-c', `test/config/vitest.${name}.config.ts`, ...IMAGES),
  tests: () => readVitest(report(name)),
})

/**
 * Long tests, which the quick run leaves out: every image, 200 000 hostile files, the faults of the
 * local service, the runtimes, and axe on every look in each language, size and theme.
 */
const LONG = [
  '**/fuzz.test.ts',
  '**/*corpus*.test.ts',
  '**/canaries.test.ts',
  '**/*.corpus.*',
  'src/core/prepare/**',
  'test/behaviour/prepare/**',
  'src/heic/**',
  '**/*-faults.test.ts',
  '**/{states,page,theming}.browser.*',
  '**/outcomes.browser.*',
  'test/behaviour/styles/**',
  'test/contract/**',
]
const QUICK = [
  '--project',
  'node',
  '--project',
  'browser',
  ...LONG.flatMap((pattern) => ['--exclude', pattern]),
]

export const STAGES = [
  { name: 'build', work: ({ run }) => run('npm', ['run', '--silent', 'build']) },
  { name: 'format', quick: true, work: ({ run }) => run('oxfmt', ['--check', '.']) },
  {
    name: 'lint',
    quick: true,
    work: ({ run }) => run('oxlint', ['--type-aware', '--deny-warnings']),
  },
  {
    name: 'unused',
    quick: true,
    work: ({ run }) => run('knip', ['--config', 'test/config/knip.jsonc']),
  },
  { name: 'types', quick: true, work: ({ run }) => run('tsc', ['-p', 'tsconfig.json']) },
  {
    name: 'storybook',
    lane: 'page',
    work: ({ run }) => run('storybook', ['build', '--quiet', '-o', 'storybook-static']),
  },
  { name: 'package', lane: 'page', work: checkPackage },
  { name: 'size', lane: 'page', work: ({ run }) => run('size-limit', []) },
  {
    name: 'tests',
    quick: true,
    work: ({ run, quick }) => vitest(run, 'tests', ...(quick ? QUICK : [])),
    tests: () => readVitest(report('tests')),
  },
  {
    name: 'react 18',
    work: ({ run }) => vitest(run, 'react18', '-c', 'test/config/vitest.react18.config.ts'),
    tests: () => readVitest(report('react18')),
  },
  engine('firefox'),
  engine('webkit'),
  { name: 'e2e', lane: 'page', work: playwright, tests: () => readPlaywright(report('e2e')) },
]
