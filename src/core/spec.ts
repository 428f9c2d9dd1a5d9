/** Every limit, format and default of the uploader, once. Layer L0: imports nothing. */

/**
 * The image formats the service takes. `heic` covers `.heic` and `.heif` with HEVC images inside.
 */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'heic'

export const IMAGE_FORMATS: readonly ImageFormat[] = ['jpeg', 'png', 'webp', 'heic']

/**
 * Facts of one format: the MIME type sent, the extension sent, and what pickers and drags may call
 * it.
 */
export interface FormatFacts {
  readonly type: string
  readonly extension: string
  readonly label: string
  readonly otherTypes: readonly string[]
  readonly otherExtensions: readonly string[]
}

/** `.jpeg` is not in the service's documented list, so `.jpg` is what is sent. */
export const FORMATS: Readonly<Record<ImageFormat, FormatFacts>> = {
  jpeg: {
    type: 'image/jpeg',
    extension: 'jpg',
    label: 'JPG',
    otherTypes: ['image/jpg', 'image/pjpeg'],
    otherExtensions: ['jpeg', 'jpe', 'jfif', 'mpo'],
  },
  png: {
    type: 'image/png',
    extension: 'png',
    label: 'PNG',
    otherTypes: ['image/apng'],
    otherExtensions: ['apng'],
  },
  webp: {
    type: 'image/webp',
    extension: 'webp',
    label: 'WebP',
    otherTypes: [],
    otherExtensions: [],
  },
  heic: {
    type: 'image/heic',
    extension: 'heic',
    label: 'HEIC',
    otherTypes: ['image/heif'],
    otherExtensions: ['heif', 'hif'],
  },
}

/** What is accepted and what is sent; all numbers in pixels or bytes. */
export interface Limits {
  /** Formats that are accepted, judged by content. Default: all four. */
  readonly accept: readonly ImageFormat[]
  /**
   * Most bytes that are **sent**; a larger image is made smaller, not rejected. Default 5 000 000.
   */
  readonly maxSize: number
  /** Bytes of the chosen file; above this it is rejected unread. Default 100 000 000. */
  readonly maxInputSize: number
  /** Least width of the image as a viewer shows it. Default 224. */
  readonly minWidth: number
  /** Least height of the image as a viewer shows it. Default 224. */
  readonly minHeight: number
  /**
   * Longest side that is sent; larger is downscaled, never below the minimum sides. Default 2048;
   * `Infinity` turns it off.
   */
  readonly maxDimension: number
  /**
   * Above this the image is rejected from its header, undecoded. Default 250 000 000: phones take
   * 200 megapixels.
   */
  readonly maxPixels: number
}

/** The documented limits of the service (5 MB read as 5 000 000 bytes, the safe reading). */
export const DEFAULT_LIMITS: Limits = {
  accept: IMAGE_FORMATS,
  maxSize: 5_000_000,
  maxInputSize: 100_000_000,
  minWidth: 224,
  minHeight: 224,
  maxDimension: 2048,
  maxPixels: 250_000_000,
}

/**
 * First JPEG quality of a re-encode; Firefox switches to 4:4:4 and triples the bytes from 0.9 on.
 */
export const DEFAULT_QUALITY = 0.85
export const MAX_QUALITY = 0.89

/** Watchdogs in milliseconds. */
export interface Timeouts {
  /** Calls to the app's own endpoint. Default 15 000. */
  readonly request: number
  /**
   * No upload progress since the last upload event. Until the first one comes, `stall` and `response`
   * together count. Default 30 000.
   */
  readonly stall: number
  /** The storage's answer after the last byte left. Default 60 000. */
  readonly response: number
}

export const DEFAULT_TIMEOUTS: Timeouts = { request: 15_000, stall: 30_000, response: 60_000 }

/** Life of a link when the service does not say, in seconds (documented default). */
export const DEFAULT_EXPIRATION_SECONDS = 900
/** Longest life that is believed: SigV4's own maximum, 7 days, in seconds. */
export const MAX_EXPIRATION_SECONDS = 604_800
/** A PUT does not start with less than this left on its link, in milliseconds. */
export const EXPIRY_MARGIN_MS = 10_000
/** Presign requests per user action, successful or not. */
export const MAX_PRESIGNS_PER_ACTION = 3
/** Calls of `complete` per outcome. */
export const MAX_CONFIRMS = 3
/** Full-jitter back-off: random(0, min(cap, base · 2ⁿ)), in milliseconds. */
export const BACKOFF_BASE_MS = 500
export const BACKOFF_CAP_MS = 8_000
/** A longer `Retry-After` becomes a button instead of a wait, in milliseconds. */
export const MAX_RETRY_AFTER_MS = 30_000
/** Longest presigned URL, in characters. */
export const MAX_URL_LENGTH = 8_192
/** Longest side of the preview, in pixels. */
export const PREVIEW_MAX_SIDE = 512
/**
 * Most pixels of a file that is itself shown while its preview cannot be drawn: what phones call 24
 * megapixels (4284 × 5712).
 */
export const MAX_SHOWN_PIXELS = 24_500_000
/** React Query key under which uploads are registered. */
export const MUTATION_KEY = ['search-image-uploader'] as const

/** Fills in the defaults; `undefined` counts as not given. */
export function resolveLimits(
  options: { readonly [K in keyof Limits]?: Limits[K] | undefined } = {},
): Limits {
  return {
    accept: options.accept ?? DEFAULT_LIMITS.accept,
    maxSize: options.maxSize ?? DEFAULT_LIMITS.maxSize,
    maxInputSize: options.maxInputSize ?? DEFAULT_LIMITS.maxInputSize,
    minWidth: options.minWidth ?? DEFAULT_LIMITS.minWidth,
    minHeight: options.minHeight ?? DEFAULT_LIMITS.minHeight,
    maxDimension: options.maxDimension ?? DEFAULT_LIMITS.maxDimension,
    maxPixels: options.maxPixels ?? DEFAULT_LIMITS.maxPixels,
  }
}
