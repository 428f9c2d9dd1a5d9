/**
 * The image alone: without what follows it, and with the end that it lacks. Loaded with the first
 * file that needs it.
 */
import type { ImageHeader } from '../../types.js'
import { joined, type Bytes } from './bytes.js'
import { endedHeic } from './heic.js'
import { jpegEnd } from './jpeg.js'
import { endedPng } from './png.js'
import { endedWebp } from './webp.js'

const EOI = Uint8Array.of(0xff, 0xd9)

/**
 * `header` is that of the whole file. Resolves with the same buffer where a JPEG ends as it should,
 * and with `undefined` where the image itself is cut or damaged.
 */
export async function ended(
  buffer: ArrayBuffer,
  header: ImageHeader,
): Promise<ArrayBuffer | undefined> {
  try {
    return (await endedBy(new Uint8Array(buffer), header)).buffer
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

async function endedBy(bytes: Bytes, header: ImageHeader): Promise<Bytes> {
  const { format } = header
  if (format === 'jpeg') return endedJpeg(bytes, header)
  if (format === 'png') return endedPng(bytes)
  return format === 'webp' ? endedWebp(bytes) : endedHeic(bytes, header)
}

async function endedJpeg(bytes: Bytes, { truncated, metadata }: ImageHeader): Promise<Bytes> {
  const end = await jpegEnd(bytes)
  if (end === bytes.length - 2 && bytes[end + 1] === 0xd9) return bytes
  if (end !== undefined) return joined(bytes.subarray(0, end), EOI)
  // A coding that is not read here: its first EOI has to do.
  if (truncated) throw new RangeError()
  return bytes.slice(0, metadata.find(({ kind }) => kind === 'trailer')?.start)
}
