/** What this browser can decode within its memory, by the header alone. Layer L1. */
import type { ImageHeader } from './types.js'

/** Most pixels that are decoded whole: 400 MB. */
export const MAX_WHOLE_PIXELS = 100_000_000

/**
 * Most memory above the browser for a JPEG whose decoder holds all of its coefficients at whatever
 * size it is wanted, in bytes.
 */
const MAX_BUFFERED = 250_000_000
/** Of a coefficient. */
const COEFFICIENT_BYTES = 2
/**
 * For each pixel, beside the coefficients: the image at half of its sides, and what else was
 * measured (docs/performance.md).
 */
const MORE_BYTES = 1.4

/**
 * Whether JPEGs are decoded at a part of their size (Chromium). Gated by `rotation`: Firefox has
 * `ImageDecoder` without scaling, and without that.
 */
export const scalesJpegs = (): boolean =>
  typeof ImageDecoder === 'function' && 'rotation' in VideoFrame.prototype

/** Too many pixels to be decoded here; the image can only be sent as it is. */
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
