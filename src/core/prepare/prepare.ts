/** Prepares an image as planned. Engines are loaded when an image needs them. */
import { isTooMuch, scalesJpegs } from '../image/decodable.js'
import { isUploadError, uploadError } from '../errors.js'
import { warmUpEnding } from '../image/format/whole.js'
import { isLoadError, lazy } from '../platform/lazy.js'
import { seemsOffline } from '../platform/network.js'
import type { Limits } from '../spec.js'
import type { InspectedImage, Plan } from '../image/types.js'
import type { HeicDecoder, ImageCompressor, PreparedImage } from './types.js'

export interface PreviewContext {
  readonly signal: AbortSignal
  readonly heicDecoder?: HeicDecoder | undefined
  readonly createWorker?: (() => Worker) | undefined
}

export interface PrepareContext extends PreviewContext {
  readonly limits: Limits
  /**
   * The engine that is tried first. A JPEG with a CMYK profile goes to the CMYK engine before,
   * unless `compressor` is a function.
   */
  readonly compressor: 'native' | 'browser-image-compression' | ImageCompressor
  /** False (default): if the original has to be sent after all, its metadata is stripped. */
  readonly keepMetadata?: boolean | undefined
  /** Called at most once, when the image is re-encoded: a small upright JPEG of the same decode. */
  readonly onPreview?: ((preview: Blob) => void) | undefined
}

/**
 * Prepares an image: keeps it, strips it or re-encodes it, as planned.
 * @returns the image to send; its format differs from the plan's where only the original can be
 *   sent
 * @throws UploadError `prepare-failed`, `cannot-fit`, `browser-limit`, `unreadable-image`,
 *   `heic-too-large`, or `network` where an engine could not be loaded; or the signal's reason
 */
export async function prepare(
  image: InspectedImage,
  plan: Plan,
  context: PrepareContext,
): Promise<PreparedImage> {
  const { signal } = context
  signal.throwIfAborted()
  try {
    const original =
      plan.kind === 'reencode'
        ? undefined
        : await (await loadOriginal()).original(image, plan.kind === 'keep')
    // A damaged image whose end cannot be found is re-encoded: no byte of the file is sent.
    return original ?? (await (await loadReencode()).reencode(image, plan, context))
  } catch (error) {
    signal.throwIfAborted()
    if (isUploadError(error)) throw error
    // Not the image's fault: the connection broke, or a new deployment removed the page's files.
    if (isLoadError(error))
      throw uploadError('network', 'prepare', 'try-again', { offline: seemsOffline() })
    throw uploadError('prepare-failed', 'prepare', 'choose-another', { name: image.source.name })
  }
}

const loadReencode = lazy(() => import('./reencode.js'))
const loadOriginal = lazy(() => import('./original.js'))

type Drawing = typeof import('./run-job.js') & typeof import('./preview.js')

/** Set once the modules that draw are loaded: from then on a preview starts without waiting. */
let drawing: Drawing | undefined

const loadDrawing = lazy(async (): Promise<Drawing> => {
  const [client, preview] = await Promise.all([import('./run-job.js'), import('./preview.js')])
  drawing = { ...client, ...preview }
  return drawing
})

/** True where a preview needs no network. A HEIC may need a decoder that is not loaded yet. */
export const canDrawOffline = (
  { header }: InspectedImage,
  createWorker: (() => Worker) | undefined,
): boolean => header.format !== 'heic' && drawing?.hasWorker(createWorker) === true

/**
 * Loads and starts what the next image may need, while the user still looks for it.
 * @param isWanted asked once all is loaded; if it returns false, no worker is started
 */
export function warmUp(
  createWorker: (() => Worker) | undefined,
  isWanted: () => boolean = () => true,
): void {
  Promise.all([loadDrawing(), loadReencode(), warmUpEnding()]).then(
    ([{ startWorker }]) => isWanted() && startWorker(createWorker),
    () => undefined,
  )
}

/**
 * Draws a preview.
 * @returns a small upright JPEG (`PREVIEW_MAX_SIDE`), or `undefined` where this browser cannot draw
 *   the image
 * @throws the signal's reason
 */
export async function makePreview(
  image: InspectedImage,
  context: PreviewContext,
): Promise<Blob | undefined> {
  const { signal } = context
  signal.throwIfAborted()
  if (isTooMuch(image.header)) return undefined
  const drawn = drawing
    ? drawing.drawPreview(image, context)
    : loadDrawing().then(({ drawPreview }) => drawPreview(image, context))
  // If a chunk cannot be loaded, only the preview is missing.
  return drawn.catch(() => {
    signal.throwIfAborted()
    return undefined
  })
}

/**
 * True where `makePreview` has to draw the preview: because the image is not decoded to prepare it,
 * or because a scaled decode is cheap and shows it sooner. Otherwise the preview comes from the
 * decode of `prepare` (`onPreview`).
 */
export const hasOwnPreview = (image: InspectedImage, plan: Plan): boolean =>
  plan.kind !== 'reencode' || (image.header.format === 'jpeg' && scalesJpegs())
