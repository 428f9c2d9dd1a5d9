'use client'
/** `search-image-uploader`: the component, its parts and its hooks. */
export { isUploadError, UploadError, type Recovery, type UploadErrorCode, type UploadErrorDetails, type UploadFailure, type UploadPhase } from './core/errors.js'
