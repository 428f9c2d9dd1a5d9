/** Strips the metadata of a HEIC. */
import { orientationTiff } from '../format/tiff.js'
import type { MetadataRange } from '../types.js'

/**
 * Overwrites the metadata in place, because items are found by their offset in the file. Only what
 * lies behind the image is dropped.
 */
export function blankHeic(
  image: Blob | Uint8Array<ArrayBuffer>,
  metadata: readonly MetadataRange[],
): BlobPart[] {
  const parts: BlobPart[] = []
  let at = 0
  for (const { kind, start, end } of metadata) {
    // Two items may share bytes, which are blanked once.
    const from = Math.max(start, at)
    if (from >= end) continue
    parts.push(image.slice(at, from))
    if (kind !== 'trailer') parts.push(blank(kind, end - from))
    at = end
  }
  return [...parts, image.slice(at)]
}

const EMPTY_XMP = new TextEncoder().encode("<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
/** The flag of an item's entry (ISO/IEC 14496-12, 8.11.6). */
const HIDDEN = 1
const FREE = new TextEncoder().encode('free')

/**
 * Bytes of the same length that are valid where the length allows it: free space for a box, empty
 * XMP, the flag of a hidden item, EXIF (HEIF A.2.1: 32-bit offset, then TIFF) with orientation 1;
 * else zeros.
 */
function blank(kind: MetadataRange['kind'], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  const put = (content: Uint8Array, at: number) => {
    if (at + content.length <= length) bytes.set(content, at)
  }
  if (kind === 'xmp') {
    bytes.fill(0x20)
    put(EMPTY_XMP, 0)
  } else if (kind === 'hidden') bytes.fill(HIDDEN)
  else if (kind === 'exif') put(orientationTiff(1), 4)
  else if (kind === 'maker' && length >= 8) {
    new DataView(bytes.buffer).setUint32(0, length)
    put(FREE, 4)
  }
  return bytes
}
