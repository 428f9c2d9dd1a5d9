/** Strips metadata without decoding the image: the result consists of slices of the original. */
import { uploadError } from '../../errors.js'
import { memoryReader } from '../format/bytes.js'
import { readHeader, readImage } from '../format/index.js'
import { blankHeic } from './heic.js'
import { orientationChunk, orientationSegment, plainSegments } from './orientation.js'
import { repairedHead } from './webp.js'
import type { ImageFormat } from '../../spec.js'
import { FORMATS } from '../../spec.js'
import type { ByteRange, ImageHeader } from '../types.js'

/** Offset behind the signature and the header chunk of a PNG. */
const PNG_HEADER_END = 33
/** In bytes: more than any decoder reads to tell the type. */
const HEAD_LENGTH = 1024
/**
 * So many ranges are cut in memory, because thousands of slices of a blob take Chromium seconds.
 */
const MANY = 256

/**
 * Removes `header.metadata`. Orientation and colour profile stay, and the pixels keep their values.
 * @param header from `load`, whose list of metadata is complete
 * @param name the file's name, for the error
 * @throws UploadError `unreadable-image` where metadata and image share bytes
 */
export async function strip(image: Blob, header: ImageHeader, name = ''): Promise<Blob> {
  const { format, metadata } = header
  const source = metadata.length < MANY ? image : new Uint8Array(await image.arrayBuffer())
  if (format === 'heic') {
    const stripped = await joined(blankHeic(source, metadata), format)
    const left = (await readImage(memoryReader(await stripped.arrayBuffer()))).header
    if (left?.width === header.width && left.height === header.height && !left.truncated)
      return stripped
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
 * Joins the parts so that the first one is long: Firefox looks for the image's type only in a
 * blob's first part, and with a first part of two bytes it decoded no JPEG.
 */
async function joined(parts: BlobPart[], format: ImageFormat): Promise<Blob> {
  const whole = new Blob(parts)
  const head = await whole.slice(0, HEAD_LENGTH).arrayBuffer()
  return new Blob([head, whole.slice(HEAD_LENGTH)], { type: FORMATS[format].type })
}

/**
 * Writes the orientation back if it was removed with the other EXIF tags: behind the start of a
 * JPEG, behind the header chunk of a PNG.
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

/** The bytes between the ranges. */
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
