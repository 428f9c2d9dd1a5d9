/** Types: what is known about an image before it is decoded. */
import type { ImageFormat } from '../spec.js'

/** The selected file as the browser describes it. Name and type may be wrong. */
export interface FileInfo {
  /** Empty for a `Blob` without a name. */
  readonly name: string
  /** MIME type; empty where the browser knows none. */
  readonly type: string
  /** Size of the file in bytes. */
  readonly bytes: number
}

/** A half-open range of byte offsets in the file. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** Metadata that `strip` removes. `kind` says what it is. */
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

/** What an image's header says. */
export interface ImageHeader {
  readonly format: ImageFormat
  /** Stored dimensions in pixels, before any rotation or crop. */
  readonly codedWidth: number
  readonly codedHeight: number
  /** Dimensions in pixels as a viewer shows the image. */
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
   * Samples per pixel of all components together (JPEG: 3, or 1.5 with colour at half the sides).
   */
  readonly samples?: number
  /**
   * True where a decoder has to hold the whole image, however small the result is: a JPEG that is
   * progressive, or has a scan for each component.
   */
  readonly buffered?: boolean
  /**
   * What `strip` removes, in file order, so that only image, orientation and colour profile remain.
   * Complete only in an `InspectedImage` that may keep its dimensions; else it lists what was found
   * before the dimensions.
   */
  readonly metadata: readonly MetadataRange[]
  /** True where the file ends before the image does, or the end marker is missing or wrong. */
  readonly truncated?: boolean
}

/**
 * An image whose header was read, and whose bytes were copied into memory so that they cannot
 * change.
 */
export interface InspectedImage {
  readonly source: FileInfo
  readonly header: ImageHeader
  /**
   * The copy of the file up to the end of the image, with the type found by content. For an image
   * that has to be re-encoded it may reach further.
   */
  readonly blob: Blob
  /** Size of `blob` in bytes. */
  readonly size: number
  /**
   * A new copy of the same bytes at each read, until `blob` is first read. A worker gets
   * transferred bytes sooner than a blob.
   */
  readonly bytes?: ArrayBuffer | undefined
}

/** What is sent, decided before the image is decoded. */
export interface Plan {
  /**
   * `keep`: the bytes as they are · `strip`: without metadata · `reencode`: resized and encoded as
   * JPEG.
   */
  readonly kind: 'keep' | 'strip' | 'reencode'
  readonly format: ImageFormat
  readonly type: string
  readonly fileName: string
  /** Dimensions in pixels of the prepared image, as a viewer shows it. */
  readonly width: number
  readonly height: number
  /** JPEG quality of the first encode, 0 to 1. */
  readonly quality: number
}

/** What an image is, by its content: the result of `inspectImage`. */
export interface ImageInfo {
  /** The format, by content. */
  readonly format: ImageFormat
  /** MIME type of the format. */
  readonly type: string
  /** In pixels, as a viewer shows it. */
  readonly width: number
  /** In pixels, as a viewer shows it. */
  readonly height: number
  /** EXIF orientation, 1 to 8. `width` and `height` already follow it. */
  readonly orientation: Orientation
  /** Whether the image may have transparent pixels. */
  readonly alpha: boolean
  /** Whether the file contains an animation. Only its first frame is sent if it is re-encoded. */
  readonly animated: boolean
  /** Size of the file in bytes. */
  readonly bytes: number
}
