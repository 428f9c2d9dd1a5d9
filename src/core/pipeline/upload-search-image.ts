/** The whole line as one promise, without a store. Layer L3. */
import { accept } from './accept.js'
import { callHost } from '../platform/call-host.js'
import { resolveSettings, type UploadRun } from './job.js'
import { uploadImage } from './upload-image.js'
import { browserPorts } from '../platform/ports.js'
import { registerMutation } from './register-mutation.js'
import type { ProgressEvents, UploadedAsset, UploadOptions } from './types.js'
import type { Destination } from '../protocol/types.js'

export type UploadSearchImageOptions = UploadOptions &
  Destination &
  ProgressEvents & {
    /** Cancels at any step; the promise then rejects with `signal.reason`. */
    signal?: AbortSignal | undefined
  }

/**
 * Checks, prepares, uploads and confirms one image.
 * @param file the image; its content decides, not its name or type
 * @returns the asset with the key to search with
 * @throws UploadError; `signal.reason` when cancelled
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
