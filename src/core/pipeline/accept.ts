/**
 * Accepts or rejects a file: inspect its header, validate it, ask the host, load its bytes, make a
 * plan. Only a HEIC that has to be re-encoded is decoded here.
 */
import { isUploadError, rejectionError } from '../errors.js'
import { infoOf } from '../image/inspect-image.js'
import { inspect, load, readSmall } from '../image/inspect.js'
import { fileInfoOf } from '../image/file-info.js'
import type { Accepted, Settings, UploadJob } from './job.js'
import { plan } from '../image/plan.js'
import type { Ports } from '../platform/ports.js'
import { prepare, type PrepareContext } from '../prepare/prepare.js'
import type { ImageHeader, FileInfo } from '../image/types.js'
import { validate } from '../image/validate.js'

/**
 * Accepts one file.
 * @returns the job that `uploadImage` takes
 * @throws UploadError if the file is rejected; the signal's reason if the user cancels
 */
export async function accept(
  file: Blob,
  settings: Settings,
  ports: Ports,
  signal: AbortSignal,
): Promise<Accepted> {
  const { limits, options } = settings
  const source = fileInfoOf(file)
  const content = await readSmall(file, limits)
  const header = await inspect(file, { limits, signal }, content)
  validate(header, source, limits)
  await askHost(header, source, settings, signal)
  const image = await load(file, header, { limits, signal }, content)
  const job: UploadJob = {
    image,
    plan: plan(image.header, { ...source, bytes: image.size }, limits, {
      ...options,
      hex: ports.randomHex(),
    }),
  }
  if (header.format !== 'heic' || job.plan.kind !== 'reencode') return { job }
  const preview = await decodeHeic(job, settings, signal)
  return preview ? { job, preview } : { job }
}

/**
 * Prepares a HEIC that has to become a JPEG. It is accepted only if that succeeds, so that no
 * upload link is requested for an image that cannot be decoded.
 * @returns the preview that was drawn from the decoded image
 */
async function decodeHeic(
  job: UploadJob,
  settings: Settings,
  signal: AbortSignal,
): Promise<Blob | undefined> {
  let preview: Blob | undefined
  const context = prepareContext(settings, signal, (drawn) => {
    preview = drawn
  })
  try {
    job.prepared = await prepare(job.image, job.plan, context)
    return preview
  } catch (thrown) {
    if (signal.aborted || !isUploadError(thrown)) throw thrown
    // The decoder could not be loaded.
    if (thrown.code === 'network') throw rejectionError('network', thrown.details)
    const { name, bytes } = job.image.source
    throw rejectionError('heic-too-large', { name, bytes, maxSize: settings.limits.maxSize })
  }
}

/** @returns what `prepare` takes besides the image and its plan */
export function prepareContext(
  { limits, options }: Settings,
  signal: AbortSignal,
  onPreview?: (preview: Blob) => void,
): PrepareContext {
  return {
    signal,
    limits,
    compressor: options.compressor ?? 'native',
    heicDecoder: options.heicDecoder,
    createWorker: options.createWorker,
    keepMetadata: options.keepMetadata,
    onPreview,
  }
}

/** Applies the host's own rule. */
async function askHost(
  header: ImageHeader,
  source: FileInfo,
  { options }: Settings,
  signal: AbortSignal,
): Promise<void> {
  const text = await options.validate?.(infoOf(header, source.bytes))
  signal.throwIfAborted()
  if (text) throw rejectionError('custom', { text })
}
