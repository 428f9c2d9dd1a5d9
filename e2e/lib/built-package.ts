// The package as an app installs it: built, packed, and unpacked into a folder of this run, so that
// runs can overlap.
import { execFileSync, spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
const runs = join(root, '.tmp/e2e')

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const newest = (folder: string): number =>
  Math.max(
    0,
    ...readdirSync(folder, { recursive: true }).map(
      (name) => statSync(join(folder, String(name))).mtimeMs,
    ),
  )

/** Two runs must not build at the same time. */
async function withLock<T>(work: () => T): Promise<T> {
  const lock = join(runs, 'lock')
  for (;;) {
    try {
      const file = openSync(lock, 'wx')
      writeSync(file, String(process.pid))
      closeSync(file)
      break
    } catch {
      const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
      if (owner > 0 && !isAlive(owner)) rmSync(lock, { force: true })
      await sleep(100)
    }
  }
  try {
    return work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function removeDeadRuns(): void {
  mkdirSync(runs, { recursive: true })
  for (const name of readdirSync(runs)) {
    if (/^\d+$/.test(name) && !isAlive(Number(name)))
      rmSync(join(runs, name), { recursive: true, force: true })
  }
}

function build(): void {
  // The build checks types last. A type error must not prevent a test run; `npm test` reports it
  // elsewhere.
  const built = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (built.status !== 0) console.log('npm run build failed; the tests run on what it left')
}

/** Returns this run's folder; the package is in its `node_modules`. */
export async function installBuiltPackage(): Promise<string> {
  removeDeadRuns()
  const folder = join(runs, String(process.pid))
  const installed = join(folder, 'node_modules/search-image-uploader')
  mkdirSync(installed, { recursive: true })
  await withLock(() => {
    const built = join(root, 'dist/index.js')
    const stale = !existsSync(built) || statSync(built).mtimeMs < newest(join(root, 'src'))
    if (stale) build()
    const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder]
    execFileSync('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  })
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))
  if (tarball === undefined) throw new Error('npm pack wrote no tarball')
  execFileSync('tar', ['-xzf', join(folder, tarball), '--strip-components=1', '-C', installed])
  return folder
}
