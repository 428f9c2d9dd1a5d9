/** A prepared image, and the shapes of what a host app may hand in to make one. Types only. */
import type { ImageFormat } from '../spec.js'

/** Ready to be sent. */
export interface PreparedImage {
  readonly blob: Blob
  readonly format: ImageFormat
  readonly width: number
  readonly height: number
}

/**
 * Makes an image smaller. Gets the oriented target size; must return a JPEG. May reject with
 * anything.
 */
export type ImageCompressor = (image: Blob, target: CompressionTarget) => Promise<Blob>

export interface CompressionTarget {
  readonly width: number
  readonly height: number
  readonly quality: number
  /** Most bytes of the result. */
  readonly maxSize: number
  readonly type: 'image/jpeg'
  readonly signal: AbortSignal
}

/** Decodes HEIC where the browser cannot; the pixels come upright, in sRGB. */
export type HeicDecoder = (image: Blob, options: HeicDecodeOptions) => Promise<ImageBitmap>

export interface HeicDecodeOptions {
  readonly signal: AbortSignal
  /**
   * The size in pixels that is needed: the image may come larger, but not smaller (a small image
   * stays as it is).
   */
  readonly width?: number | undefined
  readonly height?: number | undefined
}
