import type { CSSProperties, FocusEventHandler, HTMLAttributes } from 'react'
import type { UploadFailure } from '../core/errors.js'
import type { QueryClientLike, UploadProgress, UploadedAsset } from '../core/pipeline/types.js'
import type {
  ConfirmUploadRequest,
  HeadersOption,
  PresignedUrlRequest,
  UploadLink,
} from '../core/protocol/types.js'
import type { ImageInfo } from '../core/image/types.js'
import type { HeicDecoder, ImageCompressor } from '../core/prepare/types.js'
import type { SelectedImage } from '../core/uploader/types.js'
import type { Uploader, UploaderOptions } from '../core/uploader/uploader.js'
import type { ImageSelection } from '../core/uploader/selection.js'
import type { ImageFormat } from '../core/spec.js'
import type { UploadState } from '../core/uploader/state.js'
import type { PartialMessages } from '../locales/types.js'
import type { ClassNames } from './view/names.js'

type DivProps = HTMLAttributes<HTMLDivElement>

/**
 * Events that are not handlers of the root element: those of the upload, and those that only the
 * hidden fields inside send.
 */
type WithheldEvent =
  | keyof UploaderOptions
  | `on${'Change' | 'Input' | 'BeforeInput'}${'' | 'Capture'}`

/** React's event handlers that the root element takes. */
export type RootEvent = Exclude<Extract<keyof DivProps, `on${string}`>, WithheldEvent>

/** The look of the uploader, and its part in a form. */
export interface LookProps extends Pick<
  DivProps,
  Extract<keyof DivProps, `aria-${string}`> | RootEvent
> {
  /** The focus entered the uploader. Not called while the focus moves inside. */
  onFocus?: FocusEventHandler<HTMLDivElement> | undefined
  /**
   * The focus left the uploader. Not called while the file dialog or another window has the focus.
   */
  onBlur?: FocusEventHandler<HTMLDivElement> | undefined
  /**
   * `'compact'` is one row, to stand beside a search box.
   * @default 'card'
   */
  variant?: 'card' | 'compact' | undefined
  /**
   * For pages whose dark or light look does not set the CSS property `color-scheme`.
   * @default the `color-scheme` around the uploader
   */
  colorScheme?: 'light' | 'dark' | undefined
  /**
   * Where a paste counts: `'focus'` while the focus is inside, `'page'` anywhere outside of
   * editable elements, `false` nowhere.
   * @default 'focus'
   */
  paste?: 'focus' | 'page' | false | undefined
  /**
   * An image that is dropped anywhere on the page counts if no other drop zone takes it.
   * @default false
   */
  dropOnPage?: boolean | undefined
  /**
   * Keeps the browser from opening a file that is dropped beside the uploader and that no drop zone
   * takes.
   * @default true
   */
  guardPage?: boolean | undefined
  /**
   * As on `<input>`. Adds a camera button on touch devices.
   * @default no camera button
   */
  capture?: boolean | 'user' | 'environment' | undefined
  /**
   * Name of the form field. Its value is the asset key.
   * @default none: the value is not submitted
   */
  name?: string | undefined
  /**
   * The form is valid only with an uploaded image.
   * @default false
   */
  required?: boolean | undefined
  /**
   * Id of the form, where the uploader is outside of it.
   * @default the form around the uploader
   */
  form?: string | undefined
  /**
   * Id of the button that opens the file dialog, for a `<label for>`.
   * @default a generated id
   */
  id?: string | undefined
  /**
   * Nothing can be selected, and the field is not submitted.
   * @default false
   */
  disabled?: boolean | undefined
  /**
   * The value is shown and submitted but cannot be changed.
   * @default false
   */
  readOnly?: boolean | undefined
  /**
   * An image that was uploaded earlier. A change from an asset to `null` or `undefined` empties the
   * uploader; a constant `null` never cancels an upload. While it is an asset or `null`, the host
   * app controls it, and a reset of the form does not change it.
   * @default not controlled by the host app
   */
  value?: UploadedAsset | null | undefined
  /**
   * Called after each upload, and when the asset is removed or replaced.
   * @param asset the uploaded asset; `null` once it is removed or replaced
   */
  onValueChange?: ((asset: UploadedAsset | null) => void) | undefined
  /**
   * A language, or parts of one; texts that are left out are English.
   * @default English
   */
  messages?: PartialMessages | undefined
  /**
   * Class names by part name.
   * @default none
   */
  classNames?: ClassNames | undefined
  /** Class names of the root element. */
  className?: string | undefined
  /** Styles of the root element. */
  style?: CSSProperties | undefined
}

/**
 * Every prop in one list, for documentation tools. `SearchImageUploaderProps` says which of them go
 * together.
 */
