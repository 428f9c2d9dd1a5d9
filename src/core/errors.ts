/** The error type of the package: a stable code with details. Texts for users are in `locales`. */

/** The step of the pipeline in which an error happened. */
export type UploadPhase = 'choose' | 'prepare' | 'request' | 'upload' | 'confirm'

/**
 * What the user can do:
 *
 * - `choose-another`: select another image
 * - `try-again`: upload the same image again
 * - `confirm-again`: ask for the outcome again; nothing is sent
 * - `sign-in`: sign in, then try again
 * - `none`: nothing, because the site is set up wrongly (`retry()` still works)
 */
export type Recovery = 'choose-another' | 'try-again' | 'confirm-again' | 'sign-in' | 'none'

/**
 * The details of each error code. `bytes` and `…Size` are in bytes, `width` and `height` in pixels.
 * Each field can be used as a `{placeholder}` in the code's text.
 */
export interface UploadErrorDetails {
  /** More than one file was selected. */
  'too-many-files': { count: number }
  /** Something other than a file was dropped. */
  'no-file': { kind: 'text' | 'link' | 'folder' | 'nothing' }
  /** The file has 0 bytes. */
  'empty-file': { name: string }
  /** The file is larger than `maxInputSize`. */
  'too-large': { name: string; bytes: number; maxInputSize: number }
  /**
   * `detected` is the format by content if it is known (`'avif'`, `'gif'`, `'pdf'` …); `accept`
   * lists the accepted formats.
   */
  'unsupported-format': { name: string; detected?: string; accept: readonly string[] }
  /** The image is damaged, or its header cannot be read. */
  'unreadable-image': { name: string }
  /** The file was changed or removed after it was selected. */
  'file-changed': { name: string }
  /** The image is smaller than `minWidth` or `minHeight`. */
  'too-small': { name: string; width: number; height: number; minWidth: number; minHeight: number }
  /** The image has more pixels than `maxPixels`. */
  'too-many-pixels': { name: string; width: number; height: number; maxPixels: number }
  /** `text` is the sentence that the host's `validate` returned. */
  custom: { text: string }
  /** A HEIC would have to be re-encoded, and it cannot be decoded here. */
  'heic-too-large': { name: string; bytes: number; maxSize: number }
  /** At the smallest allowed dimensions and the lowest quality the image exceeds `maxSize`. */
  'cannot-fit': { name: string; width: number; height: number; maxSize: number }
  /** The image has to be re-encoded, and its dimensions are too large for this browser. */
  'browser-limit': { name: string; width: number; height: number; maxSize: number }
  /**
   * `reason` is `altered-canvas` if this browser falsifies the pixels that are read from a canvas,
   * so that an image re-encoded here would be damaged.
   */
  'prepare-failed': { name: string; reason?: 'altered-canvas' }
  /** The endpoint requires the user to sign in. */
  unauthorized: Record<never, never>
  /** The endpoint rejected the request. */
  'endpoint-rejected': Record<never, never>
  /** The endpoint's response is not in the documented form. */
  'endpoint-malformed': Record<never, never>
  /** The presigned URL is not one that an image may be sent to. */
  'upload-url-rejected': Record<never, never>
  /** The endpoint twice returned a presigned URL that this page had already sent an image to. */
  'upload-url-reused': Record<never, never>
  /**
   * The storage redirected the PUT. The browser follows redirects by itself, so the image may have
   * reached another address.
   */
  'upload-redirected': Record<never, never>
  /** `retryAfter` is in seconds; missing if the response did not name it. */
  'rate-limited': { retryAfter?: number }
  /** `retryAfter` is in seconds; missing if the response did not name it. */
  'service-unavailable': { retryAfter?: number }
  /** No response arrived. `offline`: the browser says that it is offline. */
  network: { offline: boolean }
  /** No upload progress, or no response of the storage, within the time limit. */
  stalled: Record<never, never>
  /**
   * The upload link expired before the image was sent, or its receipt before the upload was
   * confirmed.
   */
  'link-expired': Record<never, never>
  /**
   * `storageCode` is the storage's own error code, for example `SignatureDoesNotMatch`; or
   * `HTTP 403`, with the response's status, if the response names no code. It is never the
   * storage's text.
   */
  'storage-rejected': { storageCode: string }
  /** The service rejected the image after the upload: too large, or of unsupported dimensions. */
  'upload-rejected': { reason: 'size' | 'resolution' | 'unknown' }
}

/** The code of an `UploadError`; it is stable across versions. */
export type UploadErrorCode = keyof UploadErrorDetails

/** What an `UploadError` is made of. */
export interface UploadErrorInit<C extends UploadErrorCode> {
  code: C
  phase: UploadPhase
  details: UploadErrorDetails[C]
  recovery: Recovery
  /** The response's HTTP status, if a response was readable. */
  status?: number | undefined
}

/**
 * A rejection or failure with a stable `code`. `message` is English and meant for logs; it contains
 * no URL and no text from a server. There is no `cause`, because the cause of a failed request can
 * contain the presigned URL.
 */
export class UploadError<C extends UploadErrorCode = UploadErrorCode> extends Error {
  /** Always `UploadError`. */
  override readonly name = 'UploadError'
  /** What happened. */
  readonly code: C
  /** The step of the pipeline in which it happened. */
  readonly phase: UploadPhase
  /** Facts for the code's text. */
  readonly details: UploadErrorDetails[C]
  /** What the user can do. */
  readonly recovery: Recovery
  // Only declared, because a class field without a value would exist as `undefined`.
  /** The response's HTTP status, if a response was readable. */
  declare readonly status?: number

  /**
   * Creates an error.
   * @param init the code with its phase, details, recovery and HTTP status
   */
  constructor(init: UploadErrorInit<C>) {
    super(`${init.code} (${init.phase}${init.status === undefined ? '' : `, HTTP ${init.status}`})`)
    this.code = init.code
    this.phase = init.phase
    this.details = init.details
    this.recovery = init.recovery
    if (init.status !== undefined) this.status = init.status
  }
}

/**
 * Tells whether a value is an `UploadError`, including one from another copy of this package.
 * @param value anything that was caught
 * @returns whether `value` is an `UploadError`; TypeScript then narrows it
 * @example
 * try {
 *   await uploadSearchImage(file, { endpoint: '/api/search-image' })
 * } catch (thrown) {
 *   if (isUploadError(thrown)) console.log(thrown.code, thrown.recovery)
 *   else throw thrown
 * }
 */
export function isUploadError(value: unknown): value is UploadFailure {
  return (
    value instanceof Error && value.name === 'UploadError' && 'code' in value && 'recovery' in value
  )
}

/** An `UploadError` of any code: `switch (error.code)` narrows `error.details`. */
export type UploadFailure = { [C in UploadErrorCode]: UploadError<C> }[UploadErrorCode]

/** @returns an error whose details fit its code, as a member of the union by code */
export const uploadError = <C extends UploadErrorCode>(
  code: C,
  phase: UploadPhase,
  recovery: Recovery,
  details: UploadErrorDetails[C],
): UploadFailure => new UploadError({ code, phase, recovery, details }) as unknown as UploadFailure

/** @returns the same error with the HTTP status of the response that caused it */
export const withStatus = (
  status: number | undefined,
  { code, phase, recovery, details }: UploadFailure,
): UploadFailure => new UploadError({ code, phase, recovery, details, status }) as UploadFailure

/** @returns the error of a rejected selection, after which the user selects another image */
export function rejectionError<C extends UploadErrorCode>(
  code: C,
  details: UploadErrorDetails[C],
): UploadFailure {
  return uploadError(code, 'choose', 'choose-another', details)
}
