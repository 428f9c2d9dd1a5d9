/**
 * Makes what `strip` writes back: the orientation of a JPEG or PNG, and the JFIF and Adobe segments
 * that tell the colour space.
 */
import { text } from '../format/bytes.js'
import { crc32 } from '../format/crc32.js'
import { orientationTiff } from '../format/tiff.js'
import type { MetadataRange, Orientation } from '../types.js'

/** In bytes: marker, length, name, and 7 bytes of which the last is the colour transform. */
const ADOBE_END = 16

const bytesOf = (latin1: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(latin1, (character) => character.charCodeAt(0))

/** Makes an APP1 segment with the orientation alone. */
export function orientationSegment(orientation: Orientation): Uint8Array<ArrayBuffer> {
  const tiff = orientationTiff(orientation)
  const segment = new Uint8Array(10 + tiff.length)
  segment.set([0xff, 0xe1, 0, segment.length - 2, ...bytesOf('Exif\0\0'), ...tiff])
  return segment
}

/** Makes an eXIf chunk with the orientation alone. */
export function orientationChunk(orientation: Orientation): Uint8Array<ArrayBuffer> {
  const tiff = orientationTiff(orientation)
  const chunk = new Uint8Array(12 + tiff.length)
  chunk.set([0, 0, 0, tiff.length, ...bytesOf('eXIf'), ...tiff])
  new DataView(chunk.buffer).setUint32(8 + tiff.length, crc32(chunk.subarray(4, 8 + tiff.length)))
  return chunk
}

/**
 * JFIF and Adobe segments tell the colour space of the components. If one was removed for something
 * else that it holds, such as a thumbnail, this makes one without that.
 */
export async function plainSegments(
  image: Blob,
  metadata: readonly MetadataRange[],
): Promise<BlobPart[]> {
  let jfif: BlobPart[] = []
  let adobe: BlobPart[] = []
  for (const { start, end, kind } of metadata) {
    if (kind !== 'maker') continue
    const head = new DataView(await image.slice(start, start + ADOBE_END).arrayBuffer())
    const [marker, name] = [head.getUint16(0), text(head, 4, 5)]
    if (marker === 0xffe0 && name === 'JFIF\0')
      jfif = [bytesOf('\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0')]
    if (marker === 0xffee && name === 'Adobe' && end - start > ADOBE_END)
      adobe = [bytesOf(`\xff\xee\0\x0e${text(head, 4)}`)]
  }
  return [...jfif, ...adobe]
}
