/** PNG (W3C PNG, 3rd edition): chunks up to the picture data; with all bytes at hand up to IEND. */
import type { MetadataRange, Orientation } from '../types.js'
import type { ByteReader } from './bytes.js'
import { tag, text, tolerant } from './bytes.js'
import { isBare, isSideways, readOrientation } from './tiff.js'

const SIGNATURE = '\x89PNG\r\n\x1a\n'
/** Encoders that write 4 KB of data per chunk reach this at 1 GB. */
const MAX_CHUNKS = 1 << 18
const MAX_CHUNKS_BY_SLICES = 4096
const MAX_EXIF = 65_536

/** What a decoder needs for size, colour and frames; every other ancillary chunk tells something about people or tools. */
const KEPT = 'IHDR PLTE IDAT IEND CgBI tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV mDCv cLLI cLLi bKGD hIST pHYs acTL fcTL fdAT'.split(' ')
const KINDS: Readonly<Record<string, MetadataRange['kind']>> = { eXIf: 'exif', tEXt: 'text', zTXt: 'text', iTXt: 'text', tIME: 'text' }

interface Found {
  metadata: MetadataRange[]
  width?: number
  height?: number
  alpha: boolean
  animated: boolean
  icc: boolean
  orientation: Orientation
  data: boolean
  truncated: boolean
}

export const readPng = tolerant(async (reader) => {
  if (text(await reader.view(0, 8)) !== SIGNATURE) return undefined
  const found = await readChunks(reader)
  if (found?.width === undefined || found.height === undefined) return undefined
  const { width, height, orientation, alpha, animated, icc, metadata, truncated } = found
  const sideways = isSideways(orientation)
  return {
    format: 'png',
    codedWidth: width,
    codedHeight: height,
    width: sideways ? height : width,
    height: sideways ? width : height,
    orientation,
    alpha,
    animated,
    icc,
    metadata,
    ...(truncated ? { truncated } : {}),
  }
})

async function readChunks(reader: ByteReader): Promise<Found | undefined> {
  const found: Found = { metadata: [], alpha: false, animated: false, icc: false, orientation: 1, data: false, truncated: false }
  const most = reader.whole ? MAX_CHUNKS : MAX_CHUNKS_BY_SLICES
  let at = 8
  for (let n = 0; n < most; n++) {
    if (at + 12 > reader.size) return { ...found, truncated: true }
    const head = await reader.view(at, 8)
    const type = tag(head, 4)
    const end = at + 12 + head.getUint32(0)
    if (end > reader.size && found.width !== undefined) return { ...found, truncated: true }
    await readChunk(reader, type, at, end, found)
    at = end
    if (type === 'IDAT' && !reader.whole) return found
    if (type !== 'IEND') continue
    if (end < reader.size) found.metadata.push({ kind: 'trailer', start: end, end: reader.size })
    return { ...found, truncated: !found.data }
  }
  return undefined
}

async function readChunk(reader: ByteReader, type: string, start: number, end: number, found: Found): Promise<void> {
  if (type === 'IHDR' && found.width === undefined) {
    const header = await reader.view(start + 8, 13)
    found.width = header.getUint32(0)
    found.height = header.getUint32(4)
    found.alpha = header.getUint8(9) >= 4
  } else if (type === 'IDAT') found.data = true
  else if (type === 'tRNS') found.alpha = true
  else if (type === 'acTL') found.animated = true
  else if (type === 'iCCP') found.icc = true
  else if (type === 'eXIf' && !found.data) {
    const tiff = await reader.view(start + 8, Math.min(end - start - 12, MAX_EXIF))
    found.orientation = readOrientation(tiff)
    if (found.orientation === 1 || !isBare(tiff)) found.metadata.push({ kind: 'exif', start, end })
  } else if (!KEPT.includes(type)) found.metadata.push({ kind: KINDS[type] ?? 'maker', start, end })
}
