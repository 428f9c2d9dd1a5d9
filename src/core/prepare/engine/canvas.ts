/** Canvases of the engine, and the self-test that tells whether this browser draws what it is told. */
import { EngineError } from './job.js'

/** Largest canvas, in pixels, of older iOS; above it a canvas silently stays blank there. */
export const SAFE_AREA = 16_777_216

/** Safari before 16.4 has no `OffscreenCanvas`: there the main thread draws on the other kind. */
export type Canvas = OffscreenCanvas | HTMLCanvasElement

export interface Surface {
  readonly canvas: Canvas
  readonly context: OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D
}

/** An opaque canvas: JPEG has no transparency, and without a fill the rest would be black. */
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

function create(width: number, height: number): Canvas {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height)
  return Object.assign(document.createElement('canvas'), { width, height })
}

/** Gives the memory back at once; garbage collection would come too late (https://webkit.org/b/195325). */
export function release(image: Canvas | ImageBitmap | VideoFrame): void {
  if ('close' in image) image.close()
  else image.width = image.height = 0
}

const SIDE = 8
let faithful: boolean | undefined

/**
 * False where the browser or an extension puts noise into what is read from a canvas, against fingerprinting; pictures
 * made there would be damaged. Tested once, with a known pattern.
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
