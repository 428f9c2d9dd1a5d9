'use client'
/** `search-image-uploader`: the component, its parts and its hooks. */
export { isUploadError, UploadError } from './core/errors.js'
export type {
  Recovery,
  UploadErrorCode,
  UploadErrorDetails,
  UploadFailure,
  UploadPhase,
} from './core/errors.js'
export type { ImageSelection } from './core/uploader/selection.js'
export { DEFAULT_LIMITS } from './core/spec.js'
export type { ImageFormat, Limits, Timeouts } from './core/spec.js'
export type { UploadState, UploadStatus } from './core/uploader/state.js'
export type { ImageInfo, FileInfo } from './core/image/types.js'
export type { QueryClientLike, UploadedAsset, UploadProgress } from './core/pipeline/types.js'
export type {
  CompressionTarget,
  HeicDecodeOptions,
  HeicDecoder,
  ImageCompressor,
} from './core/prepare/types.js'
export type {
  ConfirmUploadRequest,
  HeadersOption,
  PresignedUrlRequest,
  UploadLink,
} from './core/protocol/types.js'
export type { SelectedImage } from './core/uploader/types.js'
export type { Uploader, UploaderOptions } from './core/uploader/uploader.js'
export type { ErrorText, Messages, PartialMessages, PluralText } from './locales/types.js'
export { messageFor } from './locales/messageFor.js'
export { DRAGS, PARTS, STATUSES } from './react/view/names.js'
export type { ClassNames, PartName } from './react/view/names.js'
export { UploaderActions } from './react/parts/UploaderActions.js'
export { UploaderDetails } from './react/parts/UploaderDetails.js'
export { UploaderDropzone } from './react/parts/UploaderDropzone.js'
export { UploaderField } from './react/parts/UploaderField.js'
export type { UploaderFieldProps } from './react/parts/UploaderField.js'
export { UploaderMessage } from './react/parts/UploaderMessage.js'
export { UploaderPreview } from './react/parts/UploaderPreview.js'
export { UploaderProgress } from './react/parts/UploaderProgress.js'
export { UploaderRoot } from './react/parts/UploaderRoot.js'
export type { UploaderRootProps } from './react/parts/useRootContext.js'
export { UploaderTrigger } from './react/parts/UploaderTrigger.js'
export { UploaderValidity } from './react/parts/UploaderValidity.js'
export type { SearchImageUploaderHandle, SearchImageUploaderProps } from './react/props.js'
export { SearchImageUploader } from './react/SearchImageUploader.js'
export { useRemainingTime } from './react/view/useRemainingTime.js'
export { useSearchImageUpload } from './react/useSearchImageUpload.js'
export type {
  UseSearchImageUpload,
  UseSearchImageUploadOptions,
} from './react/useSearchImageUpload.js'
