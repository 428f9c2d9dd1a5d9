/** What this browser can decode within its memory, by the header alone. Layer L1. */
import type { ImageHeader } from './types.js'

/** Most pixels that are decoded whole: 400 MB. */
export const MAX_WHOLE_PIXELS = 100_000_000

/**
 * Whether JPEGs are decoded at a part of their size (Chromium). Gated by `rotation`: Firefox has `ImageDecoder` without scaling, and
 * without that.
 */
export const scalesJpegs = (): boolean => typeof ImageDecoder === 'function' && 'rotation' in VideoFrame.prototype

/** Too many pixels to be decoded here; the image can only be sent as it is. */
export const isTooMuch = ({ format, codedWidth, codedHeight, buffered }: ImageHeader): boolean =>
  codedWidth * codedHeight > MAX_WHOLE_PIXELS && (format !== 'jpeg' || buffered === true || !scalesJpegs())
