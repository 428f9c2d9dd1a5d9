/** WebP (RFC 9649). Browsers ignore EXIF orientation in WebP, so the shown size is the stored size. */
import type { MetadataRange } from '../types.js'
import type { ByteReader } from './bytes.js'
import { tag, tolerant } from './bytes.js'

const MAX_CHUNKS = 16_384
const KEPT = ['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP']
const ICC_FLAG = 0x20
const ALPHA_FLAG = 0x10
const ANIMATION_FLAG = 0x02

interface Canvas {
  readonly width: number
  readonly height: number
  readonly alpha: boolean
  readonly animated: boolean
  readonly icc: boolean
}

export const readWebp = tolerant(async (reader) => {
  const head = await reader.view(0, 20)
  if (tag(head, 0) !== 'RIFF' || tag(head, 8) !== 'WEBP') return undefined
  const canvas = await readCanvas(reader, tag(head, 12))
  if (canvas === undefined) return undefined
  const end = 8 + head.getUint32(4, true)
  const metadata = reader.whole ? await readChunks(reader, Math.min(end, reader.size)) : []
  if (metadata === undefined) return undefined
  return {
    format: 'webp',
    codedWidth: canvas.width,
    codedHeight: canvas.height,
    ...canvas,
    orientation: 1,
    metadata,
    ...(end > reader.size ? { truncated: true } : {}),
  }
})

async function readCanvas(reader: ByteReader, type: string): Promise<Canvas | undefined> {
  const plain = { alpha: false, animated: false, icc: false }
  if (type === 'VP8 ') {
    const frame = await reader.view(20, 10)
    if (frame.getUint16(3) !== 0x9d01 || frame.getUint8(5) !== 0x2a) return undefined
    return { width: frame.getUint16(6, true) & 0x3fff, height: frame.getUint16(8, true) & 0x3fff, ...plain }
  }
  if (type === 'VP8L') {
    const frame = await reader.view(20, 5)
    const bits = frame.getUint32(1, true)
    if (frame.getUint8(0) !== 0x2f) return undefined
    return { ...plain, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, alpha: (bits >>> 28) % 2 === 1 }
  }
  if (type !== 'VP8X') return undefined
  const extended = await reader.view(20, 10)
  const flags = extended.getUint8(0)
  return {
    width: uint24(extended, 4) + 1,
    height: uint24(extended, 7) + 1,
    alpha: (flags & ALPHA_FLAG) !== 0,
    animated: (flags & ANIMATION_FLAG) !== 0,
    icc: (flags & ICC_FLAG) !== 0,
  }
}

const uint24 = (view: DataView, offset: number): number => view.getUint16(offset, true) + view.getUint8(offset + 2) * 65_536

async function readChunks(reader: ByteReader, riffEnd: number): Promise<MetadataRange[] | undefined> {
  const metadata: MetadataRange[] = []
  let at = 12
  for (let n = 0; at + 8 <= riffEnd; n++) {
    if (n > MAX_CHUNKS) return undefined
    const head = await reader.view(at, 8)
    const length = head.getUint32(4, true)
    const type = tag(head, 0)
    const end = Math.min(at + 8 + length + (length % 2), riffEnd)
    if (!KEPT.includes(type)) metadata.push({ kind: type === 'EXIF' ? 'exif' : type === 'XMP ' ? 'xmp' : 'maker', start: at, end })
    at = end
  }
  if (at < reader.size) metadata.push({ kind: 'trailer', start: at, end: reader.size })
  return metadata
}
