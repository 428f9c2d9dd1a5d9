import { orientationTiff } from '../format/tiff.js'
import type { MetadataRange } from '../types.js'

/** Blanks in place, because items are found by their offset in the file; only what lies behind the last box is dropped. */
export function blankHeic(image: Blob, metadata: readonly MetadataRange[]): BlobPart[] {
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

/** Of the same length: a `free` box for a box, spaces for XMP, and (HEIF A.2.1: 32-bit offset, then TIFF) an EXIF block that says nothing. */
function blank(kind: MetadataRange['kind'], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  const tiff = orientationTiff(1)
  if (kind === 'xmp') bytes.fill(0x20)
  if (kind === 'exif' && length >= tiff.length + 4) bytes.set(tiff, 4)
  if (kind === 'maker' && length >= 8) {
    new DataView(bytes.buffer).setUint32(0, length)
    bytes.set([0x66, 0x72, 0x65, 0x65], 4)
  }
  return bytes
}
