/** What is known of an image before it is decoded. Types only. */
import type { ImageFormat } from '../spec.js'

/** The chosen file as the browser described it; nothing of it is trusted. `bytes` is its size. */
export interface FileInfo {
  readonly name: string
  readonly type: string
  readonly bytes: number
}

/** A half-open range of byte offsets in the file. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** Metadata that `strip` removes; `kind` names the container's own unit. */
export interface MetadataRange extends ByteRange {
  readonly kind:
    | 'exif'
    | 'xmp'
    | 'iptc'
    | 'comment'
    | 'text'
    | 'mpf'
    | 'maker'
    | 'hidden'
    | 'trailer'
}

/** EXIF orientation, 1 to 8 (CIPA DC-008, tag 0x0112). */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** What an image's header says; nothing is decoded. */
export interface ImageHeader {
  readonly format: ImageFormat
  /** Stored size in pixels, before any rotation or crop. */
  readonly codedWidth: number
  readonly codedHeight: number
  /** Size in pixels as a viewer shows it. */
  readonly width: number
  readonly height: number
  /** 1 where the format ignores EXIF orientation (WebP in browsers, HEIC by the standard). */
  readonly orientation: Orientation
  readonly alpha: boolean
  readonly animated: boolean
  /** An ICC profile (or HEIC `colr` profile) is embedded. */
  readonly icc: boolean
  /** Number of colour components where the header tells it (JPEG: 1, 3, 4). */
  readonly components?: number
  /**
   * Samples per pixel, of all components together (JPEG: 3, or 1.5 with colour at half of the
   * sides).
   */
  readonly samples?: number
  /**
   * A decoder has to hold the whole image, however small the result is: a JPEG that is progressive,
   * or has a scan for each component.
   */
  readonly buffered?: boolean
  /**
   * What to remove so that only image, orientation and colour profile remain, in file order; empty:
   * nothing to remove. Complete only in the header of an `InspectedImage` that may be sent in its
   * own size; else what was found on the way to the image’s size.
   */
  readonly metadata: readonly MetadataRange[]
  /** The file ends before the image does, or the image's end marker is missing or wrong. */
  readonly truncated?: boolean
}

/**
 * An accepted image: header read, bytes copied into memory once so that the file cannot change
 * under us.
 */
export interface InspectedImage {
  readonly source: FileInfo
  readonly header: ImageHeader
  /**
   * In-memory copy of the file up to the image's end, typed by content; of one that is to be
   * re-encoded maybe more.
   */
  readonly blob: Blob
  /** Bytes of `blob`. */
  readonly size: number
  /**
   * A copy of the same, to be given away, until `blob` is first asked for: a worker has it sooner
   * than the blob.
   */
  readonly bytes?: ArrayBuffer | undefined
}

/** What will be sent, decided before any pixel is touched. Sizes in pixels. */
export interface Plan {
  /**
   * `keep`: the bytes as they are · `strip`: without metadata · `reencode`: scaled and encoded as
   * JPEG.
   */
  readonly kind: 'keep' | 'strip' | 'reencode'
  readonly format: ImageFormat
  readonly type: string
  readonly fileName: string
  /** Size as a viewer shows it after the step. */
  readonly width: number
  readonly height: number
  /** First JPEG quality, 0 to 1; used by `reencode`. */
  readonly quality: number
}

/**
 * `inspectImage`'s result: what an image is, by content; `width` and `height` as a viewer shows
 * them.
 */
export interface ImageInfo {
  readonly format: ImageFormat
  readonly type: string
  readonly width: number
  readonly height: number
  readonly orientation: Orientation
  readonly alpha: boolean
  readonly animated: boolean
  readonly bytes: number
}
