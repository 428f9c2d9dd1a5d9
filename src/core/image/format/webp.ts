/**
 * Reads WebP headers (RFC 9649). Browsers ignore EXIF orientation in WebP, so the dimensions are
 * shown as they are stored.
 */
import type { MetadataRange } from '../types.js'
import type { ByteReader, Draft } from './bytes.js'
import { draft, withShownDimensions, tag, tolerant } from './bytes.js'

const MAX_CHUNKS = 16_384
const KEPT = /VP8[X L]|ALPH|ANIM|ANMF|ICCP/
const KINDS: Readonly<Record<string, MetadataRange['kind']>> = { EXIF: 'exif', 'XMP ': 'xmp' }
const ICC_FLAG = 0x20
const ALPHA_FLAG = 0x10
const ANIMATION_FLAG = 0x02

export const readWebp = tolerant(async (reader) => {
  // The first chunk may be shorter than the longest header, in a lossless image of one colour.
  const head = await reader.view(
    0,
    Math.min(30, 20 + (await reader.view(16, 4)).getUint32(0, true)),
  )
  const header = draft('webp')
  if (tag(head, 0) !== 'RIFF' || tag(head, 8) !== 'WEBP' || !readCanvas(head, header))
    return undefined
  if (reader.whole) await listMetadata(reader, 8 + head.getUint32(4, true), header)
  return withShownDimensions(header)
})

/** Reads the first chunk, which follows the 12 bytes of RIFF; its content begins at 20. */
function readCanvas(head: DataView, header: Draft): boolean {
  const type = tag(head, 12)
  if (type === 'VP8 ' && head.getUint16(23) === 0x9d01 && head.getUint8(25) === 0x2a) {
    header.codedWidth = head.getUint16(26, true) & 0x3fff
    header.codedHeight = head.getUint16(28, true) & 0x3fff
  } else if (type === 'VP8L' && head.getUint8(20) === 0x2f) {
    const bits = head.getUint32(21, true)
    header.codedWidth = (bits & 0x3fff) + 1
    header.codedHeight = ((bits >> 14) & 0x3fff) + 1
    header.alpha = (bits & (1 << 28)) !== 0
  } else if (type === 'VP8X') {
    const flags = head.getUint8(20)
    header.codedWidth = (head.getUint32(23, true) >>> 8) + 1
    header.codedHeight = (head.getUint32(26, true) >>> 8) + 1
    header.alpha = (flags & ALPHA_FLAG) !== 0
    header.animated = (flags & ANIMATION_FLAG) !== 0
    header.icc = (flags & ICC_FLAG) !== 0
  }
  return header.codedWidth > 0
}

/**
 * @param containerEnd where the container ends by its own length, which is even because chunks are
 */
async function listMetadata(
  reader: ByteReader,
  containerEnd: number,
  header: Draft,
): Promise<void> {
  const { metadata } = header
  const riffEnd = Math.min(containerEnd, reader.size)
  if (containerEnd > reader.size || containerEnd % 2 > 0) header.truncated = true
  let at = 12
  for (let n = 0; at + 8 <= riffEnd; n++) {
    if (n > MAX_CHUNKS) throw new RangeError()
    const head = await reader.view(at, 8)
    const type = tag(head, 0)
    const length = head.getUint32(4, true)
    const end = Math.min(at + 8 + length + (length % 2), riffEnd)
    if (at + 8 + length > riffEnd) header.truncated = true
    if (!KEPT.test(type)) metadata.push({ kind: KINDS[type] ?? 'maker', start: at, end })
    at = end
  }
  if (at < reader.size) metadata.push({ kind: 'trailer', start: at, end: reader.size })
}
