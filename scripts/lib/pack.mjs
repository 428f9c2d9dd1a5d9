// Makes the tarball that a host app would install. The package checks and the end-to-end app use
// it.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root, toolEnv } from './run.mjs'

/** Packs what `npm run build` made; returns the tarball's path. */
export function packTarball(folder = join(root, '.tmp/pack')) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const packed = spawnSync(
    'npm',
    ['pack', '--json', '--silent', '--ignore-scripts', '--pack-destination', folder],
    {
      cwd: root,
      env: toolEnv(),
      encoding: 'utf8',
      shell: process.platform === 'win32',
    },
  )
  if (packed.status !== 0) throw new Error(`npm pack failed: ${packed.stderr}`)
  const parsed = JSON.parse(packed.stdout)
  // npm 11 and 12 differ: a list, or an object by package name.
  const [first] = Array.isArray(parsed) ? parsed : Object.values(parsed)
  return join(folder, first.filename)
}
