/**
 * Makes the image ready to be sent, as planned. Engines are loaded when an image needs them. Layer
 * L2.
 */
import { isTooMuch, scalesJpegs } from '../image/decodable.js'
import { UploadError, uploadError } from '../errors.js'
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
   * The engine that is tried first; a CMYK JPEG with a profile goes to an engine of its own before,
   * but not before a function.
   */
  readonly compressor: 'native' | 'browser-image-compression' | ImageCompressor
  /** False (default): where the original has to be sent after all, it goes without its metadata. */
  readonly keepMetadata?: boolean | undefined
  /**
   * Called at most once, with a small upright JPEG from the same decode; only when the image is
   * re-encoded.
   */
  readonly onPreview?: ((preview: Blob) => void) | undefined
}

/**
 * Rejects with an `UploadError` (`prepare-failed`, `cannot-fit`, `browser-limit`,
 * `unreadable-image`, `heic-too-large`; `network` where an engine could not be loaded), or with the
 * signal's reason. The result's format differs from the plan's where only the original could be
 * sent.
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
    // A damaged image whose end cannot be found: its pixels are sent, and no byte of the file.
    return original ?? (await (await loadReencode()).reencode(image, plan, context))
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof UploadError) throw error
    // No fault of the image: the connection broke, or the page is older than its deployment.
    if (isLoadError(error))
      throw uploadError('network', 'prepare', 'try-again', { offline: seemsOffline() })
    throw uploadError('prepare-failed', 'prepare', 'choose-another', { name: image.source.name })
  }
}

const loadReencode = lazy(() => import('./reencode.js'))
const loadOriginal = lazy(() => import('./original.js'))

type Drawing = typeof import('./client.js') & typeof import('./preview.js')

/** Known once everything that draws is loaded: from then on a preview begins without a wait. */
let drawing: Drawing | undefined

const loadDrawing = lazy(async (): Promise<Drawing> => {
  const [client, preview] = await Promise.all([import('./client.js'), import('./preview.js')])
  return (drawing = { ...client, ...preview })
})

/** True where a preview needs nothing from the network any more. A HEIC may need a decoder. */
export const canDrawOffline = (
  { header }: InspectedImage,
  createWorker: (() => Worker) | undefined,
): boolean => header.format !== 'heic' && drawing?.hasWorker(createWorker) === true

/**
 * Loads and starts what the next image may need, while the user still looks for it; starts nothing
 * once it is no longer wanted.
 */
export const warmUp = (
  createWorker: (() => Worker) | undefined,
  isWanted: () => boolean = () => true,
): void =>
  void Promise.all([loadDrawing(), loadReencode(), warmUpEnding()]).then(
    ([{ startWorker }]) => isWanted() && startWorker(createWorker),
    () => undefined,
  )

/**
 * A small upright JPEG (`PREVIEW_MAX_SIDE`), or `undefined` where this browser cannot draw the
 * image.
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
  // A chunk that cannot be loaded costs the preview, not the upload.
  return drawn.catch(() => {
    signal.throwIfAborted()
    return undefined
  })
}

/**
 * True when `makePreview` is the way to a preview: nothing else is decoded, or a scaled decode of
 * its own is cheap and first. Otherwise the preview comes out of the main decode (`onPreview`).
 */
export const hasOwnPreview = (image: InspectedImage, plan: Plan): boolean =>
  plan.kind !== 'reencode' || (image.header.format === 'jpeg' && scalesJpegs())
