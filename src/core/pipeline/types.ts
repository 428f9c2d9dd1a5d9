/** Options, progress and result of one upload. Types only. */
import type { ImageInfo } from '../image/types.js'
import type { HeicDecoder, ImageCompressor } from '../prepare/types.js'
import type { HeadersOption, UploadLink } from '../protocol/types.js'
import type { Limits, Timeouts } from '../spec.js'

/** How far an upload is. */
export interface UploadProgress {
  /** Bytes that the browser reports as sent. */
  readonly loaded: number
  /** Size of the image, in bytes. */
  readonly total: number
  /** From 0 to 0.99 until the upload is confirmed; never goes back. */
  readonly fraction: number
  /** Available after 1 s and at least two samples. */
  readonly bytesPerSecond?: number
  /** Seconds until the image is sent; available with `bytesPerSecond`. */
  readonly secondsLeft?: number
}

/** An uploaded image. */
export interface UploadedAsset {
  /** The key to search with. For HEIC it differs from `assetFileKey`. */
  readonly assetKey: string
  /** The key of the upload link. */
  readonly assetFileKey: string
  /** False if no confirm step is configured. */
  readonly confirmed: boolean
  /** File name that was sent. */
  readonly fileName: string
  /** MIME type that was sent. */
  readonly type: string
  /** Width of the image that was sent, in pixels. */
  readonly width: number
  /** Height of the image that was sent, in pixels. */
  readonly height: number
  /** Size of the image that was sent, in bytes. */
  readonly bytes: number
  /** The selected file. */
  readonly source: {
    /** File name. */
    readonly name: string
    /** MIME type by the browser. */
    readonly type: string
    /** Width of the displayed image, in pixels. */
    readonly width: number
    /** Height of the displayed image, in pixels. */
    readonly height: number
    /** Size, in bytes. */
    readonly bytes: number
  }
}

/**
 * The part of a TanStack Query client that is used. The core registers uploads without importing
 * the library.
 */
export interface QueryClientLike {
  /**
   * Gives access to the client's mutations.
   * @returns the MutationCache
   */
  getMutationCache(): {
    build(client: never, options: never): { execute(variables: undefined): Promise<unknown> }
  }
}

/** The options of an upload besides its destination and the limits. */
export interface UploadOptions extends Partial<{ [K in keyof Limits]: Limits[K] | undefined }> {
  /** Headers for the host app's endpoint. They are not sent to the storage. */
  headers?: HeadersOption | undefined
  /**
   * Credentials mode of requests to the host app's endpoint.
   * @default 'same-origin'
   */
  credentials?: RequestCredentials | undefined
  /**
   * Sends the requests to the host app's endpoint.
   * @default globalThis.fetch
   */
  fetch?: typeof globalThis.fetch | undefined
  /**
   * Exact host names that an image may be sent to.
   * @default any https host, and http on loopback
   */
  allowedUploadHosts?: readonly string[] | undefined
  /** Uploads are registered in this client's MutationCache. */
  queryClient?: QueryClientLike | undefined
  /**
   * JPEG quality of the first attempt to re-encode, at most 0.89.
   * @default 0.85
   */
  quality?: number | undefined
  /**
   * The file name to send: `'generated'` is `query-<8 hex digits>.<extension>`, `'original'` the
   * sanitised name of the selected file.
   * @default 'generated'
   */
  fileName?: 'generated' | 'original' | undefined
  /**
   * Keeps location, camera and other metadata. What follows the image in the file is removed all
   * the same.
   * @default false
   */
  keepMetadata?: boolean | undefined
  /**
   * The host's own rule for accepted images.
   * @param image what the header says about the image
   * @returns a sentence for the user to reject the image, or nothing to accept it
   */
  validate?:
    | ((image: ImageInfo) => string | undefined | null | Promise<string | undefined | null>)
    | undefined
  /**
   * Re-encodes images.
   * @default 'native'
   */
  compressor?: 'native' | 'browser-image-compression' | ImageCompressor | undefined
  /** Decodes HEIC where the browser cannot; see `search-image-uploader/heic`. */
  heicDecoder?: HeicDecoder | undefined
  /**
   * Time limits, in milliseconds.
   * @default `{ request: 15_000, stall: 30_000, response: 60_000 }`
   */
  timeouts?: { [K in keyof Timeouts]?: Timeouts[K] | undefined } | undefined
  /**
   * Creates the image worker, for a Content-Security-Policy or a bundler that needs a self-hosted
   * file.
   * @returns the started worker
   */
  createWorker?: (() => Worker) | undefined
}

/** Callbacks of the upload itself. */
export interface ProgressEvents {
  /**
   * Called each time a PUT is about to be sent.
   * @param link the upload link, without its URL
   */
  onUploadBegin?: ((link: UploadLink) => void) | undefined
  /**
   * Called at most every 100 ms.
   * @param progress how far the upload is
   */
  onUploadProgress?: ((progress: UploadProgress) => void) | undefined
}
