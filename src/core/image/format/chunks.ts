/** Lists the chunks of PNG and WebP files in memory. */
import { tag } from './bytes.js'

interface Chunk {
  /** Four letters, in a valid file. */
  readonly type: string
  /** First byte of the chunk itself. */
  readonly start: number
  /** Behind its last byte, at most the end of the file. */
  readonly end: number
}

export interface PngChunk extends Chunk {
  /** Behind its content, which begins at `start + 8`; at most the end of the file. */
  readonly contentEnd: number
  /** True where the file ends before the chunk does. */
  readonly isCut: boolean
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** The chunks of a PNG: length, name, content, checksum. */
export function* pngChunks(png: Uint8Array): Generator<PngChunk, void> {
  const view = viewOf(png)
  const { length } = png
  for (let start = 8, end = 0; start + 8 < length; start = end) {
    const contentEnd = start + 8 + view.getUint32(start)
    end = contentEnd + 4
    const type = tag(view, start + 4)
    yield {
      type,
      start,
      contentEnd: Math.min(contentEnd, length),
      end: Math.min(end, length),
      isCut: end > length,
    }
  }
}

/** The chunks of a WebP: name, length, content, and a byte that makes an odd length even. */
export function* riffChunks(webp: Uint8Array): Generator<Chunk, void> {
  const view = viewOf(webp)
  for (let start = 12, end = 0; start + 8 <= webp.length; start = end) {
    const length = view.getUint32(start + 4, true)
    end = start + 8 + length + (length % 2)
    yield { type: tag(view, start), start, end: Math.min(end, webp.length) }
  }
}
