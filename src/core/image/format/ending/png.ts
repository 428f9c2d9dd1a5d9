/** Takes the image alone from a PNG file. It ends with its last row of pixels. */
import { pngChunks, type PngChunk } from '../chunks.js'
import { crc32 } from '../crc32.js'
import { hasAllRows } from '../png-rows.js'
import { joined, type Bytes } from './bytes.js'

const IEND = Uint8Array.of(0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82)
/** The same limit as in the header reader. */
const MAX_CHUNKS = 1 << 16

/**
 * Takes the image and writes its IEND chunk anew.
 * @throws RangeError where rows are missing
 */
export async function pngAlone(bytes: Bytes): Promise<Bytes> {
  const chunks = chunksOf(bytes)
  const last = chunks.at(-1)
  if (last?.type === 'IEND') return joined(bytes.subarray(0, last.start), IEND)
  // No chunk behind the last one of data is known to belong to the image.
  const data = chunks.filter(({ type }) => type === 'IDAT')
  const end = chunks.findLast(({ type }) => type === 'IDAT' || type === 'fdAT')
  const parts = data.map(({ start, contentEnd }) => bytes.subarray(start + 8, contentEnd))
  if (end === undefined || !(await hasAllRows(bytes, parts, false))) throw new RangeError()
  return joined(bytes.subarray(0, end.start), closed(bytes, end), IEND)
}

/** The chunks up to IEND, up to bytes that are no chunk, or up to data without its checksum. */
function chunksOf(bytes: Bytes): PngChunk[] {
  const chunks: PngChunk[] = []
  for (const chunk of pngChunks(bytes)) {
    const { type, isCut } = chunk
    if (!/^[A-Za-z]{4}$/.test(type) || (isCut && type !== 'IDAT' && type !== 'IEND')) break
    chunks.push(chunk)
    if (type === 'IEND' || chunks.length === MAX_CHUNKS) break
  }
  return chunks
}

/**
 * The last chunk of data with its true length and checksum, because those may be of another file.
 */
function closed(bytes: Bytes, { start, contentEnd }: PngChunk): Bytes {
  const named = bytes.subarray(start + 4, contentEnd)
  const chunk = new Uint8Array(named.length + 8)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, named.length - 4)
  chunk.set(named, 4)
  view.setUint32(named.length + 4, crc32(named))
  return chunk
}
