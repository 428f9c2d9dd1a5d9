// Installs what a fresh clone needs and does not have: packages, then browsers. It runs in Node 20
// or later without dependencies.
import { join } from 'node:path'
import { installBrowsers, missingBrowsers } from './lib/browsers.mjs'
import { isInstalled } from './lib/packages.mjs'
import { installPrograms, missingPrograms } from './lib/programs.mjs'
import { root, run, seconds } from './lib/run.mjs'

function step(name, needed, work) {
  if (!needed) return
  const start = Date.now()
  const ok = work()
  console.log(`[setup] ${name} ${ok ? 'done' : 'FAILED'} in ${seconds(start)}`)
  if (!ok) process.exit(1)
}

// Some tools require a newer Node than they need. What is needed works with Node 20.
const npmCi = (folder) =>
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    env: process.env,
    cwd: folder,
  })
const react18 = join(root, 'test/react18')
const runtimes = join(root, 'test/runtimes')
// `npm start` needs no browser of its own: the developer opens one. `--long` installs what
// `npm run test:long` needs.
const isLong = process.argv.includes('--long')
const isTest = !isLong && !process.argv.includes('--packages-only')
const missing = isTest ? missingBrowsers() : []

step('packages', !isInstalled(root), () => npmCi(root))
step('React 18 for its own tests', isTest && !isInstalled(react18), () => npmCi(react18))
step('browsers', missing.length > 0, () => installBrowsers(missing))
step('runtimes', isLong && !isInstalled(runtimes), () => npmCi(runtimes))
step('programs', isLong && missingPrograms().length > 0, installPrograms)
