/** Whether this browser can decode an image within its memory, judged by the header alone. */
import type { ImageHeader } from './types.js'

/** The most pixels that are decoded to their full dimensions: 400 MB of memory. */
export const MAX_WHOLE_PIXELS = 100_000_000

/**
 * In bytes: the most memory above the browser's own for a JPEG whose decoder holds all
 * coefficients, however small the result is.
 */
const MAX_BUFFERED = 250_000_000
/** Bytes of one coefficient. */
const COEFFICIENT_BYTES = 2
/**
 * Further bytes per pixel: the image at half of its sides, and the rest that was measured
 * (docs/performance.md).
 */
const MORE_BYTES = 1.4

/**
 * Whether the browser can decode a JPEG directly to smaller dimensions (Chromium). Firefox has an
 * `ImageDecoder` that cannot, and lacks `rotation`, by which it is told apart.
 */
export const scalesJpegs = (): boolean =>
  typeof ImageDecoder === 'function' && 'rotation' in VideoFrame.prototype

/** True where the image has too many pixels to be decoded here, so it can only be sent as it is. */
export function isTooMuch({
  format,
  codedWidth,
  codedHeight,
  buffered,
  samples = 3,
}: ImageHeader): boolean {
  const pixels = codedWidth * codedHeight
  if (buffered) return pixels * (samples * COEFFICIENT_BYTES + MORE_BYTES) > MAX_BUFFERED
  return pixels > MAX_WHOLE_PIXELS && (format !== 'jpeg' || !scalesJpegs())
}
