/** Pixels to a JPEG within the byte limit. */
import { release, type Canvas } from './canvas.js'
import { EngineError, type Target } from './job.js'
import { scale } from './scale.js'
import { reduced } from './size.js'

/** JPEG for every browser: Safari cannot encode WebP and silently answers with a PNG, so the type is checked. */
export async function encode(canvas: Canvas, quality: number): Promise<Blob> {
  const blob = await toBlob(canvas, { type: 'image/jpeg', quality })
  if (blob?.type !== 'image/jpeg' || blob.size === 0) throw new EngineError('failed', `encoded as ${blob?.type}`)
  return blob
}

const toBlob = (canvas: Canvas, { type, quality }: { type: string; quality: number }): Promise<Blob | null> =>
  'convertToBlob' in canvas ? canvas.convertToBlob({ type, quality }) : new Promise((resolve) => canvas.toBlob(resolve, type, quality))

/** Below this, blocks show; a smaller picture then looks better than a coarser one. */
const LEAST_QUALITY = 0.55
const ENCODES_PER_SIZE = 3

/** One encode as a rule; then lower quality, then fewer pixels, never below the minimum sides. Empties the canvas. */
export async function encodeWithin(canvas: Canvas, target: Target): Promise<Blob> {
  const { width, height } = canvas
  let { quality } = target
  let blob = await encode(canvas, quality)
  for (let tries = 1; blob.size > target.maxSize && tries < ENCODES_PER_SIZE && quality > LEAST_QUALITY; tries++) {
    quality = lowerQuality(quality, blob.size / target.maxSize)
    blob = await encode(canvas, quality)
  }
  if (blob.size <= target.maxSize) {
    release(canvas)
    return blob
  }
  const smaller = reduced({ width, height }, Math.sqrt((target.maxSize * 0.9) / blob.size), target)
  if (smaller.width === width && smaller.height === height) throw new EngineError('too-big')
  const reducedCanvas = scale({ pixels: canvas, width, height, turn: 1 }, smaller)
  release(canvas)
  return encodeWithin(reducedCanvas, { ...target, quality })
}

/** Bytes go with about e^(3 q) around the usual qualities; aims 5 % under the limit, so that two tries mostly do. */
const lowerQuality = (quality: number, excess: number): number =>
  Math.max(LEAST_QUALITY, quality - Math.max(0.03, Math.log(excess * 1.05) / 3))
