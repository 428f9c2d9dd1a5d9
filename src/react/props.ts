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
import type { Uploader, UploaderOptions } from '../core/uploader/create-uploader.js'
import type { ImageSelection } from '../core/uploader/selection.js'
import type { ImageFormat } from '../core/spec.js'
import type { UploadState } from '../core/uploader/state.js'
import type { PartialMessages } from '../locales/types.js'
import type { ClassNames } from './view/names.js'

type DivProps = HTMLAttributes<HTMLDivElement>

/**
 * Not handed to the root: the upload's own events, and those that only the hidden fields inside
 * send.
 */
type WithheldEvent =
  | keyof UploaderOptions
  | `on${'Change' | 'Input' | 'BeforeInput'}${'' | 'Capture'}`

/** React's event handlers that the root element takes. */
export type RootEvent = Exclude<Extract<keyof DivProps, `on${string}`>, WithheldEvent>

/** How it looks and how it takes part in a form. */
export interface LookProps extends Pick<
  DivProps,
  Extract<keyof DivProps, `aria-${string}`> | RootEvent
> {
  /** The focus came in; silent while it moves inside. */
  onFocus?: FocusEventHandler<HTMLDivElement> | undefined
  /** The focus left the whole uploader; silent while the file dialog or another window has it. */
  onBlur?: FocusEventHandler<HTMLDivElement> | undefined
  /** `'card'`, or `'compact'`: one row, for beside a search box. Default `'card'`. */
  variant?: 'card' | 'compact' | undefined
  /**
   * For pages whose dark or light look does not set the CSS property `color-scheme`. Default: what
   * is around it.
   */
  colorScheme?: 'light' | 'dark' | undefined
  /**
   * Pasting an image: while the focus is inside, anywhere on the page outside editable elements, or
   * never. Default `'focus'`.
   */
  paste?: 'focus' | 'page' | false | undefined
  /**
   * An image that is dropped anywhere on the page, and that no other zone takes, counts. Default
   * `false`.
   */
  dropOnPage?: boolean | undefined
  /**
   * A file that is dropped beside the uploader, and that nothing takes, does not make the browser
   * leave the page. Default `true`.
   */
  guardPage?: boolean | undefined
  /** As on `<input>`; adds a camera button on touch devices. */
  capture?: boolean | 'user' | 'environment' | undefined
  /** Form field name; the field's value is the asset key. */
  name?: string | undefined
  /** The form is valid only with an uploaded image. */
  required?: boolean | undefined
  /** Id of the form, where the uploader stands outside of it. */
  form?: string | undefined
  /** Id of the button that opens the file dialog, for `<label for>`. */
  id?: string | undefined
  /** Nothing can be chosen, and the field is not submitted. */
  disabled?: boolean | undefined
  /** The value is shown and submitted but cannot be changed. */
  readOnly?: boolean | undefined
  /**
   * An uploaded image. A change from an asset to `null` or `undefined` empties the uploader; a
   * constant `null` never cancels an upload. While it is an asset or `null` the host controls it,
   * and a reset of the form leaves it as it is.
   */
  value?: UploadedAsset | null | undefined
  /** The asset after each upload, `null` once it is removed or replaced. */
  onValueChange?: ((asset: UploadedAsset | null) => void) | undefined
  /** A language, or any part of one: texts left out are English. Default English. */
  messages?: PartialMessages | undefined
  /** Class names by part name. */
  classNames?: ClassNames | undefined
  className?: string | undefined
  style?: CSSProperties | undefined
}

/**
 * Every prop in one list, for documentation tools; which of them go together is
 * `SearchImageUploaderProps`' business.
 */
