/** The values that travel along the line, and the options that steer it. Types only. */
import type { ImageFormat, Limits, Timeouts } from './spec.js'
import type { UploadFailure } from './errors.js'

/** The chosen file as the browser described it; nothing of it is trusted. `bytes` is its size. */
export interface FileInfo {
  readonly name: string
  readonly type: string
  readonly bytes: number
}

/** A half-open range of byte offsets in the file. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** Metadata that `strip` removes; `kind` names the container's own unit. */
export interface MetadataRange extends ByteRange {
  readonly kind: 'exif' | 'xmp' | 'iptc' | 'comment' | 'text' | 'mpf' | 'maker' | 'hidden' | 'trailer'
}

/** EXIF orientation, 1 to 8 (CIPA DC-008, tag 0x0112). */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** What an image's header says; nothing is decoded. */
export interface ImageHeader {
  readonly format: ImageFormat
  /** Stored size in pixels, before any rotation or crop. */
  readonly codedWidth: number
  readonly codedHeight: number
  /** Size in pixels as a viewer shows it. */
  readonly width: number
  readonly height: number
  /** 1 where the format ignores EXIF orientation (WebP in browsers, HEIC by the standard). */
  readonly orientation: Orientation
  readonly alpha: boolean
  readonly animated: boolean
  /** An ICC profile (or HEIC `colr` profile) is embedded. */
  readonly icc: boolean
  /** Number of colour components where the header tells it (JPEG: 1, 3, 4). */
  readonly components?: number
  /** Samples per pixel, of all components together (JPEG: 3, or 1.5 with colour at half of the sides). */
  readonly samples?: number
  /** A decoder has to hold the whole image, however small the result is: a JPEG that is progressive, or has a scan for each component. */
  readonly buffered?: boolean
  /**
   * What to remove so that only image, orientation and colour profile remain, in file order; empty: nothing to remove.
   * Complete only in the header of an `InspectedImage` that may be sent in its own size; else what was found on the way to the image’s size.
   */
  readonly metadata: readonly MetadataRange[]
  /** The file ends before the image does, or the image's end marker is missing or wrong. */
  readonly truncated?: boolean
}

/** An accepted image: header read, bytes copied into memory once so that the file cannot change under us. */
export interface InspectedImage {
  readonly source: FileInfo
  readonly header: ImageHeader
  /** In-memory copy of the file up to the image's end, typed by content; of one that is to be re-encoded maybe more. */
  readonly blob: Blob
  /** Bytes of `blob`. */
  readonly size: number
  /** A copy of the same, to be given away, until `blob` is first asked for: a worker has it sooner than the blob. */
  readonly bytes?: ArrayBuffer | undefined
}

/** What will be sent, decided before any pixel is touched. Sizes in pixels. */
export interface Plan {
  /** `keep`: the bytes as they are · `strip`: without metadata · `reencode`: scaled and encoded as JPEG. */
  readonly kind: 'keep' | 'strip' | 'reencode'
  readonly format: ImageFormat
  readonly type: string
  readonly fileName: string
  /** Size as a viewer shows it after the step. */
  readonly width: number
  readonly height: number
  /** First JPEG quality, 0 to 1; used by `reencode`. */
  readonly quality: number
}

/** Ready to be sent. */
export interface PreparedImage {
  readonly blob: Blob
  readonly format: ImageFormat
  readonly width: number
  readonly height: number
}

/** Makes an image smaller. Gets the oriented target size; must return a JPEG. May reject with anything. */
export type ImageCompressor = (image: Blob, target: CompressionTarget) => Promise<Blob>

export interface CompressionTarget {
  readonly width: number
  readonly height: number
  readonly quality: number
  /** Most bytes of the result. */
  readonly maxSize: number
  readonly type: 'image/jpeg'
  readonly signal: AbortSignal
}

/** Decodes HEIC where the browser cannot; the pixels come upright, in sRGB. */
export type HeicDecoder = (image: Blob, options: HeicDecodeOptions) => Promise<ImageBitmap>

export interface HeicDecodeOptions {
  readonly signal: AbortSignal
  /** The size in pixels that is needed: the image may come larger, but not smaller (a small image stays as it is). */
  readonly width?: number | undefined
  readonly height?: number | undefined
}

/** `inspectImage`'s result: what an image is, by content; `width` and `height` as a viewer shows them. */
export interface ImageInfo {
  readonly format: ImageFormat
  readonly type: string
  readonly width: number
  readonly height: number
  readonly orientation: Orientation
  readonly alpha: boolean
  readonly animated: boolean
  readonly bytes: number
}

