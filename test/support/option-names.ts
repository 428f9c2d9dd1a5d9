import type { UploaderOptions } from '../../src/core/uploader/uploader.js'

/**
 * The name of every upload option. The options themselves are documented in core, by
 * `UploaderOptions`; tests compare this list with that type, with the component's props, with what
 * the component does with them, and with the README.
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
