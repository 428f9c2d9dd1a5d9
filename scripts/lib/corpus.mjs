// Tests that want the large images read CORPUS_DIR; a folder that is named but incomplete is an
// error, never a reason to skip.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What is missing from the folder that CORPUS_DIR names; nothing when it is not set. */
export function missingFromCorpus(folder = process.env.CORPUS_DIR) {
  if (folder === undefined) return []
  const manifest = join(folder, 'manifest.json')
  if (!existsSync(manifest)) return [manifest]
  return JSON.parse(readFileSync(manifest, 'utf8'))
    .map((entry) => join(folder, entry.file))
    .filter((path) => !existsSync(path))
}
