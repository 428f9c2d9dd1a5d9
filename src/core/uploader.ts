/** The store: one uploader owns one picture's way. Layer L3. */
import type { Limits } from './spec.js'
import type { UploadState } from './state.js'
import type { Destination, UploadEvents, UploadOptions } from './types.js'

/** What a person handed over: files, or something that is not a file (dropped text, a link, a folder). */
export type Choice = Blob | readonly Blob[] | { readonly none: 'text' | 'link' | 'folder' | 'nothing' }

export type UploaderOptions = UploadOptions &
  UploadEvents &
  Destination & {
    /** False: stop at `ready`, with the link's remaining time. Default true. */
    autoUpload?: boolean | undefined
    onStatusChange?: ((state: UploadState) => void) | undefined
  }

/** An external store in React's sense, with the actions a person can take. Methods are bound; unknown arguments are ignored. */
export interface Uploader {
  subscribe(listener: () => void): () => void
  getSnapshot(): UploadState
  /** Whole seconds left of the shown link, rounded up, by the clock rule; `null` without a link. */
  getRemainingSeconds(): number | null
  readonly limits: Limits
  /** Checks a choice; an accepted one replaces what was there. */
  select(choice: Choice): void
  /** Starts the upload of a `ready` picture, renewing the link first where needed. */
  upload(): void
  /** Goes on after an `error` with the same prepared picture. */
  retry(): void
  /** Stops what runs: a silent check first, then the upload (back to `ready`). */
  cancel(): void
  reset(): void
  /** Aborts everything and rests; no callback is called afterwards. */
  dispose(): void
}
