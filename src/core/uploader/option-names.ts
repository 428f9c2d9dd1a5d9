import type { UploaderOptions } from './create-uploader.js'

/**
 * The name of every option of `createUploader`, in the order of the documentation. The component
 * finds its upload options by this list; tests compare it with the types, with the component's
 * props and with the README.
 */
export const OPTION_NAMES = [
  'endpoint',
  'requestPresignedUrl',
  'confirmUpload',
  'headers',
  'credentials',
  'fetch',
  'allowedUploadHosts',
  'queryClient',
  'accept',
  'maxSize',
  'maxInputSize',
  'minWidth',
  'minHeight',
  'maxDimension',
  'maxPixels',
  'quality',
  'fileName',
  'keepMetadata',
  'validate',
  'compressor',
  'heicDecoder',
  'timeouts',
  'createWorker',
  'autoUpload',
  'onImageSelect',
  'onReject',
  'onUploadBegin',
  'onUploadProgress',
  'onUploadComplete',
  'onError',
  'onCancel',
  'onExpire',
  'onStatusChange',
] as const satisfies readonly (keyof UploaderOptions)[]
