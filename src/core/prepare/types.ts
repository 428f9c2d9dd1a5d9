/** Types of prepared images, and of the functions that a host app may provide to prepare them. */
import type { ImageFormat } from '../spec.js'

/** An image that is ready to be sent. */
export interface PreparedImage {
  readonly blob: Blob
  readonly format: ImageFormat
  /** In pixels, as a viewer shows it. */
  readonly width: number
  /** In pixels, as a viewer shows it. */
  readonly height: number
}

/**
 * A host app's own engine for the option `compressor`. The package verifies the result and tries
 * its own engines where the compressor fails.
 * @param image the file without its metadata, or with all of it where `keepMetadata` is set
 * @param target what the result has to be
 * @returns a JPEG, upright
 * @throws anything; the next engine is tried
 * @example
 * const compressor: ImageCompressor = async (image, { width, height, quality, signal }) => {
 *   const response = await fetch(`/resize?w=${width}&h=${height}&q=${quality}`, {
 *     method: 'POST',
 *     body: image,
 *     signal,
 *   })
 *   return response.blob()
 * }
 */
export type ImageCompressor = (image: Blob, target: CompressionTarget) => Promise<Blob>

/** What an `ImageCompressor` has to make. */
export interface CompressionTarget {
  /** Largest width in pixels, of the upright image. */
  readonly width: number
  /** Largest height in pixels, of the upright image. */
  readonly height: number
  /** JPEG quality to begin with, 0 to 1. */
  readonly quality: number
  /** Largest size of the result in bytes. */
  readonly maxSize: number
  readonly type: 'image/jpeg'
  /** Aborts when the user cancels. */
  readonly signal: AbortSignal
}

/**
 * Decodes HEIC where the browser cannot; `search-image-uploader/heic` has one.
 * @param image the HEIC file
 * @param options the signal, and the dimensions that are needed
 * @returns upright pixels in sRGB; the package closes them
 * @throws an `EncodingError` where the file is broken, any other error where the decoder fails
 */
export type HeicDecoder = (image: Blob, options: HeicDecodeOptions) => Promise<ImageBitmap>

/** What a `HeicDecoder` gets besides the file. */
export interface HeicDecodeOptions {
  /** Aborts when the result is no longer needed. */
  readonly signal: AbortSignal
  /**
   * The width in pixels that is needed, with `height`. The result may be larger, but not smaller;
   * an image that is smaller itself stays as it is.
   * @default the image's own width
   */
  readonly width?: number | undefined
  /**
   * The height in pixels that is needed, with `width`.
   * @default the image's own height
   */
  readonly height?: number | undefined
}
