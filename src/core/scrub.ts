/** Removes metadata without touching the picture: the result is made of slices of the original. */
import { orientationChunk, orientationSegment, plainJfif } from './scrub/orientation.js'
import { blankHeic } from './scrub/heic.js'
import { repairedHead } from './scrub/webp.js'
import { FORMATS } from './spec.js'
import type { ByteRange, ImageHeader } from './types.js'

/**
 * The same picture without `header.metadata`; orientation and colour profile stay, the pixels decode to the same values.
 * `header` must come from `load`, whose list reaches to the end of the file.
 */
export async function scrub(image: Blob, header: ImageHeader): Promise<Blob> {
  const { format, metadata, orientation } = header
  const { type } = FORMATS[format]
  if (format === 'heic') return new Blob(blankHeic(image, metadata), { type })
  const kept = keptSlices(image, metadata)
  if (format === 'webp') return new Blob(await repairedHead(kept), { type })
  const turned = orientation !== 1
  // Behind the JPEG marker (SOI), behind the PNG header chunk.
  const at = format === 'jpeg' ? 2 : PNG_HEADER_END
  const whole = new Blob(kept)
  const added: BlobPart[] = turned ? [format === 'jpeg' ? orientationSegment(orientation) : orientationChunk(orientation)] : []
  if (format === 'jpeg') added.push(...(await plainJfif(image, metadata)))
  return new Blob([whole.slice(0, at), ...added, whole.slice(at)], { type })
}

const PNG_HEADER_END = 33

/** What lies between the ranges. */
function keptSlices(image: Blob, ranges: readonly ByteRange[]): Blob[] {
  const slices: Blob[] = []
  let at = 0
  for (const { start, end } of ranges) {
    if (start > at) slices.push(image.slice(at, start))
    at = Math.max(at, end)
  }
  return at < image.size ? [...slices, image.slice(at)] : slices
}
