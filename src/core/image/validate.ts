/** The rules for an image: its format and its dimensions. */
import { rejectionError } from '../errors.js'
import type { Limits } from '../spec.js'
import type { ImageHeader, FileInfo } from './types.js'

/**
 * Applies the rules. The minimum sides are those that a viewer shows.
 * @throws UploadError `unsupported-format`, `unreadable-image` (a side of 0), `too-many-pixels` or
 *   `too-small`
 */
export function validate(header: ImageHeader, source: FileInfo, limits: Limits): void {
  const { name } = source
  const { format, width, height, codedWidth, codedHeight } = header
  const { accept, minWidth, minHeight, maxPixels } = limits
  if (!accept.includes(format))
    throw rejectionError('unsupported-format', { name, detected: format, accept })
  if (width === 0 || height === 0 || codedWidth === 0 || codedHeight === 0)
    throw rejectionError('unreadable-image', { name })
  // All stored pixels have to be decoded, also those that a crop hides.
  if (Math.max(width * height, codedWidth * codedHeight) > maxPixels) {
    throw rejectionError('too-many-pixels', { name, width, height, maxPixels })
  }
  if (width < minWidth || height < minHeight)
    throw rejectionError('too-small', { name, width, height, minWidth, minHeight })
}
