/** Encodes pixels as a JPEG within the byte limit. */
import { release, type Canvas } from './canvas.js'
import { EngineError, type Target } from './job.js'
import { scale } from './scale.js'
import { resized } from './dimensions.js'

/**
 * Encodes as JPEG. A browser that cannot encode a type returns a PNG without an error, so the type
 * is checked.
 * @throws EngineError
 */
export async function encode(canvas: Canvas, quality: number): Promise<Blob> {
  const blob = await toBlob(canvas, { type: 'image/jpeg', quality })
  if (blob?.type !== 'image/jpeg' || blob.size === 0)
    throw new EngineError('failed', `encoded as ${blob?.type}`)
  return blob
}

const toBlob = (
  canvas: Canvas,
  { type, quality }: { type: string; quality: number },
): Promise<Blob | null> =>
  'convertToBlob' in canvas
    ? canvas.convertToBlob({ type, quality })
    : new Promise((resolve) => canvas.toBlob(resolve, type, quality))

/** Below this quality, blocks are visible; smaller dimensions then look better. */
const LEAST_QUALITY = 0.55
/** Encodes at the same dimensions. */
const ENCODES_PER_CANVAS = 3

/**
 * Encodes within `target.maxSize`. Mostly the first encode fits; else it lowers the quality, then
 * the dimensions, but no side below its minimum. Releases the canvas, also where it throws.
 * @throws EngineError `too-big` where even the minimum is over the limit
 */
export async function encodeWithin(canvas: Canvas, target: Target): Promise<Blob> {
  try {
    const { blob, quality } = await encodeCoarser(canvas, target)
    if (blob.size <= target.maxSize) return blob
    const smaller = resizedCanvas(canvas, Math.sqrt((target.maxSize * 0.9) / blob.size), target)
    release(canvas)
    return await encodeWithin(smaller, { ...target, quality })
  } finally {
    release(canvas)
  }
}

/**
 * Lowers the quality only.
 * @returns the last encode, which may still be over the limit
 */
async function encodeCoarser(
  canvas: Canvas,
  { quality: first, maxSize }: Target,
): Promise<{ blob: Blob; quality: number }> {
  let quality = first
  let blob = await encode(canvas, quality)
  for (
    let tries = 1;
    blob.size > maxSize && tries < ENCODES_PER_CANVAS && quality > LEAST_QUALITY;
    tries++
  ) {
    quality = lowerQuality(quality, blob.size / maxSize)
    blob = await encode(canvas, quality)
  }
  return { blob, quality }
}

function resizedCanvas(canvas: Canvas, factor: number, least: Target): Canvas {
  const { width, height } = canvas
  const smaller = resized({ width, height }, factor, least)
  if (smaller.width === width && smaller.height === height) throw new EngineError('too-big')
  return scale({ pixels: canvas, width, height, turn: 1 }, smaller)
}

/**
 * Around the usual qualities the bytes grow with about e^(3 q). This aims 5 % below the limit, so
 * that two encodes mostly suffice.
 */
const lowerQuality = (quality: number, excess: number): number =>
  Math.max(LEAST_QUALITY, quality - Math.max(0.03, Math.log(excess * 1.05) / 3))
