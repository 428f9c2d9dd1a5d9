/** `search-image-uploader/core`: the uploader without React. Public names only. */
export {
  DEFAULT_LIMITS,
  DEFAULT_TIMEOUTS,
  IMAGE_FORMATS,
  MUTATION_KEY,
  type ImageFormat,
  type Limits,
  type Timeouts,
} from './spec.js'
export {
  isUploadError,
  UploadError,
  type Recovery,
  type UploadErrorCode,
  type UploadErrorDetails,
  type UploadFailure,
  type UploadPhase,
} from './errors.js'
export { inspectImage } from './image/inspect-image.js'
export { uploadSearchImage, type UploadSearchImageOptions } from './pipeline/upload-search-image.js'
export { createUploader } from './uploader/create-uploader.js'
export type { Uploader, UploaderOptions } from './uploader/uploader.js'
export type { ImageSelection } from './uploader/selection.js'
export { UPLOAD_STATUSES, type UploadState, type UploadStatus } from './uploader/state.js'
export type { ImageInfo, FileInfo } from './image/types.js'
export type {
  QueryClientLike,
  UploadedAsset,
  UploadOptions,
  UploadProgress,
} from './pipeline/types.js'
export type { CompressionTarget, HeicDecoder, ImageCompressor } from './prepare/types.js'
export type {
  ConfirmUploadRequest,
  Destination,
  HeadersOption,
  PresignedUrlRequest,
  UploadLink,
} from './protocol/types.js'
export type { SelectedImage, UploadEvents } from './uploader/types.js'
