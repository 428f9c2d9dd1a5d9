/**
 * One error type with a stable code; texts for people live in the locales. Layer L0: imports
 * nothing.
 */

/** Where on the line it happened. */
export type UploadPhase = 'choose' | 'prepare' | 'request' | 'upload' | 'confirm'

/**
 * What helps: `choose-another` image; `try-again` with the same one; `confirm-again` asks for the
 * outcome without uploading again; `sign-in` then try again; `none`: a fault in the site's set-up,
 * which the person cannot mend (`retry()` still works).
 */
export type Recovery = 'choose-another' | 'try-again' | 'confirm-again' | 'sign-in' | 'none'

/**
 * What each code carries; sizes in bytes, sides in pixels. A text may use every field as a
 * `{placeholder}`.
 */
export interface UploadErrorDetails {
  'too-many-files': { count: number }
  'no-file': { kind: 'text' | 'link' | 'folder' | 'nothing' }
  'empty-file': { name: string }
  'too-large': { name: string; bytes: number; maxInputSize: number }
  /**
   * `detected`: what the bytes are (`'avif'`, `'gif'`, `'pdf'` …) where known; `accept`: what is
   * accepted.
   */
  'unsupported-format': { name: string; detected?: string; accept: readonly string[] }
  'unreadable-image': { name: string }
  'file-changed': { name: string }
  'too-small': { name: string; width: number; height: number; minWidth: number; minHeight: number }
  'too-many-pixels': { name: string; width: number; height: number; maxPixels: number }
  /** `text`: the sentence that the host's `validate` returned. */
  custom: { text: string }
  'heic-too-large': { name: string; bytes: number; maxSize: number }
  'cannot-fit': { name: string; width: number; height: number; maxSize: number }
  /**
   * Has to be made smaller, and this browser cannot decode or draw an image of these dimensions.
   */
  'browser-limit': { name: string; width: number; height: number; maxSize: number }
  /**
   * `reason`: this browser falsifies what is read from a canvas, so an image made here would be
   * damaged.
   */
  'prepare-failed': { name: string; reason?: 'altered-canvas' }
  unauthorized: Record<never, never>
  'endpoint-rejected': Record<never, never>
  'endpoint-malformed': Record<never, never>
  'upload-url-rejected': Record<never, never>
  /**
   * The endpoint answered, also when asked once more, with a link that this page had already sent
   * to.
   */
  'upload-url-reused': Record<never, never>
  /**
   * The storage redirected the PUT. The browser followed, so that the image may have reached
   * another address.
   */
  'upload-redirected': Record<never, never>
  /** `retryAfter`: seconds, where the answer said. */
  'rate-limited': { retryAfter?: number }
  'service-unavailable': { retryAfter?: number }
  network: { offline: boolean }
  stalled: Record<never, never>
  'link-expired': Record<never, never>
  /** `storageCode`: one of the storage's documented codes, never its text. */
  'storage-rejected': { storageCode: string }
  'upload-rejected': { reason: 'size' | 'resolution' | 'unknown' }
}

export type UploadErrorCode = keyof UploadErrorDetails

export interface UploadErrorInit<C extends UploadErrorCode> {
  code: C
  phase: UploadPhase
  details: UploadErrorDetails[C]
  recovery: Recovery
  /** HTTP status, where an answer was readable. */
  status?: number | undefined
}

/**
 * A failure with a stable `code`. `message` is English, for logs; it holds no URL and no text from
 * a server. There is no `cause`: causes of network calls can hold the presigned URL.
 */
export class UploadError<C extends UploadErrorCode = UploadErrorCode> extends Error {
  override readonly name = 'UploadError'
  readonly code: C
  readonly phase: UploadPhase
  readonly details: UploadErrorDetails[C]
  readonly recovery: Recovery
  // Declared only: a field without a value would be there as `undefined`.
  declare readonly status?: number

  constructor(init: UploadErrorInit<C>) {
    super(`${init.code} (${init.phase}${init.status === undefined ? '' : `, HTTP ${init.status}`})`)
    this.code = init.code
    this.phase = init.phase
    this.details = init.details
    this.recovery = init.recovery
    if (init.status !== undefined) this.status = init.status
  }
}

/** True for an `UploadError`, also one from another copy of this package. */
export function isUploadError(value: unknown): value is UploadFailure {
  return (
    value instanceof UploadError ||
    (value instanceof Error &&
      value.name === 'UploadError' &&
      'code' in value &&
      'recovery' in value)
  )
}

/** The union by code: `switch (error.code)` narrows `error.details`. */
export type UploadFailure = { [C in UploadErrorCode]: UploadError<C> }[UploadErrorCode]

/** Builds one; the only place that joins a code with its details. */
export function uploadError<C extends UploadErrorCode>(
  code: C,
  phase: UploadPhase,
  recovery: Recovery,
  details: UploadErrorDetails[C],
  status?: number,
): UploadFailure {
  return new UploadError({ code, phase, recovery, details, status }) as unknown as UploadFailure
}

/** A rejected selection: the person chooses another image. */
export function rejectionError<C extends UploadErrorCode>(
  code: C,
  details: UploadErrorDetails[C],
): UploadFailure {
  return uploadError(code, 'choose', 'choose-another', details)
}
