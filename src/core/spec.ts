/** Every limit, format and default of the uploader. */

/**
 * The image formats that the service accepts. `heic` means `.heic` and `.heif` with HEVC images.
 */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'heic'

/** All formats that the service accepts. */
export const IMAGE_FORMATS: readonly ImageFormat[] = ['jpeg', 'png', 'webp', 'heic']

/** The names of one format. */
export interface FormatFacts {
  /** The MIME type that is sent. */
  readonly type: string
  /** The file name extension that is sent. */
  readonly extension: string
  /** The name that users see. */
  readonly label: string
  /** MIME types by which browsers also call the format. */
  readonly otherTypes: readonly string[]
  /** Extensions that files of the format also have. */
  readonly otherExtensions: readonly string[]
}

/** The service documents `.jpg` and not `.jpeg`, so `.jpg` is sent. */
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

/** What is accepted and what is sent. */
export interface Limits {
  /**
   * Accepted formats, by content.
   * @default ['jpeg', 'png', 'webp', 'heic']
   */
  readonly accept: readonly ImageFormat[]
  /**
   * Maximum size of the image that is **sent**, in bytes. A larger image is re-encoded, not
   * rejected.
   * @default 5_000_000
   */
  readonly maxSize: number
  /**
   * Maximum size of the selected file, in bytes. A larger file is rejected without being read.
   * @default 100_000_000
   */
  readonly maxInputSize: number
  /**
   * Minimum width of the displayed image, in pixels.
   * @default 224
   */
  readonly minWidth: number
  /**
   * Minimum height of the displayed image, in pixels.
   * @default 224
   */
  readonly minHeight: number
  /**
   * Maximum width and height of the image that is sent, in pixels. A larger image is resized, but
   * not below `minWidth` and `minHeight`. `Infinity` turns it off.
   * @default 2048
   */
  readonly maxDimension: number
  /**
   * Maximum width × height, in pixels. A larger image is rejected by its header, without being
   * decoded. The default allows the 200 megapixels of phones.
   * @default 250_000_000
   */
  readonly maxPixels: number
}

/** The documented limits of the service. Its "5 MB" may mean 5 000 000 bytes, so it does here. */
export const DEFAULT_LIMITS: Limits = {
  accept: IMAGE_FORMATS,
  maxSize: 5_000_000,
  maxInputSize: 100_000_000,
  minWidth: 224,
  minHeight: 224,
  maxDimension: 2048,
  maxPixels: 250_000_000,
}

/** JPEG quality of the first attempt to re-encode. */
export const DEFAULT_QUALITY = 0.85
/** From 0.9 on, Firefox switches to 4:4:4 and triples the bytes. */
export const MAX_QUALITY = 0.89

/** Time limits, in milliseconds. */
export interface Timeouts {
  /**
   * For each call of the host app's endpoint, `requestPresignedUrl` or `confirmUpload`.
   * @default 15_000
   */
  readonly request: number
  /**
   * Without an upload event since the last one. Before the first upload event the limit is
   * `stall` + `response`.
   * @default 30_000
   */
  readonly stall: number
  /**
   * For the storage's response, after the last byte has been sent.
   * @default 60_000
   */
  readonly response: number
}

/** The time limits that apply unless the option `timeouts` sets others. */
export const DEFAULT_TIMEOUTS: Timeouts = { request: 15_000, stall: 30_000, response: 60_000 }

/** Lifetime of an upload link if the service names none: its documented default, in seconds. */
export const DEFAULT_EXPIRATION_SECONDS = 900
/** Longest lifetime of an upload link: the maximum of SigV4, 7 days, in seconds. */
export const MAX_EXPIRATION_SECONDS = 604_800
/** A PUT is not started if its link has less lifetime left than this, in milliseconds. */
export const EXPIRY_MARGIN_MS = 10_000
/** Requests for an upload link per user action, successful or not. */
export const MAX_PRESIGNS_PER_ACTION = 3
/** Calls of `complete` to confirm one PUT. */
export const MAX_CONFIRMS = 3
/** Full-jitter back-off: random(0, min(cap, base · 2ⁿ)), in milliseconds. */
export const BACKOFF_BASE_MS = 500
export const BACKOFF_CAP_MS = 8_000
/** After a longer `Retry-After` the run fails, and the user retries; in milliseconds. */
export const MAX_RETRY_AFTER_MS = 30_000
/** Longest presigned URL, in characters. */
export const MAX_URL_LENGTH = 8_192
/** Longest side of the preview, in pixels. */
export const PREVIEW_MAX_SIDE = 512
/**
 * Maximum pixels of a file that is itself shown while its preview cannot be drawn: 4284 × 5712,
 * which phones call 24 megapixels.
 */
export const MAX_SHOWN_PIXELS = 24_500_000
/** The mutation key under which uploads are registered in the host's React Query client. */
export const MUTATION_KEY = ['search-image-uploader'] as const

/** Values of which each may be missing or `undefined`. */
type Given<T> = { readonly [K in keyof T]?: T[K] | undefined }

/** @returns the given values, and the defaults of those that are missing or `undefined` */
export function withDefaults<T extends object>(defaults: T, given?: Given<T> | null): T {
  const values = Object.entries(defaults) as [keyof T, unknown][]
  return Object.fromEntries(values.map(([name, value]) => [name, given?.[name] ?? value])) as T
}

/**
 * Fills in the default limits.
 * @param options the limits that differ; `undefined` means the default
 * @returns all limits
 */
export const resolveLimits = (options?: Given<Limits>): Limits =>
  withDefaults(DEFAULT_LIMITS, options)
