/** Removes metadata without touching the image: the result is made of slices of the original. */
import { uploadError } from '../../errors.js'
import { memoryReader } from '../format/bytes.js'
import { readHeader, readImage } from '../format/index.js'
import { blankHeic } from './heic.js'
import { orientationChunk, orientationSegment, plainSegments } from './orientation.js'
import { repairedHead } from './webp.js'
import type { ImageFormat } from '../../spec.js'
import { FORMATS } from '../../spec.js'
import type { ByteRange, ImageHeader } from '../types.js'

/** Behind the signature and the header chunk of a PNG. */
const PNG_HEADER_END = 33
/** More than any decoder sniffs. */
const HEAD_LENGTH = 1024
/**
 * From so many ranges on the bytes are cut in memory: thousands of slices of a blob take Chromium
 * seconds.
 */
const MANY = 256

/**
 * The same image without `header.metadata`; orientation and colour profile stay, the pixels decode
 * to the same values. `header` must come from `load`, whose list reaches to the end of the file.
 * Rejects with `unreadable-image`, which carries `name`, where metadata and image share bytes, so
 * that one cannot go without the other.
 */
export async function strip(image: Blob, header: ImageHeader, name = ''): Promise<Blob> {
  const { format, metadata } = header
  const source = metadata.length < MANY ? image : new Uint8Array(await image.arrayBuffer())
  if (format === 'heic') {
    const clean = await joined(blankHeic(source, metadata), format)
    const left = (await readImage(memoryReader(await clean.arrayBuffer()))).header
    if (left?.width === header.width && left.height === header.height && !left.truncated)
      return clean
    throw uploadError('unreadable-image', 'prepare', 'choose-another', { name })
  }
  const kept = keptSlices(source, metadata)
  const parts =
    format === 'webp'
      ? await repairedHead(kept)
      : await withOrientation(image, new Blob(kept), header)
  return joined(parts, format)
}

/**
 * Firefox looks for the image's type in the first part of a blob only; a part of two bytes made
 * every JPEG undecodable there.
 */
async function joined(parts: BlobPart[], format: ImageFormat): Promise<Blob> {
  const whole = new Blob(parts)
  const head = await whole.slice(0, HEAD_LENGTH).arrayBuffer()
  return new Blob([head, whole.slice(HEAD_LENGTH)], { type: FORMATS[format].type })
}

/**
 * Puts the orientation back if it went with the other EXIF tags: behind the start of a JPEG, behind
 * the header chunk of a PNG.
 */
async function withOrientation(
  image: Blob,
  kept: Blob,
  { format, metadata, orientation }: ImageHeader,
): Promise<BlobPart[]> {
  const jpeg = format === 'jpeg'
  const added: BlobPart[] = jpeg ? await plainSegments(image, metadata) : []
  if (orientation !== 1 && (await readHeader(kept))?.orientation !== orientation) {
    added.unshift(jpeg ? orientationSegment(orientation) : orientationChunk(orientation))
  }
  const at = jpeg ? 2 : PNG_HEADER_END
  return [kept.slice(0, at), ...added, kept.slice(at)]
}

/** What lies between the ranges. */
function keptSlices(
  image: Blob | Uint8Array<ArrayBuffer>,
  ranges: readonly ByteRange[],
): BlobPart[] {
  const slices: BlobPart[] = []
  let at = 0
  for (const { start, end } of ranges) {
    slices.push(image.slice(at, start))
    at = end
  }
  return [...slices, image.slice(at)]
}
