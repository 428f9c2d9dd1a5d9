import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './built-package.ts'

const committed = join(root, 'test/fixtures/corpus')

/** The folder of all pictures: the one CORPUS_DIR names, else the small committed ones. */
export const picturesDir = process.env.CORPUS_DIR ?? committed

/** Path of a picture, for instance `picture('jpeg/orient-6.jpg')`; one that is missing is an error. */
export function picture(file: string): string {
  const path = join(picturesDir, file)
  if (!existsSync(path)) throw new Error(`no picture ${file} in ${picturesDir}`)
  return path
}

/** Is there a picture that only the large collection has? Never true for a collection that is named but incomplete. */
export function hasPicture(file: string): boolean {
  return process.env.CORPUS_DIR !== undefined || existsSync(join(committed, file))
}
