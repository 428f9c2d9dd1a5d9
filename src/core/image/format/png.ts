/**
 * Reads PNG headers (W3C PNG, 3rd edition): the chunks up to the image data; with all bytes in
 * memory, up to IEND.
 */
import type { MetadataRange } from '../types.js'
import type { ByteReader, Draft } from './bytes.js'
import { draft, withShownDimensions, tag, text, tolerant } from './bytes.js'
import { crc32 } from './crc32.js'
import { isBare, readOrientation } from './tiff.js'

/** With 4 KB of data per chunk, a file of 268 MB reaches this. */
const MAX_CHUNKS = 1 << 16
/** Chunks that are read without a pause: a few milliseconds. */
const CHUNKS_PER_TASK = 4096
/** The checksum of the end chunk, which is always empty. */
const IEND_CRC = 0xae426082
/** In bytes. The checksum of a longer chunk takes long, and no camera writes one. */
const MAX_EXIF = 1 << 20

/**
 * Chunks that a decoder needs for dimensions, colour and frames. All other ancillary chunks may
 * carry personal or tool metadata.
 */
const KEPT =
  /IHDR|PLTE|IDAT|IEND|CgBI|tRNS|cHRM|gAMA|iCCP|sBIT|sRGB|cICP|mDC[Vv]|cLL[Ii]|bKGD|hIST|pHYs|acTL|fcTL|fdAT/

/** Marks in `seen` that an eXIf chunk was used. No chunk has a name of this length. */
const READ_EXIF = 'orientation'

/** Whether the checksum of a chunk is right. `chunk` holds name, content and checksum. */
export const isIntact = (chunk: DataView): boolean => {
  const end = chunk.byteLength - 4
  return crc32(new Uint8Array(chunk.buffer, chunk.byteOffset, end)) === chunk.getUint32(end)
}

export const readPng = tolerant(async (reader) => {
  if (text(await reader.view(0, 8)) !== '\x89PNG\r\n\x1a\n') return undefined
  const header = draft('png')
  const seen = new Set<string>()
  let at = 8
  // With slices, the read budget ends the loop at the latest.
  for (let n = 0; n < MAX_CHUNKS && at + 12 <= reader.size; n++) {
    const start = at
    const head = await reader.view(start, 8)
    const type = tag(head, 4)
    const end = start + 12 + head.getUint32(0)
    if (end > reader.size) break
    // A file of tiny chunks must not block the page.
    if (n % CHUNKS_PER_TASK === CHUNKS_PER_TASK - 1) await new Promise((next) => setTimeout(next))
    await readChunk(reader, { type, start, end }, seen, header)
    seen.add(type)
    at = end
    if (type !== (reader.whole ? 'IEND' : 'IDAT')) continue
    if (
      reader.whole &&
      (end > start + 12 || (await reader.view(end - 4, 4)).getUint32(0) !== IEND_CRC)
    )
      header.truncated = true
    break
  }
  if (!seen.has('IDAT') || (reader.whole && !seen.has('IEND'))) header.truncated = true
  else if (reader.whole && at < reader.size)
    header.metadata.push({ kind: 'trailer', start: at, end: reader.size })
  return seen.has('IHDR') ? withShownDimensions(header) : undefined
})

interface Chunk {
  readonly type: string
  readonly start: number
  readonly end: number
}

async function readChunk(
  reader: ByteReader,
  { type, start, end }: Chunk,
  seen: Set<string>,
  header: Draft,
): Promise<void> {
  if (type === 'IHDR' && !seen.has(type)) {
    const content = await reader.view(start + 8, 10)
    header.codedWidth = content.getUint32(0)
    header.codedHeight = content.getUint32(4)
    header.alpha = content.getUint8(9) >= 4
  } else if (type === 'eXIf' && !seen.has('IDAT') && !seen.has(READ_EXIF)) {
    // Decoders ignore an orientation behind the pixels, a second one and a damaged one.
    const content = await reader.view(start + 4, Math.min(end - start - 4, MAX_EXIF))
    const tiff = new DataView(content.buffer, content.byteOffset + 4, content.byteLength - 8)
    if (content.byteLength === end - start - 4 && isIntact(content)) {
      seen.add(READ_EXIF)
      header.orientation = readOrientation(tiff)
      if (isBare(tiff, header.orientation)) return
    }
  } else if (type === 'tRNS') header.alpha = true
  else if (type === 'acTL') header.animated = true
  else if (type === 'iCCP') header.icc = true
  if (!KEPT.test(type)) header.metadata.push({ kind: kindOf(type), start, end })
}

function kindOf(type: string): MetadataRange['kind'] {
  if (type === 'eXIf') return 'exif'
  return type.endsWith('Xt') ? 'text' : 'maker'
}
