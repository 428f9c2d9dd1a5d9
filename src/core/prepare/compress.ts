/** The engines that get a whole file: browser-image-compression, and the host's own compressor. */
import { isLoadError, lazy } from '../lazy.js'
import { withOneOrientation } from '../scrub/one-orientation.js'
import { scrub } from '../scrub.js'
import type { CompressionTarget, ImageCompressor, InspectedImage } from '../types.js'
import { untilAborted } from './abort.js'
import { inTurn } from './client.js'
import { looksBlank, sameLevel, sample } from './engine/blank.js'
import { canvasIsFaithful } from './engine/canvas.js'
import { EngineError } from './engine/job.js'

const loadLibrary = lazy(() => import('browser-image-compression'))

/**
 * browser-image-compression, loaded when first needed. Never with its own worker: that one loads the library from a
 * CDN and fails in WebKit. Its `maxSizeMB` means MiB, and its default quality is 1.
 */
const browserImageCompression: ImageCompressor = async (image, target) => {
  const { default: library } = await loadLibrary()
  // Typed as CommonJS; bundlers take its ES module, whose default is the function itself.
  const compress = typeof library === 'function' ? library : library.default
  target.signal.throwIfAborted()
  // It refuses files without an image type; ours is typed by content.
  return compress(new File([image], 'image', { type: image.type }), {
    useWebWorker: false,
    maxSizeMB: target.maxSize / 1_048_576,
    maxWidthOrHeight: Math.max(target.width, target.height),
    initialQuality: target.quality,
    fileType: target.type,
    maxIteration: 10,
    signal: target.signal,
  })
}

/**
 * A compressor gets a file in which no two orientations disagree: without its metadata, unless a host's own is to keep it.
 * browser-image-compression never ends at EXIF that points past its end.
 * Rejects with `EngineError` or the signal's reason: compressors reject with anything, events and strings included.
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
    const image = await (keepMetadata && compress === compressor ? withOneOrientation : scrub)(blob, header)
    const result = await inTurn(() => untilAborted(compress(image, target), signal), signal)
    if (!(result instanceof Blob)) throw new EngineError('failed', 'the compressor returned no Blob')
    await refuseBlank(result, image)
    return result
  } catch (error) {
    signal.throwIfAborted()
    throw error instanceof EngineError || isLoadError(error) ? error : new EngineError('failed', String(error))
  }
}

async function refuseBlank(result: Blob, source: Blob): Promise<void> {
  const output = await digest(result)
  // The source is only decoded again in the rare case that the result is all white or all black.
  if (looksBlank(output) && !sameLevel(output, await digest(source))) throw new EngineError('failed', 'blank result')
}

async function digest(image: Blob): Promise<Uint8ClampedArray> {
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
