/** `search-image-uploader/core`: the uploader without React. */
export { DEFAULT_LIMITS, DEFAULT_TIMEOUTS, IMAGE_FORMATS, MUTATION_KEY, type ImageFormat, type Limits, type Timeouts } from './spec.js'
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
export { createUploader, type Uploader, type UploaderOptions } from './uploader/create-uploader.js'
export type { ImageSelection } from './uploader/selection.js'
export { UPLOAD_STATUSES, type UploadState, type UploadStatus } from './uploader/state.js'
export type {
  CompressionTarget,
  ConfirmUploadRequest,
  Destination,
  HeadersOption,
  HeicDecoder,
  ImageCompressor,
  ImageInfo,
  PresignedUrlRequest,
  QueryClientLike,
  SelectedImage,
  FileInfo,
  UploadLink,
  UploadedAsset,
  UploadEvents,
  UploadOptions,
  UploadProgress,
} from './types.js'
