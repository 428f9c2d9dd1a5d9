// Tests with large images read the folder that CORPUS_DIR names. If that folder is incomplete, the
// run fails and skips nothing.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Returns the files that are missing from the folder that CORPUS_DIR names; none if it is not set.
 */
export function missingFromCorpus(folder = process.env.CORPUS_DIR) {
  if (folder === undefined) return []
  const manifest = join(folder, 'manifest.json')
  if (!existsSync(manifest)) return [manifest]
  return JSON.parse(readFileSync(manifest, 'utf8'))
    .map((entry) => join(folder, entry.file))
    .filter((path) => !existsSync(path))
}
