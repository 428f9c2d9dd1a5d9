/**
 * Decides whether a selection is accepted: header, host's rule, bytes in memory, plan. Nothing is
 * decoded but HEIC that must shrink. Layer L3.
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

/** Throws `UploadError` for a rejection, the signal's reason for an abort. */
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
  // A HEIC that must become a JPEG is only accepted once it could be decoded: else no link is asked
  // for.
  let preview: Blob | undefined
  try {
    job.prepared = await prepare(
      image,
      job.plan,
      prepareContext(settings, signal, (drawn) => (preview = drawn)),
    )
  } catch (thrown) {
    if (signal.aborted || !isUploadError(thrown)) throw thrown
    // What decodes it could not be loaded.
    if (thrown.code === 'network') throw rejectionError('network', thrown.details)
    throw rejectionError('heic-too-large', {
      name: source.name,
      bytes: source.bytes,
      maxSize: limits.maxSize,
    })
  }
  return preview ? { job, preview } : { job }
}

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
