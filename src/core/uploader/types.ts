/** The selected image as the state contains it, and the callbacks of the host app. Types only. */
import type { UploadFailure } from '../errors.js'
import type { FileInfo } from '../image/types.js'
import type { ProgressEvents, UploadedAsset } from '../pipeline/types.js'

/** An accepted image. */
export interface SelectedImage {
  /** The file as the browser describes it. */
  readonly source: FileInfo
  /** MIME type by content. */
  readonly type: string
  /** Width of the displayed image, in pixels. */
  readonly width: number
  /** Height of the displayed image, in pixels. */
  readonly height: number
  /**
   * Object URL of a small upright preview, once it is drawn. While it cannot be drawn because the
   * page is offline, it is the URL of the file itself.
   */
  readonly preview?: string
  /** The dimensions that will be sent, in pixels, if they differ. */
  readonly target?: { readonly width: number; readonly height: number }
  /** The size that will be sent, in bytes, once it is known. */
  readonly bytes?: number
  /** `animated`: only the first frame is sent. */
  readonly notices?: readonly 'animated'[]
}

/** Callbacks. Each call uses the newest function given; none is called after `dispose()`. */
export interface UploadEvents extends ProgressEvents {
  /**
   * Called when an image is accepted.
   * @param image the accepted image
   */
  onImageSelect?: ((image: SelectedImage) => void) | undefined
  /**
   * Called when a selection is rejected.
   * @param error why
   */
  onReject?: ((error: UploadFailure) => void) | undefined
  /**
   * Called when the image is uploaded, and confirmed if a confirm step is configured.
   * @param asset the asset with the key to search with
   */
  onUploadComplete?: ((asset: UploadedAsset) => void) | undefined
  /**
   * Called when the upload fails and nothing more is tried.
   * @param error why, and what the user can do
   */
  onError?: ((error: UploadFailure) => void) | undefined
  /** Called when the user cancels. */
  onCancel?: (() => void) | undefined
  /** Called when the upload link expires in the state `ready`, or while something waits. */
  onExpire?: (() => void) | undefined
}
