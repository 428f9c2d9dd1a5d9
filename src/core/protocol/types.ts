/** What goes to and comes from the host app's endpoint. Types only. */

/** An upload link as the state shows it, without its presigned URL, which is a secret. */
export interface UploadLink {
  /** The key under which the service will find the uploaded image. */
  readonly assetFileKey: string
  /** When the link expires, in milliseconds since the epoch. */
  readonly expiresAt: number
}

/** What `requestPresignedUrl` is called with. */
export interface PresignedUrlRequest {
  /** Always `'IMAGE'`; the service's API takes it. */
  readonly assetType: 'IMAGE'
  /** The file name to request the URL for. */
  readonly assetFileName: string
  /** Which request of this user action it is: 1, 2 or 3. */
  readonly attempt: number
  /** Aborts when the user cancels or the time limit is over. */
  readonly signal: AbortSignal
}

/** What `confirmUpload` is called with. */
export interface ConfirmUploadRequest {
  /** The `assetFileKey` of the upload link. */
  readonly assetKey: string
  /** The receipt that the presigned-URL response contained, if any. */
  readonly receipt: string | undefined
  /** Aborts when the user cancels or the time limit is over. */
  readonly signal: AbortSignal
}

/**
 * Where images are uploaded: either `endpoint`, or `requestPresignedUrl` with or without
 * `confirmUpload`.
 * @example
 * createUploader({ endpoint: '/api/search-image' })
 * @example
 * createUploader({
 *   requestPresignedUrl: ({ assetType, assetFileName, signal }) =>
 *     client.post('/uploads', { assetType, assetFileName }, { signal }),
 *   confirmUpload: ({ assetKey, receipt, signal }) =>
 *     client.post('/uploads/complete', { assetKey, receipt }, { signal }),
 * })
 */
export type Destination =
  | {
      /**
       * The URL under which `createUploadHandler` runs; `/presigned-url` and `/complete` are
       * appended. Or both URLs: without `complete` an upload is not confirmed.
       */
      endpoint: string | { presignedUrl: string; complete?: string | undefined }
      /** Not together with `endpoint`. */
      requestPresignedUrl?: undefined
      /** Not together with `endpoint`. */
      confirmUpload?: undefined
    }
  | {
      /** Not together with `requestPresignedUrl`. */
      endpoint?: undefined
      /**
       * Requests a presigned URL by the host's own code.
       * @param request what to request
       * @returns the service's response: `{ assetFileKey, presignedUploadUrl, expirationSeconds }`,
       * bare or in its envelope
       */
      requestPresignedUrl: (request: PresignedUrlRequest) => Promise<unknown>
      /**
       * Asks for the outcome by the host's own code. Without it an upload is not confirmed.
       * @param request what to confirm
       * @returns the service's `complete` response, bare or in its envelope
       */
      confirmUpload?: ((request: ConfirmUploadRequest) => Promise<unknown>) | undefined
    }

/** Headers, or a function that is called before each request and returns them. */
export type HeadersOption =
  | Record<string, string>
  | (() => Promise<Record<string, string>> | Record<string, string>)
