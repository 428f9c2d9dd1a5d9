/** Options, progress and result of one upload. Types only. */
import type { ImageInfo } from '../image/types.js'
import type { HeicDecoder, ImageCompressor } from '../prepare/types.js'
import type { HeadersOption, UploadLink } from '../protocol/types.js'
import type { Limits, Timeouts } from '../spec.js'

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
  readonly source: {
    readonly name: string
    readonly type: string
    readonly width: number
    readonly height: number
    readonly bytes: number
  }
}

/**
 * Minimal shape of a TanStack Query client: the core registers uploads without importing the
 * library.
 */
export interface QueryClientLike {
  getMutationCache(): {
    build(client: never, options: never): { execute(variables: undefined): Promise<unknown> }
  }
}

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
  /**
   * Keep location, camera and other metadata, but nothing that follows the image in the file.
   * Default false.
   */
  keepMetadata?: boolean | undefined
  /** The host's own rule; returns a sentence to reject. */
  validate?:
    | ((image: ImageInfo) => string | undefined | null | Promise<string | undefined | null>)
    | undefined
  compressor?: 'native' | 'browser-image-compression' | ImageCompressor | undefined
  heicDecoder?: HeicDecoder | undefined
  /** Milliseconds; missing ones take their default. */
  timeouts?: { [K in keyof Timeouts]?: Timeouts[K] | undefined } | undefined
  /** For hosts whose CSP or bundler needs a self-hosted worker file. */
  createWorker?: (() => Worker) | undefined
}

/** Callbacks of the upload itself. */
export interface ProgressEvents {
  /** Each time a PUT is about to be sent. */
  onUploadBegin?: ((link: UploadLink) => void) | undefined
  /** At most every 100 ms. */
  onUploadProgress?: ((progress: UploadProgress) => void) | undefined
}
