/** Plans what is sent, by the header alone and by what this browser can decode. */
import { isTooMuch } from './decodable.js'
import { rejectionError } from '../errors.js'
import { fileNameFor } from './file-name.js'
import type { Limits } from '../spec.js'
import { DEFAULT_QUALITY, FORMATS, MAX_QUALITY } from '../spec.js'
import type { ImageHeader, Plan, FileInfo } from './types.js'

export interface PlanOptions {
  /**
   * JPEG quality of the first encode, 0 to 0.89.
   * @default 0.85
   */
  readonly quality?: number | undefined
  /** @default false */
  readonly keepMetadata?: boolean | undefined
  /** @default 'generated' */
  readonly fileName?: 'generated' | 'original' | undefined
  /** A function: the host app's compressor, which may do what this browser cannot. */
  readonly compressor?: unknown
  /** Eight hex digits for a generated name. */
  readonly hex: string
}

/** In pixels. A JPEG stores sides as 16-bit numbers (T.81 B.2.2); encoders stop a little below. */
const MAX_JPEG_SIDE = 65_500
/** The most bytes that `strip` adds when it writes the EXIF orientation back. */
const ORIENTATION_BYTES = 38

/**
 * Plans `keep` for an image that fits and has no metadata, `strip` for one that fits without its
 * metadata, and `reencode` for all others.
 *
 * A HEIC within `maxSize` is sent with any dimensions, because the service converts it. Where
 * `maxDimension` would make the shorter side smaller than its minimum, the image stays longer and
 * only its bytes count. An image with too many pixels for this browser is sent as it is if it fits.
 * @throws UploadError `browser-limit` where such an image does not fit, and `cannot-fit` where the
 *   image is too long for a JPEG
 */
export function plan(
  header: ImageHeader,
  source: FileInfo,
  limits: Limits,
  options: PlanOptions,
): Plan {
  const { format, width, height } = header
  const { name } = source
  const { maxSize } = limits
  const strips = !options.keepMetadata && header.metadata.length > 0
  const target = targetOf(header, limits)
  const bytes = strips ? strippedBytes(header, source) : source.bytes
  if (target.mayKeep && bytes <= maxSize)
    return planOf({ kind: strips ? 'strip' : 'keep', format, width, height }, source, options)
  if (isTooMuch(header) && format !== 'heic' && typeof options.compressor !== 'function')
    throw rejectionError('browser-limit', { name, width, height, maxSize })
  if (Math.max(target.width, target.height) > MAX_JPEG_SIDE)
    throw rejectionError('cannot-fit', { name, width, height, maxSize })
  return planOf(
    { kind: 'reencode', format: 'jpeg', width: target.width, height: target.height },
    source,
    options,
  )
}

const planOf = (
  step: Pick<Plan, 'kind' | 'format' | 'width' | 'height'>,
  { name: original }: FileInfo,
  { quality = DEFAULT_QUALITY, fileName: mode = 'generated', hex }: PlanOptions,
): Plan => ({
  ...step,
  type: FORMATS[step.format].type,
  fileName: fileNameFor({ mode, original, format: step.format, hex }),
  quality: quality >= 0 ? Math.min(quality, MAX_QUALITY) : DEFAULT_QUALITY,
})

/**
 * Whether the limits let an image keep its dimensions; its metadata and bytes do not count here.
 */
export const mayKeepDimensions = (header: ImageHeader, limits: Limits): boolean =>
  targetOf(header, limits).mayKeep

/**
 * The dimensions that a re-encode aims at, and whether the image may keep its own (`mayKeep`): it
 * is within `maxDimension`, only the minimum sides hold it above, it is a HEIC, or this browser
 * cannot decode it.
 */
function targetOf(header: ImageHeader, { minWidth, minHeight, maxDimension }: Limits) {
  const { format, width, height } = header
  const longest = Math.max(width, height)
  const wanted = Math.min(1, Math.min(maxDimension, MAX_JPEG_SIDE) / longest)
  const least = Math.min(1, Math.max(minWidth / width, minHeight / height))
  const scale = Math.max(wanted, least)
  const side = (length: number, min: number) =>
    Math.max(Math.round(length * scale), Math.min(min, length), 1)
  return {
    width: side(width, minWidth),
    height: side(height, minHeight),
    mayKeep: format === 'heic' || isTooMuch(header) || longest <= maxDimension || least > wanted,
  }
}

/** The file's size after `strip`. In a HEIC only what lies behind the image makes it smaller. */
function strippedBytes({ format, metadata }: ImageHeader, { bytes }: FileInfo): number {
  const gone = metadata.filter(({ kind }) => format !== 'heic' || kind === 'trailer')
  return (
    gone.reduce((left, { start, end }) => left - (end - start), bytes) +
    (format === 'heic' ? 0 : ORIENTATION_BYTES)
  )
}