export interface AllProps extends LookProps {
  /** Another view's uploader, such as the hook's `control`; then no upload option may be given. */
  control?: Uploader | undefined
  /**
   * Base address: POSTs `{endpoint}/presigned-url` and `{endpoint}/complete`. Or both addresses;
   * without `complete` there is no confirm step.
   */
  endpoint?: string | { presignedUrl: string; complete?: string | undefined } | undefined
  /**
   * Instead of `endpoint`: gets an upload link; answers with the service's envelope or its bare
   * `result`.
   */
  requestPresignedUrl?: ((request: PresignedUrlRequest) => Promise<unknown>) | undefined
  /**
   * With `requestPresignedUrl`: asks whether the image arrived; answers with the service's envelope
   * or its bare `result`.
   */
  confirmUpload?: ((request: ConfirmUploadRequest) => Promise<unknown>) | undefined
  /** Extra headers for the app's own endpoint; never sent to the storage host. */
  headers?: HeadersOption | undefined
  /** For the app's own endpoint only. Default `'same-origin'`. */
  credentials?: RequestCredentials | undefined
  /** For the app's own endpoint only. Default: the page's `fetch`. */
  fetch?: typeof globalThis.fetch | undefined
  /** Exact host names the image may be sent to. Default: any https host; http only on loopback. */
  allowedUploadHosts?: readonly string[] | undefined
  /**
   * Uploads are registered in this client's MutationCache. Default: the nearest provider's, if
   * there is one.
   */
  queryClient?: QueryClientLike | undefined
  /** Formats that are accepted, judged by content. Default `['jpeg', 'png', 'webp', 'heic']`. */
  accept?: readonly ImageFormat[] | undefined
  /** Most bytes that are sent; a larger image is made smaller, not rejected. Default 5 000 000. */
  maxSize?: number | undefined
  /** Bytes of the chosen file; above this it is rejected unread. Default 100 000 000. */
  maxInputSize?: number | undefined
  /** Least width in pixels, as a viewer shows the image. Default 224. */
  minWidth?: number | undefined
  /** Least height in pixels, as a viewer shows the image. Default 224. */
  minHeight?: number | undefined
  /**
   * Longest side that is sent, in pixels; larger is downscaled. `Infinity` turns it off. Default
   * 2048.
   */
  maxDimension?: number | undefined
  /** Above this many pixels the image is rejected from its header. Default 250 000 000. */
  maxPixels?: number | undefined
  /** First JPEG quality of a re-encode, at most 0.89. Default 0.85. */
  quality?: number | undefined
  /**
   * `'generated'`: `query-<8 hex>.<ext>`; `'original'`: the sanitised own name. Default
   * `'generated'`.
   */
  fileName?: 'generated' | 'original' | undefined
  /**
   * Keep location, camera and other metadata, but nothing that follows the image in the file.
   * Default `false`.
   */
  keepMetadata?: boolean | undefined
  /** The host's own rule; returns a sentence to reject. */
  validate?:
    | ((image: ImageInfo) => string | undefined | null | Promise<string | undefined | null>)
    | undefined
  /** What makes an image smaller. Default `'native'`. */
  compressor?: 'native' | 'browser-image-compression' | ImageCompressor | undefined
  /**
   * From `search-image-uploader/heic`: for HEIC over `maxSize`, and for its previews where the
   * browser cannot draw it.
   */
  heicDecoder?: HeicDecoder | undefined
  /** Watchdogs in milliseconds. Default `{ request: 15_000, stall: 30_000, response: 60_000 }`. */
  timeouts?: UploaderOptions['timeouts']
  /** For hosts whose content security policy or bundler needs a self-hosted worker file. */
  createWorker?: (() => Worker) | undefined
  /**
   * `false`: stop at `ready`, with the link's remaining time and an Upload button. Default `true`.
   */
  autoUpload?: boolean | undefined
  /** A selection was accepted. */
  onImageSelect?: ((image: SelectedImage) => void) | undefined
  /** A selection was rejected. */
  onReject?: ((error: UploadFailure) => void) | undefined
  /** The first byte is about to be sent. */
  onUploadBegin?: ((link: UploadLink) => void) | undefined
  /** Bytes were sent. */
  onUploadProgress?: ((progress: UploadProgress) => void) | undefined
  /** Uploaded and confirmed. */
  onUploadComplete?: ((asset: UploadedAsset) => void) | undefined
  /** An accepted image failed. */
  onError?: ((error: UploadFailure) => void) | undefined
  /** The person cancelled. */
  onCancel?: (() => void) | undefined
  /** The link ran out before it was used. */
  onExpire?: (() => void) | undefined
  /** Every change of the state. */
  onStatusChange?: ((state: UploadState) => void) | undefined
}

type DropProps = { [K in keyof UploaderOptions]?: undefined }

/** Look, and either upload options or another view's `control`; never both. */
export type SearchImageUploaderProps = LookProps &
  ((UploaderOptions & { control?: undefined }) | (DropProps & { control: Uploader }))

/** What a `ref` gives. */
export interface SearchImageUploaderHandle {
  /** Opens the file dialog; needs a user gesture. */
  open(): void
  select(selection: ImageSelection): void
  upload(): void
  retry(): void
  cancel(): void
  reset(): void
  /** Focuses the button that opens the file dialog. */
  focus(): void
}
