/**
 * Makes all orientations in a file equal, for files that keep their metadata: browsers and services
 * read different ones.
 */
import { eachApp1 } from '../format/jpeg-markers.js'
import { pngChunks, riffChunks } from '../format/chunks.js'
import { isIntact } from '../format/png.js'
import { writeOrientation } from '../format/tiff.js'
import { FORMATS } from '../../spec.js'
import type { ImageHeader, Orientation } from '../types.js'

type Bytes = Uint8Array<ArrayBuffer>
/** Changes the bytes in place or returns new parts; `undefined` where nothing had to change. */
type Change = (bytes: Bytes, orientation: Orientation) => BlobPart[] | undefined

/**
 * Writes one orientation everywhere. In a JPEG, the first EXIF block moves before every other APP1
 * segment, and every EXIF and XMP block gets `header.orientation`. In a WebP, all get 1. In a PNG,
 * only the eXIf chunk that decoders read stays. Everything else is kept.
 * @returns `image` itself where nothing changes
 */
export async function withOneOrientation(
  image: Blob,
  { format, orientation }: ImageHeader,
): Promise<Blob> {
  const parts = CHANGES[format]?.(new Uint8Array(await image.arrayBuffer()), orientation)
  if (parts === undefined) return image
  // In one part, because Firefox looks for an image's type only in the first part.
  return new Blob([await new Blob(parts).arrayBuffer()], { type: FORMATS[format].type })
}

const inJpeg: Change = (bytes, orientation) => {
  let changed = false
  let others = 0
  let exif: { readonly start: number; readonly end: number; readonly leads: boolean } | undefined
  eachApp1(bytes, (start, end) => {
    const content = bytes.subarray(start + 4, end)
    if (latin1(content.subarray(0, 5)) === 'Exif\0') {
      exif ??= { start, end, leads: others === 0 }
      changed = turnTiff(content.subarray(6), orientation) || changed
    } else {
      others++
      changed = turnXmp(content, orientation) || changed
    }
  })
  if (exif === undefined || exif.leads) return changed ? [bytes] : undefined
  const { start, end } = exif
  return [
    bytes.subarray(0, 2),
    bytes.subarray(start, end),
    bytes.subarray(2, start),
    bytes.subarray(end),
  ]
}

const inWebp: Change = (bytes) => {
  let changed = false
  for (const { type, start, end } of riffChunks(bytes)) {
    const content = bytes.subarray(start + 8, end)
    if (type === 'XMP ') changed = turnXmp(content, 1) || changed
    // Some writers begin with the name that EXIF has in a JPEG.
    if (type === 'EXIF')
      changed =
        turnTiff(content.subarray(latin1(content.subarray(0, 4)) === 'Exif' ? 6 : 0), 1) || changed
  }
  return changed ? [bytes] : undefined
}

const inPng: Change = (bytes) => {
  const kept: BlobPart[] = []
  let from = 0
  let isPast = false
  for (const { type, start, end } of pngChunks(bytes)) {
    if (type === 'eXIf') {
      const counts: boolean =
        !isPast && isIntact(new DataView(bytes.buffer, start + 4, end - start - 4))
      if (!counts) {
        kept.push(bytes.subarray(from, start))
        from = end
      }
      isPast ||= counts
    }
    isPast ||= type === 'IDAT'
  }
  return from > 0 ? [...kept, bytes.subarray(from)] : undefined
}

const CHANGES: Readonly<Partial<Record<ImageHeader['format'], Change>>> = {
  jpeg: inJpeg,
  png: inPng,
  webp: inWebp,
}

const latin1 = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes)

const turnTiff = (tiff: Bytes, orientation: Orientation): boolean =>
  writeOrientation(new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength), orientation)

/** Changes the orientation as an attribute or an element. Returns true if one was another. */
function turnXmp(xmp: Bytes, orientation: Orientation): boolean {
  let changed = false
  for (const { 0: found, index } of latin1(xmp).matchAll(
    /tiff:Orientation(?:\s*=\s*["']|>)\s*\d/g,
  )) {
    const at = index + found.length - 1
    changed ||= xmp[at] !== 48 + orientation
    xmp[at] = 48 + orientation
  }
  return changed
}
