import { ManagedUploader } from './managed-uploader.js'
import type { Uploader, UploaderOptions } from './uploader.js'

/**
 * Creates an uploader. Options and callbacks are read at each use, so the object may change.
 * @param options where images are uploaded, and how
 * @returns an uploader in the state `idle`
 * @example
 * const uploader = createUploader({
 *   endpoint: '/api/search-image',
 *   onUploadComplete: ({ assetKey }) => search(assetKey),
 * })
 * input.addEventListener('change', () => uploader.select([...input.files]))
 */
export function createUploader(options: UploaderOptions): Uploader {
  return new ManagedUploader(options)
}
