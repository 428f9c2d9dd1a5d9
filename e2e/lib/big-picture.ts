import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTestImage } from '../../src/testing/test-image.ts'
import { root } from './built-package.ts'

/**
 * A PNG of 4.9 MB that is sent as it is: more than the kernel's socket buffers hold, so that a stall is one in the middle
 * of the body. Drawn once and kept.
 */
export async function bigPicture(): Promise<string> {
  const folder = join(root, '.tmp')
  const path = join(folder, 'picture-4.9mb.png')
  if (existsSync(path)) return path
  const image = await createTestImage({ width: 1196, height: 1196, bytes: 4_850_000 })
  if (image.size > 5_000_000) throw new Error(`the picture came out at ${image.size} bytes`)
  mkdirSync(folder, { recursive: true })
  const part = `${path}.${process.pid}`
  writeFileSync(part, new Uint8Array(await image.arrayBuffer()))
  renameSync(part, path)
  return path
}
