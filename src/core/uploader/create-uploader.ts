/** The uploader's public shape. Layer L3. */
import { ManagedUploader } from './managed-uploader.js'
import type { ImageSelection } from './selection.js'
import type { UploadedAsset } from '../pipeline/types.js'
import type { Limits } from '../spec.js'
import type { UploadState } from './state.js'
import type { UploadOptions } from '../pipeline/types.js'
import type { Destination } from '../protocol/types.js'
import type { UploadEvents } from './types.js'

export type UploaderOptions = UploadOptions &
  UploadEvents &
  Destination & {
    /** False: stop at `ready`, with the link's remaining time. Default true. */
    autoUpload?: boolean | undefined
    onStatusChange?: ((state: UploadState) => void) | undefined
  }

/**
 * An external store in React's sense, with the actions a person can take. Methods are bound;
 * unknown arguments are ignored.
 */
export interface Uploader {
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => UploadState
  /** Whole seconds left of the shown link, rounded up, by the clock rule; `null` without a link. */
  readonly getRemainingSeconds: () => number | null
  readonly limits: Limits
  /** Checks a selection; an accepted one replaces what was there. */
  readonly select: (selection: ImageSelection) => void
  /**
   * Starts the upload of a `ready` image, renewing the link first where needed. While it waits
   * offline: as `retry()`.
   */
  readonly upload: () => void
  /**
   * Goes on after an `error` with the same prepared image. While something waits because the
   * browser says that it is offline (a run, or a selection): tries anyway, and waits again if no
   * response comes. What the browser says counts for the whole page, and so does this.
   */
  readonly retry: () => void
  /** Stops what runs: a silent check first, then the upload (back to `ready`). */
  readonly cancel: () => void
  readonly reset: () => void
  /** Aborts what runs. No callback is called afterwards, until `attach()`. */
  readonly dispose: () => void
  /**
   * Undoes `dispose()`, for a view that is shown again. Optional: views call it where it exists.
   */
  readonly attach?: () => void
  /** Replaces the options; they count from their next use on, and nothing restarts. Optional. */
  readonly update?: (options: UploaderOptions) => void
  /**
   * Shows an asset that was uploaded earlier; ignored while something runs. Optional: a view with a
   * `value` calls it.
   */
  readonly restore?: (asset: UploadedAsset) => void
  /**
   * Starts the worker before it is needed, while the file dialog is open or a drag is under way.
   * Optional.
   */
  readonly warmUp?: () => void
}

/**
 * Creates an uploader; options and callbacks are read anew at every use, so the object may change
 * between calls.
 */
export function createUploader(options: UploaderOptions): Uploader {
  return new ManagedUploader(options)
}
