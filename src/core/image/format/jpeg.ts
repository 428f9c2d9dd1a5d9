/**
 * Reads JPEG headers (ITU-T T.81): the marker segments up to the first scan, because an orientation
 * may follow the frame header; with all bytes in memory, up to the end of the image.
 */
import type { MetadataRange } from '../types.js'
import type { ByteReader, Draft } from './bytes.js'
import { draft, withShownDimensions, text, tolerant } from './bytes.js'
import { APP1, COM, EOI, isFrame, SOI, SOS, standsAlone } from './jpeg-markers.js'
import { isBare, readOrientation } from './tiff.js'

const MAX_SEGMENTS = 4096
/** In bytes: how much is read at a time where a segment should begin and does not. */
const STRAY_PIECE = 4096
/** The last frame marker (SOF0, SOF1) of a JPEG that is decoded row by row. */
const EXTENDED_SEQUENTIAL = 0xc1
/** In bytes: a JFIF segment without a thumbnail. */
const JFIF_LENGTH = 16
/** In bytes: an Adobe segment with nothing behind its colour transform. */
const ADOBE_LENGTH = 14

/** Walks the segments by their lengths, so thumbnails inside them are skipped. */
export const readJpeg = tolerant(async (reader) => {
  if ((await reader.view(0, 2)).getUint16(0) !== 0xffd8) return undefined
  const header = draft('jpeg')
  const { metadata } = header
  let at = 2
  let junk = at
  for (let n = 0; n < MAX_SEGMENTS; n++) {
    at = await segmentFrom(reader, at)
    const head = await reader.view(at + 1, 3)
    const marker = head.getUint8(0)
    if (at > junk) metadata.push({ kind: 'maker', start: junk, end: at })
    const end = at + 2 + head.getUint16(1)
    if (marker === SOI || marker === EOI || end < at + 4) return undefined
    await readSegment(reader, { marker, start: at, end }, header)
    if (marker === SOS) {
      if (header.components === undefined) return undefined
      if ((await reader.view(at + 4, 1)).getUint8(0) < header.components) header.buffered = true
      if (reader.whole && !scanToEnd(await reader.view(0, reader.size), end, metadata))
        header.truncated = true
      return withShownDimensions(header)
    }
    at = end
    junk = end
  }
  return undefined
})

/**
 * Finds the next segment. Like decoders, it skips any number of fill bytes (T.81 B.1.1.2), stray
 * bytes and markers without a length.
 */
async function segmentFrom(reader: ByteReader, start: number): Promise<number> {
  let length = 2
  for (let at = start; ; at += length - 1, length = Math.min(STRAY_PIECE, reader.size - at)) {
    const view = await reader.view(at, Math.max(length, 2))
    for (let i = 0; i < length - 1; i++) {
      const marker = view.getUint8(i + 1)
      if (view.getUint8(i) === 0xff && marker !== 0xff && !standsAlone(marker)) return at + i
    }
  }
}

const isApplication = (marker: number): boolean => marker >> 4 === 0xe

interface Segment {
  readonly marker: number
  /** Offset of the marker. */
  readonly start: number
  readonly end: number
}

async function readSegment(reader: ByteReader, segment: Segment, header: Draft): Promise<void> {
  const { marker, start, end } = segment
  if (isFrame(marker) && header.components === undefined) {
    const frame = await reader.view(start + 4, end - start - 4)
    header.codedHeight = frame.getUint16(1)
    header.codedWidth = frame.getUint16(3)
    header.components = frame.getUint8(5)
    header.samples = samplesOf(frame, header.components)
    if (marker > EXTENDED_SEQUENTIAL) header.buffered = true
  } else if (marker === COM || isApplication(marker)) {
    const kind = await metadataKind(reader, segment, header)
    if (kind !== undefined) header.metadata.push({ kind, start, end })
  }
}

/**
 * Samples per pixel. Each component has a factor across and one down, in half a byte each; a
 * component with the largest factors has one sample per pixel (T.81 A.1.1).
 */
function samplesOf(frame: DataView, components: number): number {
  const factors = Array.from({ length: components }, (_, i) => frame.getUint8(7 + i * 3))
  const [across, down] = [
    factors.map((factor) => factor >> 4),
    factors.map((factor) => factor % 16),
  ]
  const all = across.reduce((sum, factor, i) => sum + factor * (down[i] ?? 0), 0)
  return all / (Math.max(...across) * Math.max(...down))
}

/**
 * What kind of metadata a segment holds. `undefined` where colours or orientation depend on it, so
 * that it stays: JFIF and Adobe tell the colour space of the components.
 */
async function metadataKind(
  reader: ByteReader,
  { marker, start, end }: Segment,
  header: Draft,
): Promise<MetadataRange['kind'] | undefined> {
  const name = text(await reader.view(start + 4, Math.min(end - start - 4, 12)))
  if (marker === 0xe2 && name.startsWith('ICC_PROFILE')) {
    header.icc = true
    return undefined
  }
  if (marker === APP1 && /^Exif\0./s.test(name)) {
    const tiff = await reader.view(start + 10, end - start - 10)
    const first = !header.metadata.some(({ kind }) => kind === 'exif') && header.orientation === 1
    if (first) header.orientation = readOrientation(tiff)
    return first && isBare(tiff, header.orientation) ? undefined : 'exif'
  }
  const length = end - start - 2
  if (marker === 0xe0 && name.startsWith('JFIF\0') && length === JFIF_LENGTH) return undefined
  if (marker === 0xee && name.startsWith('Adobe') && length === ADOBE_LENGTH) return undefined
  if (marker === APP1 && name.startsWith('http:')) return 'xmp'
  if (marker === 0xe2 && name.startsWith('MPF')) return 'mpf'
  if (marker === COM) return 'comment'
  return marker === 0xed ? 'iptc' : 'maker'
}

/**
 * Walks from the first scan to the end of the image and lists the metadata between. What follows is
 * a trailer: other images, a video. Returns false where there is no end marker.
 */
function scanToEnd(view: DataView, scan: number, metadata: MetadataRange[]): boolean {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
  let at = scan
  for (let n = 0; n < MAX_SEGMENTS;) {
    at = bytes.indexOf(0xff, at)
    const marker = bytes[at + 1]
    if (at < 0 || marker === undefined || marker === SOI) return false
    if (marker === 0xff) at++
    else if (standsAlone(marker)) at += 2
    else if (marker === EOI) {
      if (at + 2 < bytes.length)
        metadata.push({ kind: 'trailer', start: at + 2, end: bytes.length })
      return true
    } else {
      const end = at + 4 > bytes.length ? Infinity : at + 2 + view.getUint16(at + 2)
      if (end > bytes.length) return false
      if (marker === COM || isApplication(marker))
        metadata.push({ kind: 'comment', start: at, end })
      at = end
      n++
    }
  }
  return false
}
