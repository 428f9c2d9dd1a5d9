// Is what is installed what the lock file says? Plain Node 20, reads npm's own record of the last
// install.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages ?? {}

/** False after a fresh clone, and whenever a version in the lock differs from the installed one. */
export function isInstalled(folder) {
  const record = join(folder, 'node_modules/.package-lock.json')
  if (!existsSync(record)) return false
  const installed = packagesOf(record)
  return Object.entries(packagesOf(join(folder, 'package-lock.json'))).every(([path, wanted]) => {
    if (path === '') return true
    const found = installed[path]
    // Optional packages of other platforms are in the lock but not on the disk.
    return found === undefined ? wanted.optional === true : found.version === wanted.version
  })
}
