/** Where a PNG ends: behind its last row of pixels, whatever follows them. */
import { pngChunks, type PngChunk } from '../chunks.js'
import { crc32 } from '../crc32.js'
import { hasAllRows } from '../png-rows.js'
import { joined, type Bytes } from './bytes.js'

const IEND = Uint8Array.of(0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82)
/** As in the header reader. */
const MAX_CHUNKS = 1 << 16

/**
 * Resolves with the image alone, its IEND chunk written anew. Rejects with a `RangeError` where
 * rows are missing.
 */
export async function endedPng(bytes: Bytes): Promise<Bytes> {
  const chunks = chunksOf(bytes)
  const last = chunks.at(-1)
  if (last?.type === 'IEND') return joined(bytes.subarray(0, last.start), IEND)
  // Behind the last piece of data nothing is known to belong to the image.
  const data = chunks.filter(({ type }) => type === 'IDAT')
  const end = chunks.findLast(({ type }) => type === 'IDAT' || type === 'fdAT')
  const parts = data.map(({ start, contentEnd }) => bytes.subarray(start + 8, contentEnd))
  if (end === undefined || !(await hasAllRows(bytes, parts, false))) throw new RangeError()
  return joined(bytes.subarray(0, end.start), closed(bytes, end), IEND)
}

/** From the header to IEND, to what is no chunk, or to a piece of data that lacks its checksum. */
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
 * The last piece of data with its true length and checksum: what stands there may be of something
 * else.
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
