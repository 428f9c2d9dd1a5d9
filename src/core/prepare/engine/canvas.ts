/** The engine's canvases, and tests of what this browser's canvases can do. */
import { EngineError } from './job.js'

/** In pixels: the largest canvas of older iOS, where larger ones stay blank without an error. */
export const SAFE_AREA = 16_777_216

/** In pixels: the longest side that every desktop browser draws. Chromium and Firefox: 65 535. */
export const SAFE_SIDE = 32_767

/** Safari before 16.4 has no `OffscreenCanvas`: the main thread then draws on an element. */
export type Canvas = OffscreenCanvas | HTMLCanvasElement

export interface Surface {
  readonly canvas: Canvas
  readonly context: OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D
}

/** Creates an opaque canvas. JPEG has no transparency; without `fill` the canvas is black. */
export function surface(width: number, height: number, fill?: 'white'): Surface {
  const canvas = create(width, height)
  const context = canvas.getContext('2d', { alpha: false })
  if (context === null) throw new EngineError('failed', 'no 2d context')
  if (fill !== undefined) {
    context.fillStyle = fill
    context.fillRect(0, 0, width, height)
  }
  return { canvas, context }
}

/** Whether a canvas of these dimensions draws. Beyond a browser's limits it throws or is blank. */
export function holds(width: number, height: number): boolean {
  try {
    const { canvas, context } = surface(width, height)
    context.fillStyle = 'white'
    context.fillRect(width - 1, height - 1, 1, 1)
    const [level] = context.getImageData(width - 1, height - 1, 1, 1).data
    release(canvas)
    return level === 255
  } catch {
    return false
  }
}

/** In pixels; shorter than the longest canvas of Chromium and Firefox, 65 535. */
const LONG_SIDE = 65_000
/** In pixels: the test canvas is white from this row on. */
const BEYOND_SAFE = 40_000

/**
 * Whether this browser draws the end of an image with so long a side. WebKitGTK repeats row 32 767
 * in place of all rows below it.
 */
export function reaches(side: number): boolean {
  if (side <= SAFE_SIDE) return true
  try {
    const [long, short] = [surface(1, LONG_SIDE), surface(1, 2)]
    long.context.fillStyle = 'white'
    long.context.fillRect(0, BEYOND_SAFE, 1, LONG_SIDE)
    short.context.drawImage(long.canvas, 0, 0, 1, 2)
    const [level] = short.context.getImageData(0, 1, 1, 1).data
    release(long.canvas)
    release(short.canvas)
    return level === 255
  } catch {
    return false
  }
}

function create(width: number, height: number): Canvas {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height)
  return Object.assign(document.createElement('canvas'), { width, height })
}

/**
 * Frees the memory of an image at once, because garbage collection comes too late
 * (https://webkit.org/b/195325).
 */
export function release(image: Canvas | ImageBitmap | VideoFrame): void {
  if ('close' in image) image.close()
  else {
    image.width = 0
    image.height = 0
  }
}

/** In pixels. */
const SIDE = 8
let faithful: boolean | undefined

/**
 * False where the browser or an extension adds noise to what is read from a canvas, against
 * fingerprinting, which would damage the images. Tested once, with a known pattern.
 */
export function canvasIsFaithful(): boolean {
  faithful ??= patternSurvives()
  return faithful
}

function patternSurvives(): boolean {
  const [from, to] = [surface(SIDE, SIDE), surface(SIDE, SIDE)]
  const pattern = from.context.createImageData(SIDE, SIDE)
  for (let i = 0; i < pattern.data.length; i++) pattern.data[i] = i % 4 === 3 ? 255 : (i * 37) & 255
  from.context.putImageData(pattern, 0, 0)
  to.context.drawImage(from.canvas, 0, 0)
  const { data } = to.context.getImageData(0, 0, SIDE, SIDE)
  release(from.canvas)
  release(to.canvas)
  return data.every((value, i) => value === pattern.data[i])
}
