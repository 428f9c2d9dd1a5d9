import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTestImage } from '../../src/testing/images/test-image.ts'
import { root } from './built-package.ts'

/** A PNG of 4.9 MB that is sent unchanged. On a slow network a test can act during its upload. */
export const bigImage = () =>
  noise('image-4.9mb.png', { width: 1196, height: 1196, bytes: 4_850_000, most: 5_000_000 })

/**
 * A PNG of 13 MB, for a `maxSize` above it. If a server stops reading after 64 KB, the browser
 * still sends about 4 MB, sometimes a little over 4.9 MB, into the kernel's socket buffers: an
 * image of 4.9 MB may then be sent completely, and the upload waits for the response. 13 MB never
 * fit. A server that reads some megabytes first makes the kernel enlarge its buffer, to 33 MB on
 * some machines, so that a busy one takes everything.
 */
export const hugeImage = () =>
  noise('image-13mb.png', { width: 2000, height: 2000, bytes: 11_900_000, most: 14_000_000 })

/**
 * A PNG of 9 MB, for a `maxSize` above it. If a server stops reading after 64 KB, the socket's
 * buffers hold about half of it.
 */
export const twiceBufferedImage = () =>
  noise('image-9mb.png', { width: 1650, height: 1650, bytes: 8_100_000, most: 9_600_000 })

/** Drawn once, then kept. */
async function noise(
  name: string,
  { most, ...wanted }: { width: number; height: number; bytes: number; most: number },
): Promise<string> {
  const folder = join(root, '.tmp')
  const path = join(folder, name)
  if (existsSync(path)) return path
  const image = await createTestImage(wanted)
  if (image.size > most) throw new Error(`the image came out at ${image.size} bytes`)
  mkdirSync(folder, { recursive: true })
  const part = `${path}.${process.pid}`
  writeFileSync(part, new Uint8Array(await image.arrayBuffer()))
  renameSync(part, path)
  return path
}
