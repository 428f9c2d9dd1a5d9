/**
 * A CMYK JPEG with its colour profile applied, which no browser does well: Firefox ignores the
 * profile.
 */
import { looksBlank, sample } from '../engine/blank.js'
import { release, SAFE_AREA, type Canvas, type Surface } from '../engine/canvas.js'
import { decode, type Image } from '../engine/decode.js'
import { EngineError, type EngineJob } from '../engine/job.js'
import { scale } from '../engine/scale.js'
import type { Size } from '../engine/size.js'
import { converter, type Converter } from './convert.js'
import { readLut } from './lut.js'
import { splitPlanes } from './planes.js'

/** Most pixels that are decoded twice, and converted. */
const MOST_PIXELS = 60_000_000
/** Pixels that are read from the canvases at once. */
const STRIP = 1 << 18
/** WebKitGTK now and then hands over a bitmap that draws nothing. */
const DRAWINGS = 3

/**
 * Upright sRGB pixels of the size `to`: ink and black are scaled first, so that one whole decode is
 * held at a time. Rejects with an `undecodable` `EngineError` where the profile or this browser
 * does not allow it.
 */
export async function decodeCmyk(job: EngineJob, to: Size): Promise<Image> {
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

async function drawn(job: EngineJob, to: Size): Promise<Canvas> {
  for (let drawing = 0; drawing < DRAWINGS; drawing++) {
    const image = await decode(job, to)
    const canvas = scale(image, to)
    release(image.pixels)
    const found = sample(canvas)
    // White is what is under the drawing, and more than either image can show.
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
