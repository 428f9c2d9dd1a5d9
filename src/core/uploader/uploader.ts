/** The public shape of the uploader. Types only. */
import type { UploadedAsset, UploadOptions } from '../pipeline/types.js'
import type { Destination } from '../protocol/types.js'
import type { Limits } from '../spec.js'
import type { ImageSelection } from './selection.js'
import type { UploadState } from './state.js'
import type { UploadEvents } from './types.js'

/** Options of `createUploader`. */
export type UploaderOptions = UploadOptions &
  UploadEvents &
  Destination & {
    /**
     * Whether an accepted image is uploaded at once. If not, the uploader stops at `ready`, with an
     * upload link whose remaining time is shown.
     * @default true
     */
    autoUpload?: boolean | undefined
    /**
     * Called when the status or the rejection changes.
     * @param state the new state
     */
    onStatusChange?: ((state: UploadState) => void) | undefined
  }

/**
 * An external store in React's sense, with the actions that a user can take. Methods are bound and
 * can be passed as callbacks. The optional members exist on every uploader of this package; a stub
 * may leave them out.
 */
export interface Uploader {
  /**
   * Subscribes to every change of the state.
   * @param listener called after each change
   * @returns a function that unsubscribes
   */
  readonly subscribe: (listener: () => void) => () => void
  /**
   * Reads the state.
   * @returns the current state; the same object until it changes
   */
  readonly getSnapshot: () => UploadState
  /**
   * Reads the remaining lifetime of the current upload link.
   * @returns whole seconds, rounded up; `null` without a link
   */
  readonly getRemainingSeconds: () => number | null
  /** The limits that apply to the next selection. */
  readonly limits: Limits
  /**
   * Checks a selection. An accepted image replaces the one before; after a rejection that one
   * stays.
   * @param selection what the user selected, dropped or pasted
   */
  readonly select: (selection: ImageSelection) => void
  /**
   * Uploads the image in the state `ready`, with a new link if the current one is too old. While
   * something waits for the network, it does the same as `retry()`.
   */
  readonly upload: () => void
  /**
   * Continues after an `error`, with the same prepared image. While a run or a selection waits
   * because the browser says that it is offline, it is tried anyway, and waits again if no response
   * arrives; this applies to the whole page, as the browser's hint does.
   */
  readonly retry: () => void
  /**
   * Cancels the running check if there is one, otherwise the upload (the state becomes `ready`).
   */
  readonly cancel: () => void
  /** Cancels everything and returns to `idle`. */
  readonly reset: () => void
  /** Cancels everything. No callback is called afterwards, until `attach()`. */
  readonly dispose: () => void
  /** Undoes `dispose()`, because the view is shown again. */
  readonly attach?: () => void
  /**
   * Replaces the options. They apply from their next use on; nothing restarts.
   * @param options all options, not only those that change
   */
  readonly update?: (options: UploaderOptions) => void
  /**
   * Shows an asset that was uploaded before. It is ignored while something runs.
   * @param asset what an earlier upload returned
   */
  readonly restore?: (asset: UploadedAsset) => void
  /**
   * Starts the worker early, because the file dialog is open or a file is dragged over the view.
   */
  readonly warmUp?: () => void
}
