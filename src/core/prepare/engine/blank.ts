/** Notices a lost drawing: over-limit or starved canvases stay blank without an error. */
import { release, surface } from './canvas.js'

const SIDE = 16

/** A 16 × 16 digest of an image, RGBA. */
export function sample(image: CanvasImageSource): Uint8ClampedArray {
  const { canvas, context } = surface(SIDE, SIDE, 'white')
  context.drawImage(image, 0, 0, SIDE, SIDE)
  const { data } = context.getImageData(0, 0, SIDE, SIDE)
  release(canvas)
  return data
}

const isOnly = (data: Uint8ClampedArray, level: number): boolean =>
  data.every((value, i) => i % 4 === 3 || Math.abs(value - level) <= 1)

/**
 * Entirely white or black, as lost canvases are. An image may rightly be so: then its source is as
 * well.
 */
export const looksBlank = (data: Uint8ClampedArray): boolean => isOnly(data, 255) || isOnly(data, 0)

const mean = (data: Uint8ClampedArray): number =>
  data.reduce((sum, value, i) => (i % 4 === 3 ? sum : sum + value), 0) / (SIDE * SIDE * 3)

/**
 * Mean levels within this are the same image: point samples of a fine pattern differ from its
 * average.
 */
const TOLERANCE = 8

export const sameLevel = (a: Uint8ClampedArray, b: Uint8ClampedArray): boolean =>
  Math.abs(mean(a) - mean(b)) <= TOLERANCE
