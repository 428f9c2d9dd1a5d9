/** What stands in a HEIC file where metadata was: same length, so that every offset in the file stays valid. */
import type { MetadataRange } from '../types.js'
import { orientationTiff } from './tiff.js'

/** A `free` box, spaces for XMP, or (HEIF A.2.1: 32-bit offset, then TIFF) an EXIF block that says nothing. */
export function blank(kind: MetadataRange['kind'], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  if (kind === 'xmp') return bytes.fill(0x20)
  const view = new DataView(bytes.buffer)
  const tiff = orientationTiff(1)
  if (kind === 'exif' && length >= tiff.length + 4) bytes.set(tiff, 4)
  if (kind === 'maker') {
    view.setUint32(0, length)
    bytes.set([0x66, 0x72, 0x65, 0x65], 4)
  }
  return bytes
}

/** Already blanked: nothing left to remove. */
export function isBlank(view: DataView, kind: MetadataRange['kind']): boolean {
  return blank(kind, view.byteLength).every((byte, i) => byte === view.getUint8(i))
}
