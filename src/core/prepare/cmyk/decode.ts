/** Decodes a CMYK JPEG with its colour profile, which no browser does well: Firefox ignores it. */
import { looksBlank, sample } from '../engine/blank.js'
import { release, SAFE_AREA, type Canvas, type Surface } from '../engine/canvas.js'
import { decode, type Image } from '../engine/decode.js'
import { EngineError, type EngineJob } from '../engine/job.js'
import { scale } from '../engine/scale.js'
import type { Dimensions } from '../engine/dimensions.js'
import { converter, type Converter } from './convert.js'
import { readLut } from './lut.js'
import { splitPlanes } from './planes.js'

/** The most pixels that are decoded twice and converted. */
const MOST_PIXELS = 60_000_000
/** Pixels that are read from the canvases at the same time. */
const STRIP = 1 << 18
/** Tries, because WebKitGTK now and then returns a bitmap that draws nothing. */
const DRAWINGS = 3

/**
 * Decodes to upright sRGB pixels. Both images (ink and black) are scaled before they are converted,
 * so that only one whole decode is in memory at a time.
 * @param to dimensions of the result
 * @throws EngineError `undecodable` where the profile cannot be applied in this browser
 */
export async function decodeCmyk(job: EngineJob, to: Dimensions): Promise<Image> {
  const { source, geometry } = job
  if (
    !(source instanceof Blob) ||
    geometry.width * geometry.height > MOST_PIXELS ||
    to.width * to.height > SAFE_AREA
  ) {
    throw new EngineError('undecodable', 'too many pixels')
  }
  const { ink, black, profile, ...levels } = await splitPlanes(source)
  const convert = converter(readLut(profile), { ink: levels.inkLevel, black: levels.blackLevel })
  const canvases: Canvas[] = []
  try {
    for (const plane of [ink, black]) canvases.push(await drawn({ source: plane, geometry }, to))
    const [shown, dark] = canvases as [Canvas, Canvas]
    convertStrips(shown, dark, convert)
    release(dark)
    return { pixels: shown, ...to, turn: 1 }
  } catch (error) {
    canvases.forEach(release)
    throw error
  }
}

async function drawn(job: EngineJob, to: Dimensions): Promise<Canvas> {
  for (let drawing = 0; drawing < DRAWINGS; drawing++) {
    const image = await decode(job, to)
    const canvas = scale(image, to)
    release(image.pixels)
    const found = sample(canvas)
    // The canvas is white under the drawing, and neither image can be that bright.
    if (!looksBlank(found) || (found[0] ?? 0) < 128) return canvas
    release(canvas)
  }
  throw new EngineError('undecodable', 'nothing is drawn')
}

function convertStrips(ink: Canvas, black: Canvas, convert: Converter): void {
  const [to, from] = [contextOf(ink), contextOf(black)]
  const { width, height } = ink
  const rows = Math.max(1, Math.floor(STRIP / width))
  for (let top = 0; top < height; top += rows) {
    const size = [0, top, width, Math.min(rows, height - top)] as const
    const pixels = to.getImageData(...size)
    if (!convert(pixels.data, from.getImageData(...size).data))
      throw new EngineError('undecodable', 'this browser does not multiply inks')
    to.putImageData(pixels, 0, top)
  }
}

const contextOf = (canvas: Canvas): Surface['context'] => {
  const context = canvas.getContext('2d')
  if (context === null) throw new EngineError('failed', 'no 2d context')
  return context
}
