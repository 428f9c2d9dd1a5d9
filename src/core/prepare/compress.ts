/** The engines that get a whole file: browser-image-compression, and the host app's compressor. */
import { isLoadError, lazy } from '../platform/lazy.js'
import { withOneOrientation } from '../image/strip/one-orientation.js'
import { strip } from '../image/strip/index.js'
import type { InspectedImage } from '../image/types.js'
import type { CompressionTarget, ImageCompressor } from './types.js'
import { untilAborted } from '../platform/abort.js'
import { decodeQueue } from './run-job.js'
import { looksBlank, sameLevel, sample } from './engine/blank.js'
import { canvasIsFaithful, release, surface, type Canvas } from './engine/canvas.js'
import { EngineError } from './engine/job.js'

const loadLibrary = lazy(() => import('browser-image-compression'))

/** Encodes after the first one. */
const TRIALS = 10
/** Factor of the sides and of the quality, from one trial to the next. */
const STEP = 0.95

/**
 * Does what browser-image-compression does on the main thread, with the library's own functions,
 * because its one call does not close what it decodes. The library's worker is never used: it loads
 * the library from a CDN and fails in WebKit.
 */
const browserImageCompression: ImageCompressor = async (
  image,
  { width, height, quality, maxSize, type, signal },
) => {
  const { default: library } = await loadLibrary()
  // Its types say CommonJS. Bundlers use its ES module, whose default is the function itself.
  const parts = typeof library === 'function' ? library : library.default
  signal.throwIfAborted()
  const [decoded, whole] = await parts.drawFileInCanvas(
    new File([image], 'image', { type: image.type }),
    { fileType: type },
  )
  if ('close' in decoded) decoded.close()
  let canvas: Canvas = whole
  try {
    canvas = resized(
      canvas,
      Math.min(1, Math.max(width, height) / Math.max(canvas.width, canvas.height)),
    )
    for (let trial = 0; ; trial++) {
      signal.throwIfAborted()
      const blob = await parts.canvasToFile(
        canvas as HTMLCanvasElement,
        type,
        'image',
        0,
        quality * STEP ** trial,
      )
      if (blob.size <= maxSize || trial === TRIALS) return blob
      canvas = resized(canvas, STEP)
    }
  } finally {
    release(canvas)
  }
}

/** Resizes as the library does: in one step, sides rounded down. */
function resized(from: Canvas, factor: number): Canvas {
  if (factor === 1) return from
  const { canvas, context } = surface(
    Math.floor(from.width * factor),
    Math.floor(from.height * factor),
  )
  context.drawImage(from, 0, 0, canvas.width, canvas.height)
  release(from)
  return canvas
}

/**
 * Calls a compressor with a file in which no two orientations disagree: the metadata is stripped,
 * unless the host app's compressor shall keep it.
 * @throws EngineError, or the signal's reason; compressors themselves reject with anything, events
 *   and strings included
 */
export async function compressWith(
  compressor: 'browser-image-compression' | ImageCompressor,
  { blob, header }: InspectedImage,
  target: CompressionTarget,
  keepMetadata: boolean,
) {
  const { signal } = target
  const compress = compressor === 'browser-image-compression' ? browserImageCompression : compressor
  if (compress === browserImageCompression && !canvasIsFaithful()) throw new EngineError('altered')
  try {
    const image = await (keepMetadata && compress === compressor ? withOneOrientation : strip)(
      blob,
      header,
    )
    const result = await decodeQueue(() => untilAborted(compress(image, target), signal), signal)
    if (!(result instanceof Blob))
      throw new EngineError('failed', 'the compressor returned no Blob')
    await rejectBlank(result, image)
    return result
  } catch (error) {
    signal.throwIfAborted()
    throw error instanceof EngineError || isLoadError(error)
      ? error
      : new EngineError('failed', String(error))
  }
}

async function rejectBlank(result: Blob, source: Blob): Promise<void> {
  const output = await sampleOf(result)
  // The source is decoded again only where the result is all white or all black, which is rare.
  if (looksBlank(output) && !sameLevel(output, await sampleOf(source)))
    throw new EngineError('failed', 'blank result')
}

async function sampleOf(image: Blob): Promise<Uint8ClampedArray> {
  const decoded = await createImageBitmap(image).catch(() => viaElement(image))
  const data = sample(decoded)
  if ('close' in decoded) decoded.close()
  return data
}

async function viaElement(image: Blob): Promise<HTMLImageElement> {
  const element = new Image()
  element.src = URL.createObjectURL(image)
  try {
    await element.decode()
    return element
  } finally {
    URL.revokeObjectURL(element.src)
  }
}
