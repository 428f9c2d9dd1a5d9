/**
 * The engine: one decode, one scaling, one encode. Runs in the worker, and as it is on the main
 * thread.
 */
import { looksBlank, sameLevel, sample } from './blank.js'
import { canvasIsFaithful, reaches, release, SAFE_AREA, type Canvas } from './canvas.js'
import { decode as decodeByBrowser, type Image } from './decode.js'
import { encode, encodeWithin } from './encode.js'
import { isDamaged } from './intact.js'
import { EngineError, isPixels, type EngineJob, type Target } from './job.js'
import { scale } from './scale.js'
import { reduced, type Size, withArea, within } from './size.js'

const PREVIEW_QUALITY = 0.8
/**
 * A preview may be this much smaller than allowed when that saves a larger decode: 504 px of a 12
 * MP image for 512.
 */
const PREVIEW_SLACK = 0.75
/** Canvas areas to try, largest first, where a drawing gets lost. */
const AREAS = [Infinity, SAFE_AREA, SAFE_AREA / 2, SAFE_AREA / 4, SAFE_AREA / 8, SAFE_AREA / 16]

/** Decodes to at least the size that is asked for. */
type Decode = typeof decodeByBrowser

/**
 * Resolves with the JPEG of `job.target`, or with nothing where only a preview was asked for.
 * Rejects with `EngineError`.
 */
export async function run(
  job: EngineJob,
  onPreview: (preview: Blob) => void,
  decode: Decode = decodeByBrowser,
): Promise<Blob | undefined> {
  let image: Image | undefined
  try {
    if (!canvasIsFaithful()) throw new EngineError('altered')
    if (!reaches(Math.max(job.geometry.codedWidth, job.geometry.codedHeight))) {
      // A preview need not know.
      throw new EngineError(
        job.target !== undefined && (await isDamaged(job.source, job.geometry.format))
          ? 'undecodable'
          : 'too-much',
      )
    }
    image = await decode(
      job,
      job.target ?? within(job.geometry, (job.previewSide ?? 0) * PREVIEW_SLACK),
    )
    return await drawAndEncode(job, image, onPreview, decode)
  } catch (error) {
    throw error instanceof EngineError ? error : new EngineError('failed', String(error))
  } finally {
    if (image !== undefined) release(image.pixels)
    else if (isPixels(job.source)) job.source.close()
  }
}

async function drawAndEncode(
  job: EngineJob,
  image: Image,
  onPreview: (preview: Blob) => void,
  decode: Decode,
): Promise<Blob | undefined> {
  const { target, previewSide } = job
  if (target === undefined) {
    if (previewSide !== undefined) onPreview(await preview(image, previewSide))
    return undefined
  }
  const canvas = await draw(job, image, target, decode)
  release(image.pixels)
  if (previewSide !== undefined) {
    onPreview(
      await preview(
        { pixels: canvas, width: canvas.width, height: canvas.height, turn: 1 },
        previewSide,
      ),
    )
  }
  return encodeWithin(canvas, target)
}

/** Scales to the target, or to less where this browser cannot hold a canvas of that size. */
async function draw(job: EngineJob, image: Image, target: Target, decode: Decode): Promise<Canvas> {
  let last: Size | undefined
  let source: Uint8ClampedArray | undefined
  for (const area of AREAS) {
    const size = reduced(target, withArea(target, area).width / target.width, target)
    if (size.width === last?.width && size.height === last.height) continue
    last = size
    const canvas = scale(image, size)
    const drawn = sample(canvas)
    if (!looksBlank(drawn)) return canvas
    source ??= await sampleAnew(job, image, decode)
    if (sameLevel(drawn, source)) return canvas
    release(canvas)
  }
  throw new EngineError('too-much', 'every canvas stays blank')
}

/** From a decode of its own: WebKitGTK now and then hands over a bitmap that draws nothing. */
async function sampleAnew(
  job: EngineJob,
  image: Image,
  decode: Decode,
): Promise<Uint8ClampedArray> {
  if (isPixels(job.source)) return sample(image.pixels)
  const { pixels } = await decode(job, { width: 1, height: 1 })
  const again = sample(pixels)
  release(pixels)
  return again
}

async function preview(image: Image, side: number): Promise<Blob> {
  const shown = image.turn >= 5 ? { width: image.height, height: image.width } : image
  const canvas = scale(image, within(shown, side))
  try {
    return await encode(canvas, PREVIEW_QUALITY)
  } finally {
    release(canvas)
  }
}
