/** The rules about size in pixels. Pure. Layer L1. */
import { rejectionError } from '../errors.js'
import type { Limits } from '../spec.js'
import type { ImageHeader, FileInfo } from './types.js'

/**
 * Throws `unsupported-format`, `unreadable-image` (a side of 0), `too-many-pixels` or `too-small`;
 * sides are those a viewer shows.
 */
export function validate(header: ImageHeader, source: FileInfo, limits: Limits): void {
  const { name } = source
  const { format, width, height, codedWidth, codedHeight } = header
  const { accept, minWidth, minHeight, maxPixels } = limits
  if (!accept.includes(format))
    throw rejectionError('unsupported-format', { name, detected: format, accept })
  if (width === 0 || height === 0 || codedWidth === 0 || codedHeight === 0)
    throw rejectionError('unreadable-image', { name })
  // What is stored must be decoded whole, however little of it is shown.
  if (Math.max(width * height, codedWidth * codedHeight) > maxPixels) {
    throw rejectionError('too-many-pixels', { name, width, height, maxPixels })
  }
  if (width < minWidth || height < minHeight)
    throw rejectionError('too-small', { name, width, height, minWidth, minHeight })
}
