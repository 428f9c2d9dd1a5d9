/**
 * Takes the image alone from a file: without what follows it, and with the end marker that it
 * lacks. Loaded with the first file that needs it.
 */
import type { ImageHeader } from '../../types.js'
import { joined, type Bytes } from './bytes.js'
import { heicAlone } from './heic.js'
import { jpegEnd } from './jpeg.js'
import { pngAlone } from './png.js'
import { webpAlone } from './webp.js'

const EOI = Uint8Array.of(0xff, 0xd9)

/**
 * Takes the image alone.
 * @param header the header of the whole file
 * @returns the same buffer where a JPEG ends correctly; `undefined` where the image itself is cut
 *   or damaged
 */
export async function imageAlone(
  buffer: ArrayBuffer,
  header: ImageHeader,
): Promise<ArrayBuffer | undefined> {
  try {
    return (await takeAlone(new Uint8Array(buffer), header)).buffer
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

async function takeAlone(bytes: Bytes, header: ImageHeader): Promise<Bytes> {
  const { format } = header
  if (format === 'jpeg') return jpegAlone(bytes, header)
  if (format === 'png') return pngAlone(bytes)
  return format === 'webp' ? webpAlone(bytes) : heicAlone(bytes, header)
}

async function jpegAlone(bytes: Bytes, { truncated, metadata }: ImageHeader): Promise<Bytes> {
  const end = await jpegEnd(bytes)
  if (end === bytes.length - 2 && bytes[end + 1] === 0xd9) return bytes
  if (end !== undefined) return joined(bytes.subarray(0, end), EOI)
  // The coding is not supported here, so its first EOI counts.
  if (truncated) throw new RangeError()
  return bytes.slice(0, metadata.find(({ kind }) => kind === 'trailer')?.start)
}
