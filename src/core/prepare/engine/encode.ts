/** Pixels to a JPEG within the byte limit. */
import { release, type Canvas } from './canvas.js'
import { EngineError, type Target } from './job.js'
import { scale } from './scale.js'
import { reduced } from './size.js'

/**
 * JPEG for every browser: Safari cannot encode WebP and silently answers with a PNG, so the type is
 * checked.
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

/** Below this, blocks show; a smaller image then looks better than a coarser one. */
const LEAST_QUALITY = 0.55
const ENCODES_PER_SIZE = 3

/**
 * One encode as a rule; then lower quality, then fewer pixels, never below the minimum sides.
 * Empties the canvas, whatever happens.
 */
export async function encodeWithin(canvas: Canvas, target: Target): Promise<Blob> {
  try {
    const { blob, quality } = await encodeCoarser(canvas, target)
    if (blob.size <= target.maxSize) return blob
    const smaller = smallerCanvas(canvas, Math.sqrt((target.maxSize * 0.9) / blob.size), target)
    release(canvas)
    return await encodeWithin(smaller, { ...target, quality })
  } finally {
    release(canvas)
  }
}

/** At one size: the last encode, which may still be too large. */
async function encodeCoarser(
  canvas: Canvas,
  { quality: first, maxSize }: Target,
): Promise<{ blob: Blob; quality: number }> {
  let quality = first
  let blob = await encode(canvas, quality)
  for (
    let tries = 1;
    blob.size > maxSize && tries < ENCODES_PER_SIZE && quality > LEAST_QUALITY;
    tries++
  ) {
    quality = lowerQuality(quality, blob.size / maxSize)
    blob = await encode(canvas, quality)
  }
  return { blob, quality }
}

function smallerCanvas(canvas: Canvas, factor: number, least: Target): Canvas {
  const { width, height } = canvas
  const smaller = reduced({ width, height }, factor, least)
  if (smaller.width === width && smaller.height === height) throw new EngineError('too-big')
  return scale({ pixels: canvas, width, height, turn: 1 }, smaller)
}

/**
 * Bytes go with about e^(3 q) around the usual qualities; aims 5 % under the limit, so that two
 * tries mostly do.
 */
const lowerQuality = (quality: number, excess: number): number =>
  Math.max(LEAST_QUALITY, quality - Math.max(0.03, Math.log(excess * 1.05) / 3))
