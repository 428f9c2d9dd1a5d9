/** Reads parts of a file, and helpers for header readers. */
import type { ImageFormat } from '../../spec.js'
import type { ImageHeader, MetadataRange } from '../types.js'

/**
 * Access to the bytes of a file. A header reader gets nothing else, so it cannot decode the image
 * or read past the end.
 */
export interface ByteReader {
  readonly size: number
  /**
   * True where every byte is in memory. Header readers then also read what lies behind the first
   * image data.
   */
  readonly whole: boolean
  /** True after a failed read: the file was moved, deleted or changed after it was selected. */
  readonly failed: boolean
  /**
   * Returns exactly `length` bytes.
   * @throws RangeError past the end, after a failed read and over the budget
   */
  view(offset: number, length: number): Promise<DataView>
}

export type HeaderReader = (reader: ByteReader) => Promise<ImageHeader | undefined>

/** The most reads of one file: a budget against hostile files. */
export const MAX_READS = 64
/** In bytes: the longest single read. The longest one that is needed is a HEIC's `meta` box. */
const MAX_PIECE = 4 << 20
/** In bytes. */
const FIRST_READ = 65_536

/**
 * Reads slices of a `Blob`: 64 KB first. Later reads grow, so that 64 reads pass 40 MB of segments.
 */
export function blobReader(blob: Blob): ByteReader {
  let window = new DataView(new ArrayBuffer(0))
  let start = 0
  let reads = 0
  let failed = false
  return {
    size: blob.size,
    whole: false,
    get failed() {
      return failed
    },
    async view(offset, length) {
      if (offset < 0 || offset + length > blob.size || length > MAX_PIECE) throw new RangeError()
      if (offset < start || offset + length > start + window.byteLength) {
        if (failed || reads >= MAX_READS) throw new RangeError()
        const ahead = Math.max(length, FIRST_READ << Math.min(4, reads >> 3))
        reads++
        const piece = await blob
          .slice(offset, offset + ahead)
          .arrayBuffer()
          .catch(() => undefined)
        // If the file became smaller on disk, Firefox returns fewer bytes.
        failed = piece === undefined || piece.byteLength < length
        if (piece === undefined || failed) throw new RangeError()
        window = new DataView(piece)
        start = offset
      }
      return new DataView(window.buffer, offset - start, length)
    },
  }
}

/**
 * Reads bytes in memory.
 * @param whole see `ByteReader`
 */
export function memoryReader(bytes: ArrayBuffer, whole = true): ByteReader {
  return {
    size: bytes.byteLength,
    whole,
    failed: false,
    // `DataView` throws the RangeError for a view past the end.
    view: async (offset, length) => new DataView(bytes, offset, length),
  }
}

/**
 * Makes a reader return `undefined` where a file's lengths are wrong (`RangeError`). Any other
 * error is a bug of this package and is thrown.
 */
export function tolerant(read: HeaderReader): HeaderReader {
  return async (reader) => {
    try {
      return await read(reader)
    } catch (error) {
      if (error instanceof RangeError) return undefined
      throw error
    }
  }
}

/** A header while it is being read. */
export type Draft = { -readonly [K in keyof ImageHeader]: ImageHeader[K] } & {
  metadata: MetadataRange[]
}

export const draft = (format: ImageFormat): Draft => ({
  format,
  codedWidth: 0,
  codedHeight: 0,
  width: 0,
  height: 0,
  orientation: 1,
  alpha: false,
  animated: false,
  icc: false,
  metadata: [],
})

/** Sets the dimensions as a viewer shows them: EXIF orientations 5 to 8 exchange the sides. */
export function withShownDimensions(header: Draft): Draft {
  const { codedWidth, codedHeight, orientation } = header
  header.width = orientation < 5 ? codedWidth : codedHeight
  header.height = orientation < 5 ? codedHeight : codedWidth
  return header
}

/** Reads Latin-1 text of at most `length` bytes; it ends with the view. */
export function text(view: DataView, offset = 0, length = Infinity): string {
  return String.fromCharCode(
    ...new Uint8Array(
      view.buffer,
      view.byteOffset + offset,
      Math.min(length, view.byteLength - offset),
    ),
  )
}

/** Reads the name of a box, chunk or brand. */
export const tag = (view: DataView, offset: number): string => text(view, offset, 4)
