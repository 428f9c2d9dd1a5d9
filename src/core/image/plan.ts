/**
 * What will be sent, decided from the header alone, and from what this browser can decode. Layer
 * L1.
 */
import { isTooMuch } from './decodable.js'
import { rejectionError } from '../errors.js'
import { fileNameFor } from './file-name.js'
import type { ImageFormat, Limits } from '../spec.js'
import { DEFAULT_QUALITY, FORMATS, MAX_QUALITY } from '../spec.js'
import type { ImageHeader, Plan, FileInfo } from './types.js'

export interface PlanOptions {
  /** First JPEG quality, 0 to 0.89. Default 0.85. */
  readonly quality?: number | undefined
  readonly keepMetadata?: boolean | undefined
  readonly fileName?: 'generated' | 'original' | undefined
  /** A host's own compressor may do what this browser cannot. */
  readonly compressor?: unknown
  /** Eight hex digits for a generated name. */
  readonly hex: string
}

/** Sides are 16-bit numbers in JPEG (T.81 B.2.2), and encoders stop a little below. */
const MAX_JPEG_SIDE = 65_500
/** An orientation that stays costs at most this. */
const ORIENTATION_BYTES = 38

/**
 * `keep` what fits and holds no metadata, `strip` what fits without it, `reencode` the rest as
 * JPEG. HEIC within `maxSize` is sent whatever its sides are: the service converts it. An image so
 * long that `maxDimension` would break the minimum sides may stay longer: then only bytes decide.
 * What is too much for this browser is sent as it is where it fits. Throws `browser-limit` where it
 * does not, and `cannot-fit` where even a JPEG cannot hold it.
 */
export function plan(
  header: ImageHeader,
  source: FileInfo,
  limits: Limits,
  options: PlanOptions,
): Plan {
  const removes = !options.keepMetadata && header.metadata.length > 0
  const target = scaled(header, limits)
  if (
    staysWhole(header, limits) &&
    (removes ? bytesWithout(header, source) : source.bytes) <= limits.maxSize
  ) {
    return make(removes ? 'strip' : 'keep', header.format, header, source, options)
  }
  if (isTooMuch(header) && header.format !== 'heic' && typeof options.compressor !== 'function') {
    throw rejectionError('browser-limit', {
      name: source.name,
      width: header.width,
      height: header.height,
      maxSize: limits.maxSize,
    })
  }
  if (Math.max(target.width, target.height) > MAX_JPEG_SIDE) {
    throw rejectionError('cannot-fit', {
      name: source.name,
      width: header.width,
      height: header.height,
      maxSize: limits.maxSize,
    })
  }
  return make('reencode', 'jpeg', target, source, options)
}

function make(
  kind: Plan['kind'],
  format: ImageFormat,
  { width, height }: { width: number; height: number },
  source: FileInfo,
  { quality = DEFAULT_QUALITY, fileName = 'generated', hex }: PlanOptions,
): Plan {
  return {
    kind,
    format,
    type: FORMATS[format].type,
    fileName: fileNameFor({ mode: fileName, original: source.name, format, hex }),
    width,
    height,
    quality: quality >= 0 ? Math.min(quality, MAX_QUALITY) : DEFAULT_QUALITY,
  }
}

/** Whether an image may be sent in its own dimensions; metadata and bytes are another matter. */
export const staysWhole = (header: ImageHeader, limits: Limits): boolean =>
  header.format === 'heic' ||
  isTooMuch(header) ||
  Math.max(header.width, header.height) <= limits.maxDimension ||
  scaled(header, limits).held

/** The size to scale to; `held`: the minimum sides hold it above `maxDimension`. */
function scaled({ width, height }: ImageHeader, { minWidth, minHeight, maxDimension }: Limits) {
  const wanted = Math.min(1, Math.min(maxDimension, MAX_JPEG_SIDE) / Math.max(width, height))
  const least = Math.min(1, Math.max(minWidth / width, minHeight / height))
  const scale = Math.max(wanted, least)
  const side = (length: number, min: number) =>
    Math.max(Math.round(length * scale), Math.min(min, length), 1)
  return { width: side(width, minWidth), height: side(height, minHeight), held: least > wanted }
}

/** In HEIC, metadata is blanked in place; only what lies behind the image goes. */
function bytesWithout({ format, metadata }: ImageHeader, { bytes }: FileInfo): number {
  const gone = metadata.filter(({ kind }) => format !== 'heic' || kind === 'trailer')
  return (
    gone.reduce((left, { start, end }) => left - (end - start), bytes) +
    (format === 'heic' ? 0 : ORIENTATION_BYTES)
  )
}
