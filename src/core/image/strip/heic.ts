import { orientationTiff } from '../format/tiff.js'
import type { MetadataRange } from '../types.js'

/**
 * Blanks in place, because items are found by their offset in the file; only what lies behind the
 * last box is dropped.
 */
export function blankHeic(
  image: Blob | Uint8Array<ArrayBuffer>,
  metadata: readonly MetadataRange[],
): BlobPart[] {
  const parts: BlobPart[] = []
  let at = 0
  for (const { kind, start, end } of metadata) {
    // Two items may share bytes.
    const from = Math.max(start, at)
    if (from >= end) continue
    parts.push(image.slice(at, from))
    if (kind !== 'trailer') parts.push(blank(kind, end - from))
    at = end
  }
  return [...parts, image.slice(at)]
}

const EMPTY_XMP = new TextEncoder().encode("<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
/** In the flags of an item's entry (ISO/IEC 14496-12, 8.11.6). */
const HIDDEN = 1
const FREE = new TextEncoder().encode('free')

/**
 * Of the same length, and valid where it fits: free space for a box, empty XMP, the mark of a
 * hidden item, EXIF (HEIF A.2.1: 32-bit offset, then TIFF) that says "upright"; else zeros.
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
