/** What an uploader shows of an image, and what it tells the host app. Types only. */
import type { UploadFailure } from '../errors.js'
import type { FileInfo } from '../image/types.js'
import type { ProgressEvents, UploadedAsset } from '../pipeline/types.js'

/** The image as the state shows it. */
export interface SelectedImage {
  readonly source: FileInfo
  /** MIME type by content. */
  readonly type: string
  /** Natural size in pixels as a viewer shows it. */
  readonly width: number
  readonly height: number
  /**
   * Object URL of a small upright preview, once it is drawn; while that is out of reach (offline),
   * of the file itself.
   */
  readonly preview?: string
  /** Size that will be sent, where it differs. */
  readonly target?: { readonly width: number; readonly height: number }
  /** Bytes that will be sent, once known. */
  readonly bytes?: number
  readonly notices?: readonly 'animated'[]
}

/** Callbacks; each is called with the newest one given, never after `dispose`. */
export interface UploadEvents extends ProgressEvents {
  onImageSelect?: ((image: SelectedImage) => void) | undefined
  onReject?: ((error: UploadFailure) => void) | undefined
  onUploadComplete?: ((asset: UploadedAsset) => void) | undefined
  onError?: ((error: UploadFailure) => void) | undefined
  onCancel?: (() => void) | undefined
  onExpire?: (() => void) | undefined
}
