import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './built-package.ts'

const committed = join(root, 'test/fixtures/corpus')

/** The folder of all images: that of CORPUS_DIR, otherwise the small committed one. */
const imagesDir = process.env.CORPUS_DIR ?? committed

/** Path of an image, for example `imageFile('jpeg/orient-6.jpg')`. A missing image is an error. */
export function imageFile(file: string): string {
  const path = join(imagesDir, file)
  if (!existsSync(path)) throw new Error(`no image ${file} in ${imagesDir}`)
  return path
}

/**
 * True if the image is available. With CORPUS_DIR always true, so that an image missing there is an
 * error.
 */
export function hasImage(file: string): boolean {
  return process.env.CORPUS_DIR !== undefined || existsSync(join(committed, file))
}
