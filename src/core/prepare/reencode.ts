/** Re-encodes an image: tries one engine after the other until one succeeds. */
import { isTooMuch } from '../image/decodable.js'
import { uploadError, rejectionError, type UploadFailure } from '../errors.js'
import { isLoadError, lazy } from '../platform/lazy.js'
import { PREVIEW_MAX_SIDE } from '../spec.js'
import type { InspectedImage, Plan } from '../image/types.js'
import type { CompressionTarget, PreparedImage } from './types.js'
import { runJob, type PendingJob } from './run-job.js'
import { SAFE_SIDE } from './engine/canvas.js'
import { EngineError, type EngineJob } from './engine/job.js'
import { decodeHeic } from './decode-heic.js'
import type { PrepareContext } from './prepare.js'
import { sendOriginal } from './original.js'
import { verified } from './verify.js'

const loadCompress = lazy(() => import('./compress.js'))

type Engine = () => Promise<Blob | undefined>

/**
 * Re-encodes an image as a JPEG of the planned dimensions. Where every engine fails, the original
 * is sent if it fits.
 * @throws UploadError, LoadError where an engine could not be loaded, or the signal's reason
 */
export async function reencode(
  image: InspectedImage,
  plan: Plan,
  context: PrepareContext,
): Promise<PreparedImage> {
  let failure = new EngineError('failed', 'no engine')
  let missing: unknown
  for (const engine of engines(image, plan, context)) {
    try {
      const blob = await engine()
      if (blob === undefined) continue
      return await verified(blob, plan, context)
    } catch (error) {
      context.signal.throwIfAborted()
      if (isLoadError(error)) missing = error
      failure = error instanceof EngineError ? error : new EngineError('failed', String(error))
      if (isFinal(failure, image)) break
    }
  }
  const original =
    failure.failure === 'undecodable' ? undefined : await sendOriginal(image, context)
  if (original !== undefined) return original
  if (missing !== undefined && failure.failure === 'failed') throw missing
  throw explained(failure, image, context)
}

/**
 * True where another engine would fail for the same reason. A HEIC that the browser cannot decode
 * goes to the HEIC decoder next.
 */
const isFinal = ({ failure }: EngineError, { header }: InspectedImage): boolean =>
  failure === 'altered' ||
  failure === 'too-big' ||
  failure === 'too-much' ||
  (failure === 'undecodable' && header.format !== 'heic')

function engines(image: InspectedImage, plan: Plan, context: PrepareContext): readonly Engine[] {
  const native =
    (open: PendingJob['open']): Engine =>
    () =>
      runJob({ parts: partsOf(image, plan, context), open }, context)
  const ownDecoder = native(() => image.bytes ?? image.blob)
  const { compressor } = context
  const compress =
    (by: Exclude<PrepareContext['compressor'], 'native'>): Engine =>
    async () =>
      (await loadCompress()).compressWith(
        by,
        image,
        targetOf(plan, context),
        context.keepMetadata === true,
      )
  const { format, orientation, codedWidth, codedHeight } = image.header
  if (isTooMuch(image.header))
    return typeof compressor === 'function' && format !== 'heic'
      ? [compress(compressor), tooMuch]
      : [tooMuch]
  if (format === 'heic') {
    const { heicDecoder, signal } = context
    const { width, height } = plan
    return heicDecoder === undefined
      ? [ownDecoder]
      : [ownDecoder, native(() => decodeHeic(heicDecoder, image.blob, { signal, width, height }))]
  }
  // WebKit does not turn PNGs and does not draw the end of long images, and neither the library
  // nor a compressor would notice.
  if ((format === 'png' && orientation > 1) || Math.max(codedWidth, codedHeight) > SAFE_SIDE)
    return [ownDecoder]
  const library = compress('browser-image-compression')
  // No browser shows these colours, and the library draws what the browser shows.
  if (isCmyk(image) && typeof compressor === 'string')
    return [cmyk(image, plan, context), ownDecoder, library]
  if (compressor === 'native') return [ownDecoder, library]
  return compressor === 'browser-image-compression'
    ? [library, ownDecoder]
    : [compress(compressor), ownDecoder, library]
}

const tooMuch: Engine = () => Promise.reject(new EngineError('too-much'))

/**
 * A CMYK JPEG with a profile, which browsers do not apply. Without a profile they all multiply
 * paper by ink.
 */
const isCmyk = ({ header }: InspectedImage): boolean => header.components === 4 && header.icc

const cmyk =
  (image: InspectedImage, plan: Plan, context: PrepareContext): Engine =>
  () =>
    runJob(
      { engine: 'cmyk', parts: partsOf(image, plan, context), open: () => image.blob },
      context,
    ).catch((error: unknown) => {
      // The browser may still decode the image, with its own colours, so the next engine is tried.
      throw error instanceof EngineError && error.failure === 'undecodable'
        ? new EngineError('failed', error.message)
        : error
    })

function partsOf(
  { header }: InspectedImage,
  plan: Plan,
  context: PrepareContext,
): Omit<EngineJob, 'source'> {
  const { format, codedWidth, codedHeight, width, height, orientation } = header
  const { maxSize, minWidth, minHeight } = context.limits
  return {
    geometry: { format, codedWidth, codedHeight, width, height, orientation },
    target: {
      width: plan.width,
      height: plan.height,
      quality: plan.quality,
      maxSize,
      minWidth,
      minHeight,
    },
    previewSide: context.onPreview === undefined ? undefined : PREVIEW_MAX_SIDE,
  }
}

const targetOf = (plan: Plan, context: PrepareContext): CompressionTarget => ({
  width: plan.width,
  height: plan.height,
  quality: plan.quality,
  maxSize: context.limits.maxSize,
  type: 'image/jpeg',
  signal: context.signal,
})

/** The `UploadError` for the last engine's failure. */
function explained(
  { failure }: EngineError,
  { source, header, blob }: InspectedImage,
  { limits, heicDecoder }: PrepareContext,
): UploadFailure {
  const { name } = source
  const { maxSize } = limits
  const { format, width, height } = header
  const isHeic = format === 'heic'
  const details = { name, width, height, maxSize }
  if (failure === 'too-big') return uploadError('cannot-fit', 'prepare', 'choose-another', details)
  if (failure === 'too-much' && !isHeic)
    return uploadError('browser-limit', 'prepare', 'choose-another', details)
  if (failure === 'altered') {
    const reason = 'altered-canvas'
    return uploadError('prepare-failed', 'prepare', 'choose-another', { name, reason })
  }
  if (isHeic && (failure !== 'undecodable' || heicDecoder === undefined))
    return rejectionError('heic-too-large', { name, bytes: blob.size, maxSize })
  const code = failure === 'undecodable' ? 'unreadable-image' : 'prepare-failed'
  return uploadError(code, 'prepare', 'choose-another', { name })
}
