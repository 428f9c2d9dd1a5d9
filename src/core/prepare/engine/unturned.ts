/**
 * Removes the orientation from an image before the browser decodes it.
 *
 * Browsers read EXIF differently: Firefox reads only the first APP1 segment, WebKit also a second
 * one, Safari turns WebP, and some follow the eXIf chunk of a PNG. An image would be turned twice
 * or not at all, depending on the browser. So the decoder gets bytes in which it finds no
 * orientation, and the engine turns the pixels by the header that `readImage` read. Each format
 * hides its EXIF in the cheapest form that leaves all offsets and checksums right: a JPEG segment
 * becomes a comment, a WebP chunk gets a name that no decoder knows, a PNG chunk is left out,
 * because a new name would need a new checksum.
 */
import { pngChunks, riffChunks } from '../../image/format/chunks.js'
import { COM, eachApp1 } from '../../image/format/jpeg-markers.js'
import type { ImageFormat } from '../../spec.js'

/**
 * Changes the bytes of a JPEG or WebP in place. A HEIC stays as it is: its `irot` is no metadata.
 * @returns the bytes, or a new blob for a PNG
 */
export function unturned(bytes: ArrayBuffer, format: ImageFormat): ArrayBuffer | Blob {
  const content = new Uint8Array(bytes)
  if (format === 'jpeg') {
    eachApp1(content, (start) => {
      content[start + 1] = COM
    })
  }
  if (format === 'webp')
    for (const { type, start } of riffChunks(content)) if (type === 'EXIF') content[start] = 0
  return format === 'png' ? withoutExif(content) : bytes
}

function withoutExif(png: Uint8Array<ArrayBuffer>): Blob {
  const kept: BlobPart[] = []
  let from = 0
  for (const { type, start, end } of pngChunks(png)) {
    if (type !== 'eXIf') continue
    kept.push(png.subarray(from, start))
    from = end
  }
  return new Blob([...kept, png.subarray(from)], { type: 'image/png' })
}
