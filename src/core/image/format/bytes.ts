/** Random access to a file without reading it whole. */
import type { ImageFormat } from '../../spec.js'
import type { ImageHeader, MetadataRange } from '../types.js'

/**
 * Reads a file piece by piece. A header reader gets nothing else, so it cannot decode or run past
 * the end.
 */
export interface ByteReader {
  readonly size: number
  /**
   * Every byte is in memory: header readers then also look at what lies behind the first image
   * data.
   */
  readonly whole: boolean
  /** The browser rejected to read: the file was moved, deleted or changed after it was chosen. */
  readonly failed: boolean
  /**
   * Exactly `length` bytes. Rejects with a `RangeError` past the end, after a failed read and over
   * the budget.
   */
  view(offset: number, length: number): Promise<DataView>
}

export type HeaderReader = (reader: ByteReader) => Promise<ImageHeader | undefined>

/** Reads of one file; a hostile file gets no more. */
export const MAX_READS = 64
/** Longest single piece asked for; a HEIC `meta` box is the longest that is needed. */
const MAX_PIECE = 4 << 20
const FIRST_READ = 65_536

/**
 * Over slices of a `Blob`: 64 KB first, later reads grow, so that 64 of them pass 40 MB of
 * segments.
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
        // Firefox answers with fewer bytes when the file shrank on disk.
        failed = piece === undefined || piece.byteLength < length
        if (piece === undefined || failed) throw new RangeError()
        window = new DataView(piece)
        start = offset
      }
      return new DataView(window.buffer, offset - start, length)
    },
  }
}

/** Over bytes in memory. */
export function memoryReader(bytes: ArrayBuffer, whole = true): ByteReader {
  return {
    size: bytes.byteLength,
    whole,
    failed: false,
    // A view past the end throws a RangeError by itself.
    view: async (offset, length) => new DataView(bytes, offset, length),
  }
}

/**
 * Turns a lie about lengths (a view past its end) into "no header"; anything else is our own bug
 * and shows.
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

/** Fills in the size as a viewer shows it: EXIF orientations 5 to 8 lie on their side. */
export function shown(header: Draft): Draft {
  const { codedWidth, codedHeight, orientation } = header
  header.width = orientation < 5 ? codedWidth : codedHeight
  header.height = orientation < 5 ? codedHeight : codedWidth
  return header
}

/** Latin-1 text of at most `length` bytes; ends with the view. */
export function text(view: DataView, offset = 0, length = Infinity): string {
  return String.fromCharCode(
    ...new Uint8Array(
      view.buffer,
      view.byteOffset + offset,
      Math.min(length, view.byteLength - offset),
    ),
  )
}

/** Names of boxes, chunks and brands. */
export const tag = (view: DataView, offset: number): string => text(view, offset, 4)
