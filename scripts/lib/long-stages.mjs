/**
 * The stages of `npm run test:long`, in order. `needs` names programs of the system. A stage whose
 * programs are missing is not run. Each stage has a folder in test/long.
 */
import { join } from 'node:path'
import { readVitest } from './reports.mjs'
import { root } from './run.mjs'
import { report, vitest } from './stages.mjs'

const runtimes = join(root, 'test/runtimes')

/** The tests of one folder of test/long. */
const folder = (name, needs = []) => ({
  name,
  needs,
  work: ({ run }) =>
    vitest(run, `long-${name}`, '-c', 'test/config/vitest.long.config.ts', `test/long/${name}/`),
  tests: () => readVitest(report(`long-${name}`)),
})

export const LONG_STAGES = [
  { name: 'build', work: ({ run }) => run('npm', ['run', '--silent', 'build']) },
  {
    name: 'next build',
    work: ({ run }) =>
      run('node', [
        join(runtimes, 'node_modules/next/dist/bin/next'),
        'build',
        join(runtimes, 'servers/next'),
      ]),
  },
  folder('runtimes'),
  folder('redis', ['redis-server']),
  folder('conformance', ['radosgw', 'ceph-mon', 'ceph-osd', 'curl', 'openssl']),
]