export interface AllProps extends LookProps {
  /**
   * The uploader of another view, such as the hook's `control`. No upload option may be given with
   * it.
   * @default an uploader of its own
   */
  control?: Uploader | undefined
  /**
   * Base address of your endpoint: the uploader POSTs to `{endpoint}/presigned-url` and
   * `{endpoint}/complete`. Or both addresses; without `complete` there is no confirm step.
   */
  endpoint?: string | { presignedUrl: string; complete?: string | undefined } | undefined
  /**
   * Your own function instead of `endpoint`: requests an upload link and returns the service's
   * envelope or only its `result`.
   */
  requestPresignedUrl?: ((request: PresignedUrlRequest) => Promise<unknown>) | undefined
  /**
   * Your own function beside `requestPresignedUrl`: asks whether the image arrived and returns the
   * service's envelope or only its `result`.
   * @default no confirm step
   */
  confirmUpload?: ((request: ConfirmUploadRequest) => Promise<unknown>) | undefined
  /**
   * Extra headers for your own endpoint; never sent to the storage host.
   * @default none
   */
  headers?: HeadersOption | undefined
  /**
   * For your own endpoint only.
   * @default 'same-origin'
   */
  credentials?: RequestCredentials | undefined
  /**
   * For your own endpoint only.
   * @default the page's `fetch`
   */
  fetch?: typeof globalThis.fetch | undefined
  /**
   * Exact host names that the image may be sent to.
   * @default any https host; http only on loopback
   */
  allowedUploadHosts?: readonly string[] | undefined
  /**
   * TanStack Query client whose MutationCache registers each upload.
   * @default the client of the nearest provider, if there is one
   */
  queryClient?: QueryClientLike | undefined
  /**
   * Accepted formats, decided by content.
   * @default ['jpeg', 'png', 'webp', 'heic']
   */
  accept?: readonly ImageFormat[] | undefined
  /**
   * Most bytes that are sent. A larger image is made smaller, not rejected.
   * @default 5_000_000
   */
  maxSize?: number | undefined
  /**
   * Most bytes of the selected file. A larger file is rejected unread.
   * @default 100_000_000
   */
  maxInputSize?: number | undefined
  /**
   * Least width in pixels, as a viewer shows the image.
   * @default 224
   */
  minWidth?: number | undefined
  /**
   * Least height in pixels, as a viewer shows the image.
   * @default 224
   */
  minHeight?: number | undefined
  /**
   * Longest side that is sent, in pixels. A larger image is downscaled; `Infinity` turns that off.
   * @default 2048
   */
  maxDimension?: number | undefined
  /**
   * Most pixels. An image with more is rejected from its header.
   * @default 250_000_000
   */
  maxPixels?: number | undefined
  /**
   * First JPEG quality of a re-encode, at most 0.89.
   * @default 0.85
   */
  quality?: number | undefined
  /**
   * `'generated'` is `query-<8 hex>.<ext>`; `'original'` is the sanitised name of the file.
   * @default 'generated'
   */
  fileName?: 'generated' | 'original' | undefined
  /**
   * Keeps location, camera and other metadata, but nothing that follows the image in the file.
   * @default false
   */
  keepMetadata?: boolean | undefined
  /**
   * Your own rule: returns a sentence to reject the image, or nothing to accept it.
   * @default none
   */
  validate?:
    | ((image: ImageInfo) => string | undefined | null | Promise<string | undefined | null>)
    | undefined
  /**
   * What makes an image smaller.
   * @default 'native'
   */
  compressor?: 'native' | 'browser-image-compression' | ImageCompressor | undefined
  /**
   * From `search-image-uploader/heic`: for HEIC over `maxSize`, and for previews where the browser
   * cannot draw HEIC.
   * @default none
   */
  heicDecoder?: HeicDecoder | undefined
  /**
   * Timeouts in milliseconds.
   * @default { request: 15_000, stall: 30_000, response: 60_000 }
   */
  timeouts?: UploaderOptions['timeouts']
  /**
   * For host apps whose content security policy or bundler needs a self-hosted worker file.
   * @default the worker of the package
   */
  createWorker?: (() => Worker) | undefined
  /**
   * `false` stops at `ready`, with the remaining time of the link and an Upload button.
   * @default true
   */
  autoUpload?: boolean | undefined
  /** A selection was accepted. Called with the image. */
  onImageSelect?: ((image: SelectedImage) => void) | undefined
  /** A selection was rejected. Called with the reason. */
  onReject?: ((error: UploadFailure) => void) | undefined
  /** The first byte is about to be sent. Called with the upload link. */
  onUploadBegin?: ((link: UploadLink) => void) | undefined
  /** Bytes were sent. Called with the progress, at most every 100 ms. */
  onUploadProgress?: ((progress: UploadProgress) => void) | undefined
  /** The image is uploaded and confirmed. Called with the asset. */
  onUploadComplete?: ((asset: UploadedAsset) => void) | undefined
  /** An accepted image failed. Called with the reason. */
  onError?: ((error: UploadFailure) => void) | undefined
  /** The user cancelled. */
  onCancel?: (() => void) | undefined
  /** The link expired before it was used. */
  onExpire?: (() => void) | undefined
  /** The state changed. Called with the new state. */
  onStatusChange?: ((state: UploadState) => void) | undefined
}

type DropProps = { [K in keyof UploaderOptions]?: undefined }

/** The look, and either upload options or another view's `control`, never both. */
export type SearchImageUploaderProps = LookProps &
  (
    | (UploaderOptions & { control?: undefined })
    | (DropProps & {
        /** The uploader of another view, such as the hook's `control`. */ control: Uploader
      })
  )

/** What a `ref` of `SearchImageUploader` receives. */
export interface SearchImageUploaderHandle {
  /** Opens the file dialog. Browsers allow that only in a handler of a click or key press. */
  open(): void
  /**
   * Validates a selection; an accepted image replaces the present one.
   * @param selection A file, a list of files, or why there is none.
   */
  select(selection: ImageSelection): void
  /** Uploads the image of the status `ready`. Renews the link first if it has expired. */
  upload(): void
  /** Tries again after an `error`, or while the uploader waits because it seems to be offline. */
  retry(): void
  /** Cancels the validation of a selection, else the upload. */
  cancel(): void
  /** Cancels everything and removes the image, also one that only the `value` shows. */
  reset(): void
  /** Focuses the button that opens the file dialog. */
  focus(): void
}
