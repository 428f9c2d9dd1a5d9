/**
 * Notices a lost drawing: a canvas over the browser's limits, or without memory, stays blank
 * without an error.
 */
import { release, surface } from './canvas.js'

/** In pixels. */
const SIDE = 16

/** The image drawn at 16 × 16 pixels, as RGBA. */
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
 * True where all is white or all is black, as on a lost canvas. An image may really look so; then
 * its source does as well (`sameLevel`).
 */
export const looksBlank = (data: Uint8ClampedArray): boolean => isOnly(data, 255) || isOnly(data, 0)

const mean = (data: Uint8ClampedArray): number =>
  data.reduce((sum, value, i) => (i % 4 === 3 ? sum : sum + value), 0) / (SIDE * SIDE * 3)

/**
 * In levels of 0 to 255. Means that differ by no more belong to the same image: the samples of a
 * fine pattern differ from its average.
 */
const TOLERANCE = 8

export const sameLevel = (a: Uint8ClampedArray, b: Uint8ClampedArray): boolean =>
  Math.abs(mean(a) - mean(b)) <= TOLERANCE
