import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './built-package.ts'

const committed = join(root, 'test/fixtures/corpus')

/** The folder of all images: the one CORPUS_DIR names, else the small committed ones. */
export const imagesDir = process.env.CORPUS_DIR ?? committed

/**
 * Path of an image, for instance `imageFile('jpeg/orient-6.jpg')`; one that is missing is an error.
 */
export function imageFile(file: string): string {
  const path = join(imagesDir, file)
  if (!existsSync(path)) throw new Error(`no image ${file} in ${imagesDir}`)
  return path
}

/**
 * Is there an image that only the large collection has? Never true for a collection that is named
 * but incomplete.
 */
export function hasImage(file: string): boolean {
  return process.env.CORPUS_DIR !== undefined || existsSync(join(committed, file))
}
