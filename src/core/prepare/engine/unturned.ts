/**
 * What a browser makes of EXIF differs: Firefox reads the first APP1 only, WebKit goes on to a
 * second block, Safari turns WebP. Its decoders therefore get bytes without any orientation, and
 * the engine turns by the header that was read here.
 */
import { eachApp1 } from '../../image/format/app1.js'
import { pngChunks, riffChunks } from '../../image/format/chunks.js'
import { COM } from '../../image/format/jpeg-markers.js'
import type { ImageFormat } from '../../spec.js'

/**
 * Of JPEG and WebP the bytes are changed in place. HEIC stays as it is: its `irot` is no metadata.
 */
export function unturned(bytes: ArrayBuffer, format: ImageFormat): ArrayBuffer | Blob {
  const content = new Uint8Array(bytes)
  // No decoder reads a comment.
  if (format === 'jpeg') eachApp1(content, (start) => (content[start + 1] = COM))
  // Under a name that no decoder knows.
  if (format === 'webp')
    for (const { type, start } of riffChunks(content)) if (type === 'EXIF') content[start] = 0
  return format === 'png' ? withoutExif(content) : bytes
}

/** A renamed chunk would have a wrong checksum, so that it is left out. */
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
