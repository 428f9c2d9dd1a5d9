/** The pipeline as one promise, without a store. */
import { accept } from './accept.js'
import { callHost } from '../platform/call-host.js'
import { resolveSettings, type UploadRun } from './job.js'
import { uploadImage } from './upload-image.js'
import { browserPorts } from '../platform/ports.js'
import { registerMutation } from './register-mutation.js'
import type { ProgressEvents, UploadedAsset, UploadOptions } from './types.js'
import type { Destination } from '../protocol/types.js'

/** Options of `uploadSearchImage`. */
export type UploadSearchImageOptions = UploadOptions &
  Destination &
  ProgressEvents & {
    /** Cancels at any step; the promise then rejects with `signal.reason`. */
    signal?: AbortSignal | undefined
  }

/**
 * Validates, prepares, uploads and confirms one image.
 * @param file the image; its format is determined by its content, not by its name or type
 * @param options where it is uploaded, and how
 * @returns the asset with the key to search with
 * @throws UploadError if the image is rejected or the upload fails; `signal.reason` if it is
 * cancelled
 * @example
 * const { assetKey } = await uploadSearchImage(file, { endpoint: '/api/search-image' })
 */
export async function uploadSearchImage(
  file: Blob,
  options: UploadSearchImageOptions,
): Promise<UploadedAsset> {
  const ports = browserPorts
  const settings = resolveSettings(options)
  const signal = options.signal ?? new AbortController().signal
  const { job } = await accept(file, settings, ports, signal)
  const run: UploadRun = {
    ports,
    settings,
    signal,
    budget: { presigns: 0 },
    emit: (event) => {
      if (event.type === 'uploadStarted') callHost(() => options.onUploadBegin?.(event.link))
      if (event.type === 'progressed') callHost(() => options.onUploadProgress?.(event.progress))
    },
    onLink: () => undefined,
    onPreview: () => undefined,
  }
  const asset = await registerMutation(options.queryClient, () => uploadImage(job, run), signal)
  signal.throwIfAborted()
  if (!asset) throw new Error('unreachable: a run ends with an asset or an error')
  return asset
}
