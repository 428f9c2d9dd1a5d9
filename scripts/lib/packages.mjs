// Compares the installed packages with the lock file, by npm's record of the last install. It runs
// in Node 20 without dependencies.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages ?? {}

/**
 * Returns false after a fresh clone, and if a version in the lock file differs from the installed
 * one.
 */
export function isInstalled(folder) {
  const record = join(folder, 'node_modules/.package-lock.json')
  if (!existsSync(record)) return false
  const installed = packagesOf(record)
  return Object.entries(packagesOf(join(folder, 'package-lock.json'))).every(([path, wanted]) => {
    if (path === '') return true
    const found = installed[path]
    // Optional packages of other platforms are in the lock file but not installed.
    return found === undefined ? wanted.optional === true : found.version === wanted.version
  })
}
