import {
  rejectionError,
  uploadError,
  withStatus,
  type UploadFailure,
} from '../../src/core/errors.js'

const accept = ['jpeg', 'png']

/** One of each code, and of each variant of a code. */
export const everyError = (name: string): readonly UploadFailure[] => [
  rejectionError('too-many-files', { count: 3 }),
  ...(['text', 'link', 'folder', 'nothing'] as const).map((kind) =>
    rejectionError('no-file', { kind }),
  ),
  rejectionError('empty-file', { name }),
  rejectionError('too-large', { name, bytes: 120_000_000, maxInputSize: 100_000_000 }),
  rejectionError('unsupported-format', { name, detected: 'avif', accept }),
  rejectionError('unsupported-format', { name, accept }),
  rejectionError('unreadable-image', { name }),
  rejectionError('file-changed', { name }),
  rejectionError('too-small', { name, width: 180, height: 240, minWidth: 224, minHeight: 224 }),
  rejectionError('too-many-pixels', {
    name,
    width: 30_000,
    height: 30_000,
    maxPixels: 100_000_000,
  }),
  rejectionError('custom', { text: 'No cats today.' }),
  rejectionError('heic-too-large', { name, bytes: 9_400_000, maxSize: 5_000_000 }),
  uploadError('cannot-fit', 'prepare', 'choose-another', {
    name,
    width: 30_000,
    height: 230,
    maxSize: 5_000_000,
  }),
  uploadError('browser-limit', 'prepare', 'choose-another', {
    name,
    width: 12_000,
    height: 9000,
    maxSize: 5_000_000,
  }),
  uploadError('prepare-failed', 'prepare', 'choose-another', { name }),
  uploadError('unauthorized', 'request', 'sign-in', {}),
  uploadError('endpoint-rejected', 'request', 'try-again', {}),
  uploadError('endpoint-malformed', 'request', 'none', {}),
  uploadError('upload-url-rejected', 'request', 'none', {}),
  uploadError('upload-url-reused', 'request', 'none', {}),
  withStatus(200, uploadError('upload-redirected', 'upload', 'none', {})),
  uploadError('rate-limited', 'request', 'try-again', {}),
  uploadError('rate-limited', 'request', 'try-again', { retryAfter: 120 }),
  uploadError('service-unavailable', 'request', 'try-again', {}),
  uploadError('service-unavailable', 'request', 'try-again', { retryAfter: 45 }),
  uploadError('network', 'upload', 'try-again', { offline: false }),
  uploadError('network', 'upload', 'try-again', { offline: true }),
  uploadError('stalled', 'upload', 'try-again', {}),
  uploadError('link-expired', 'upload', 'try-again', {}),
  uploadError('storage-rejected', 'upload', 'none', { storageCode: 'AccessDenied' }),
  ...(['size', 'resolution', 'unknown'] as const).map((reason) =>
    uploadError('upload-rejected', 'confirm', 'choose-another', { reason }),
  ),
]
