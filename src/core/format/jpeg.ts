/** JPEG (ITU-T T.81): marker segments up to the frame header; with all bytes at hand also up to the end of the picture. */
import type { MetadataRange, Orientation } from '../types.js'
import type { ByteReader } from './bytes.js'
import { text, tolerant } from './bytes.js'
import { isBare, isSideways, readOrientation } from './tiff.js'

const MAX_SEGMENTS = 4096
const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const JFIF_LENGTH = 16

interface Frame {
  readonly width: number
  readonly height: number
  readonly components: number
}

interface Found {
  metadata: MetadataRange[]
  icc: boolean
  frame?: Frame
  orientation?: Orientation
  /** Where the entropy-coded data of the first scan begins. */
  scan?: number
}

export const readJpeg = tolerant(async (reader) => {
  if ((await reader.view(0, 2)).getUint16(0) !== 0xffd8) return undefined
  const found = await readSegments(reader)
  if (found?.frame === undefined) return undefined
  const { frame, orientation = 1, icc, metadata, scan } = found
  const truncated = reader.whole && !(scan !== undefined && scanToEnd(await reader.view(0, reader.size), scan, metadata))
  const sideways = isSideways(orientation)
  return {
    format: 'jpeg',
    codedWidth: frame.width,
    codedHeight: frame.height,
    width: sideways ? frame.height : frame.width,
    height: sideways ? frame.width : frame.height,
    orientation,
    alpha: false,
    animated: false,
    icc,
    components: frame.components,
    metadata,
    ...(truncated ? { truncated } : {}),
  }
})

/** Walks the segments by their lengths, so thumbnails inside them are never seen. Stops at the frame, or at the scan if all bytes are at hand. */
async function readSegments(reader: ByteReader): Promise<Found | undefined> {
  const found: Found = { metadata: [], icc: false }
  let at = 2
  let junk = at
  for (let n = 0; n < MAX_SEGMENTS; n++) {
    const two = await reader.view(at, 2)
    const marker = two.getUint8(1)
    // Fill bytes (T.81 B.1.1.2) and stray bytes between segments: decoders step over both.
    if (two.getUint8(0) !== 0xff || marker === 0xff || marker === 0) {
      at++
      continue
    }
    if (at > junk) found.metadata.push({ kind: 'maker', start: junk, end: at })
    if (marker === SOI || marker === EOI) return undefined
    const standalone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)
    const end = at + 2 + (standalone ? 0 : (await reader.view(at + 2, 2)).getUint16(0))
    if (!standalone) {
      if (end < at + 4) return undefined
      await readSegment(reader, marker, at, end, found)
    }
    if (marker === SOS) return { ...found, scan: end }
    if (found.frame !== undefined && !reader.whole) return found
    at = junk = end
  }
  return undefined
}

async function readSegment(reader: ByteReader, marker: number, start: number, end: number, found: Found): Promise<void> {
  if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
    const frame = await reader.view(start + 4, 6)
    found.frame ??= { height: frame.getUint16(1), width: frame.getUint16(3), components: frame.getUint8(5) }
    return
  }
  if (marker < 0xe0 || (marker > 0xef && marker !== 0xfe)) return
  const name = text(await reader.view(start + 4, Math.min(end - start - 4, 12)))
  if (name.startsWith('ICC_PROFILE') && marker === 0xe2) found.icc = true
  else if (marker === 0xe1 && name.startsWith('Exif')) {
    const tiff = await reader.view(Math.min(start + 10, end), Math.max(0, end - start - 10))
    const first = found.orientation === undefined
    found.orientation ??= readOrientation(tiff)
    if (!first || found.orientation === 1 || !isBare(tiff)) found.metadata.push({ kind: 'exif', start, end })
  } else {
    const kind = kindOf(marker, name, end - start - 2)
    if (kind !== undefined) found.metadata.push({ kind, start, end })
  }
}

/** `undefined`: stays, because the colours depend on it (JFIF and Adobe say which colour space the components are). */
function kindOf(marker: number, name: string, length: number): MetadataRange['kind'] | undefined {
  if (marker === 0xfe) return 'comment'
  if (marker === 0xe0 && name.startsWith('JFIF\0')) return length === JFIF_LENGTH ? undefined : 'maker'
  if (marker === 0xe1 && name.startsWith('http:')) return 'xmp'
  if (marker === 0xe2 && name.startsWith('MPF\0')) return 'mpf'
  if (marker === 0xed) return 'iptc'
  if (marker === 0xee && name.startsWith('Adobe')) return undefined
  return 'maker'
}

/** From the first scan to the end of the picture; false if there is none. What follows it is a trailer: other pictures, a video. */
function scanToEnd(view: DataView, scan: number, metadata: MetadataRange[]): boolean {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
  let at = scan
  for (let n = 0; n < MAX_SEGMENTS;) {
    at = bytes.indexOf(0xff, at)
    const marker = bytes[at + 1]
    if (at < 0 || marker === undefined) return false
    if (marker === 0xff) at++
    else if (marker <= 1 || (marker >= 0xd0 && marker <= 0xd7)) at += 2
    else if (marker === EOI) {
      if (at + 2 < bytes.length) metadata.push({ kind: 'trailer', start: at + 2, end: bytes.length })
      return true
    } else if (marker === SOI) return false
    else {
      const end = at + 2 + view.getUint16(at + 2)
      if (marker === 0xfe || (marker >= 0xe0 && marker <= 0xef)) metadata.push({ kind: 'comment', start: at, end })
      at = end
      n++
    }
  }
  return false
}
