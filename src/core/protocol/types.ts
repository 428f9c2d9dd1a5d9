/** What goes to and comes from the host app’s endpoint. Types only. */

/** A link as the state shows it. The URL itself is a secret and stays inside. */
export interface UploadLink {
  readonly assetFileKey: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
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

export type HeadersOption =
  | Record<string, string>
  | (() => Promise<Record<string, string>> | Record<string, string>)
