/**
 * Scales an image on canvases.
 *
 * One `drawImage` from large to small aliases: Firefox and WebKit ignore `high` smoothing or do it
 * badly (zone plate reduced 8 ×: RMS error 48 to 62; by halving 1.2). So the image is halved
 * exactly, again and again: `low` smoothing then is a 2 × 2 box filter in every browser. The last
 * step reduces by less than 2 and is smooth enough with `medium`.
 *
 * A halved image may still be larger than every browser can draw (`SAFE_AREA`, `SAFE_SIDE`), for
 * example half of 108 megapixels. Two halvings are then done strip by strip: each strip is drawn at
 * half of the dimensions on a small canvas, and from there at a quarter on the result. A strip is
 * as high as its canvas may be.
 */
import { release, SAFE_AREA, SAFE_SIDE, surface, type Canvas, type Surface } from './canvas.js'
import type { Image, Pixels } from './decode.js'
import type { Dimensions } from './dimensions.js'

interface Stage extends Dimensions {
  readonly image: Pixels
  /** The same image if this module made it: then this module releases it. */
  readonly canvas?: Canvas
}

/**
 * Draws an image upright on white. The image's pixels stay open.
 * @param target exact dimensions of the result, as a viewer shows it
 * @param most area in pixels that no canvas in between exceeds
 * @throws EngineError where the browser gives no canvas
 */
export function scale(image: Image, target: Dimensions, most = SAFE_AREA): Canvas {
  const { turn } = image
  const goal = turn >= 5 ? { width: target.height, height: target.width } : target
  let stage: Stage = { image: image.pixels, width: image.width, height: image.height }
  while (stage.width >= goal.width * 2 && stage.height >= goal.height * 2) {
    const next = halved(stage, goal, most)
    if (next === undefined) break
    stage = next
  }
  if (stage.canvas !== undefined && stage.width === goal.width && stage.height === goal.height) {
    return turn === 1 ? stage.canvas : turned(stage.canvas, turn, target)
  }
  const drawn = draw(stage, goal, 'medium')
  return turn === 1 ? drawn : turned(drawn, turn, target)
}

const stageOf = (canvas: Canvas): Stage => ({
  image: canvas,
  canvas,
  width: canvas.width,
  height: canvas.height,
})

const half = (length: number, least: number): number => Math.max(least, Math.round(length / 2))

/**
 * Halves the image, or quarters it where a half would be too large. `undefined` where a half would
 * be too long and a quarter too small.
 */
function halved(from: Stage, goal: Dimensions, most: number): Stage | undefined {
  const to = { width: half(from.width, goal.width), height: half(from.height, goal.height) }
  const isLong = Math.max(to.width, to.height) > SAFE_SIDE
  if (isLong || to.width * to.height > most) {
    const quarter = { width: half(to.width, goal.width), height: half(to.height, goal.height) }
    if (to.width >= goal.width * 2 && to.height >= goal.height * 2)
      return stageOf(quarteredInStrips(from, quarter, most))
  }
  return isLong ? undefined : stageOf(draw(from, to, 'low'))
}

function draw(from: Stage, to: Dimensions, smoothing: ImageSmoothingQuality): Canvas {
  const { canvas, context } = surface(to.width, to.height, 'white')
  context.imageSmoothingQuality = smoothing
  context.drawImage(from.image, 0, 0, to.width, to.height)
  if (from.canvas !== undefined) release(from.canvas)
  return canvas
}

/** Two halvings strip by strip, without a canvas for the whole image between them. */
function quarteredInStrips(from: Stage, to: Dimensions, most: number): Canvas {
  const whole = surface(to.width, to.height, 'white')
  whole.context.imageSmoothingQuality = 'low'
  const rows = Math.max(1, Math.floor(Math.min(most / (to.width * 4), SAFE_SIDE / 2)))
  for (let top = 0; top < to.height; top += rows) {
    const height = Math.min(rows, to.height - top)
    const strip: Surface = surface(to.width * 2, height * 2, 'white')
    strip.context.imageSmoothingQuality = 'low'
    const ratio = from.height / to.height
    strip.context.drawImage(
      from.image,
      0,
      top * ratio,
      from.width,
      height * ratio,
      0,
      0,
      to.width * 2,
      height * 2,
    )
    whole.context.drawImage(strip.canvas, 0, top, to.width, height)
    release(strip.canvas)
  }
  if (from.canvas !== undefined) release(from.canvas)
  return whole.canvas
}

/**
 * By EXIF orientation (CIPA DC-008): the canvas transform that turns a stored image upright. `w`
 * and `h` are the dimensions as shown.
 */
const TURNS: Readonly<
  Record<number, (w: number, h: number) => [number, number, number, number, number, number]>
> = {
  2: (w) => [-1, 0, 0, 1, w, 0],
  3: (w, h) => [-1, 0, 0, -1, w, h],
  4: (_w, h) => [1, 0, 0, -1, 0, h],
  5: () => [0, 1, 1, 0, 0, 0],
  6: (w) => [0, 1, -1, 0, w, 0],
  7: (w, h) => [0, -1, -1, 0, w, h],
  8: (_w, h) => [0, -1, 1, 0, 0, h],
}

function turned(image: Canvas, turn: number, shown: Dimensions): Canvas {
  const { canvas, context } = surface(shown.width, shown.height)
  const matrix = TURNS[turn]?.(shown.width, shown.height)
  if (matrix !== undefined) context.setTransform(...matrix)
  context.drawImage(image, 0, 0)
  release(image)
  return canvas
}