/** The image as the state shows it. */
export interface SelectedImage {
  readonly source: FileInfo
  /** MIME type by content. */
  readonly type: string
  /** Natural size in pixels as a viewer shows it. */
  readonly width: number
  readonly height: number
  /** Object URL of a small upright preview, once it is drawn; while that is out of reach (offline), of the file itself. */
  readonly preview?: string
  /** Size that will be sent, where it differs. */
  readonly target?: { readonly width: number; readonly height: number }
  /** Bytes that will be sent, once known. */
  readonly bytes?: number
  readonly notices?: readonly 'animated'[]
}

/** A link as the state shows it. The URL itself is a secret and stays inside. */
export interface UploadLink {
  readonly assetFileKey: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

export interface UploadProgress {
  readonly loaded: number
  readonly total: number
  /** 0 to 0.99 until the upload is confirmed; never goes back. */
  readonly fraction: number
  /** Only once it is sane: after 1 s and two samples. */
  readonly bytesPerSecond?: number
  readonly secondsLeft?: number
}

/** An uploaded image. */
export interface UploadedAsset {
  /** The key to search with (for HEIC it differs from `assetFileKey`). */
  readonly assetKey: string
  readonly assetFileKey: string
  /** False where there was no confirm step. */
  readonly confirmed: boolean
  /** The name, type, size in pixels and bytes that were sent. */
  readonly fileName: string
  readonly type: string
  readonly width: number
  readonly height: number
  readonly bytes: number
  /** The chosen file. */
  readonly source: { readonly name: string; readonly type: string; readonly width: number; readonly height: number; readonly bytes: number }
}

export interface PresignedUrlRequest {
  readonly assetType: 'IMAGE'
  readonly assetFileName: string
  /** 1, 2, 3: which request of this user action. */
  readonly attempt: number
  readonly signal: AbortSignal
}

export interface ConfirmUploadRequest {
  readonly assetKey: string
  readonly receipt: string | undefined
  readonly signal: AbortSignal
}

/** Minimal shape of a TanStack Query client: the core registers uploads without importing the library. */
export interface QueryClientLike {
  getMutationCache(): {
    build(client: never, options: never): { execute(variables: undefined): Promise<unknown> }
  }
}

/** Where images go. Exactly one of `endpoint` and `requestPresignedUrl`. */
export type Destination =
  | {
      endpoint: string | { presignedUrl: string; complete?: string | undefined }
      requestPresignedUrl?: undefined
      confirmUpload?: undefined
    }
  | {
      endpoint?: undefined
      requestPresignedUrl: (request: PresignedUrlRequest) => Promise<unknown>
      confirmUpload?: ((request: ConfirmUploadRequest) => Promise<unknown>) | undefined
    }

export type HeadersOption = Record<string, string> | (() => Promise<Record<string, string>> | Record<string, string>)

/** Options of the upload besides the destination. */
export interface UploadOptions extends Partial<{ [K in keyof Limits]: Limits[K] | undefined }> {
  /** Extra headers for the app's own endpoint; never sent to the storage host. */
  headers?: HeadersOption | undefined
  /** Default `'same-origin'`; for the app's own endpoint only. */
  credentials?: RequestCredentials | undefined
  /** For the app's own endpoint only. Default: the page's `fetch`. */
  fetch?: typeof globalThis.fetch | undefined
  /** Exact host names the image may be sent to. Default: any https host; http only on loopback. */
  allowedUploadHosts?: readonly string[] | undefined
  /** Uploads are registered in this client's MutationCache. */
  queryClient?: QueryClientLike | undefined
  /** First JPEG quality of a re-encode, at most 0.89. Default 0.85. */
  quality?: number | undefined
  /** `'generated'` (default): `query-<8 hex>.<ext>`; `'original'`: the sanitised own name. */
  fileName?: 'generated' | 'original' | undefined
  /** Keep location, camera and other metadata, but nothing that follows the image in the file. Default false. */
  keepMetadata?: boolean | undefined
  /** The host's own rule; returns a sentence to reject. */
  validate?: ((image: ImageInfo) => string | undefined | null | Promise<string | undefined | null>) | undefined
  compressor?: 'native' | 'browser-image-compression' | ImageCompressor | undefined
  heicDecoder?: HeicDecoder | undefined
  /** Milliseconds; missing ones take their default. */
  timeouts?: { [K in keyof Timeouts]?: Timeouts[K] | undefined } | undefined
  /** For hosts whose CSP or bundler needs a self-hosted worker file. */
  createWorker?: (() => Worker) | undefined
}

/** Callbacks; each is called with the newest one given, never after `dispose`. */
export interface UploadEvents {
  onImageSelect?: ((image: SelectedImage) => void) | undefined
  onReject?: ((error: UploadFailure) => void) | undefined
  onUploadBegin?: ((link: UploadLink) => void) | undefined
  onUploadProgress?: ((progress: UploadProgress) => void) | undefined
  onUploadComplete?: ((asset: UploadedAsset) => void) | undefined
  onError?: ((error: UploadFailure) => void) | undefined
  onCancel?: (() => void) | undefined
  onExpire?: (() => void) | undefined
}
