/**
 * The engine: decodes, scales and encodes once. Runs in the worker and on the main thread alike.
 */
import { looksBlank, sameLevel, sample } from './blank.js'
import { canvasIsFaithful, reaches, release, SAFE_AREA, type Canvas } from './canvas.js'
import { decode as decodeByBrowser, type Image } from './decode.js'
import { encode, encodeWithin } from './encode.js'
import { isDamaged } from './intact.js'
import { EngineError, isPixels, type EngineJob, type Target } from './job.js'
import { scale } from './scale.js'
import { resized, type Dimensions, withArea, within } from './dimensions.js'

const PREVIEW_QUALITY = 0.8
/**
 * A preview may be smaller by this factor where that saves a larger decode: 504 px instead of 512
 * for a 12 MP image.
 */
const PREVIEW_SLACK = 0.75
/** In pixels: canvas areas to try in turn where the canvas stays blank. */
const AREAS = [Infinity, SAFE_AREA, SAFE_AREA / 2, SAFE_AREA / 4, SAFE_AREA / 8, SAFE_AREA / 16]

/** Decodes to at least the given dimensions. */
type Decode = typeof decodeByBrowser

/**
 * Does one job.
 * @param onPreview gets the preview as soon as it is drawn
 * @param decode the browser's decoders, or those of another engine
 * @returns the JPEG for `job.target`, or nothing where only a preview was asked for
 * @throws EngineError
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
      // A preview needs no reason, so its image is not inflated for one.
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

/**
 * Scales to the target, or to less where this browser has no canvas of those dimensions. A lost
 * canvas is blank; whether the image itself is blank, another decode tells.
 */
async function draw(job: EngineJob, image: Image, target: Target, decode: Decode): Promise<Canvas> {
  let last: Dimensions | undefined
  let source: Uint8ClampedArray | undefined
  for (const area of AREAS) {
    const goal = resized(target, withArea(target, area).width / target.width, target)
    if (goal.width === last?.width && goal.height === last.height) continue
    last = goal
    const canvas = scale(image, goal)
    const drawn = sample(canvas)
    if (!looksBlank(drawn)) return canvas
    source ??= await sampleAnew(job, image, decode)
    if (sameLevel(drawn, source)) return canvas
    release(canvas)
  }
  throw new EngineError('too-much', 'every canvas stays blank')
}

/** Decodes again, because WebKitGTK now and then returns a bitmap that draws nothing. */
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
