/** The chunks of files in memory. Lengths are not believed past the end of the file. */
import { tag } from './bytes.js'

interface Chunk {
  /** Four letters, if the file is what it says. */
  readonly type: string
  /** First byte of the chunk itself. */
  readonly start: number
  /** Behind its last byte, at most at the end of the file. */
  readonly end: number
}

export interface PngChunk extends Chunk {
  /** Behind its content, which begins 8 bytes after `start`; at most at the end of the file. */
  readonly contentEnd: number
  /** The file ends before the chunk does. */
  readonly isCut: boolean
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Of a PNG: length, name, content, checksum. */
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

/** Of a WebP: name, length, content, and a byte that makes it even. */
export function* riffChunks(webp: Uint8Array): Generator<Chunk, void> {
  const view = viewOf(webp)
  for (let start = 12, end = 0; start + 8 <= webp.length; start = end) {
    const length = view.getUint32(start + 4, true)
    end = start + 8 + length + (length % 2)
    yield { type: tag(view, start), start, end: Math.min(end, webp.length) }
  }
}
