/** Decodes an image with the browser's own decoders. */
import { MAX_WHOLE_PIXELS, scalesJpegs } from '../../image/decodable.js'
import { MAX_SHOWN_PIXELS, type ImageFormat } from '../../spec.js'
import { holds, type Canvas } from './canvas.js'
import { isDamaged } from './intact.js'
import { EngineError, isPixels, type EngineFailure, type EngineJob, type Geometry } from './job.js'
import type { Dimensions } from './dimensions.js'
import { unturned } from './unturned.js'

export type Pixels = ImageBitmap | VideoFrame | Canvas

/** Decoded pixels and their dimensions. */
export interface Image extends Dimensions {
  readonly pixels: Pixels
  /** The EXIF orientation that has to be applied when the pixels are drawn; 1: none. */
  readonly turn: number
}

/**
 * To how many eighths of its dimensions the browser can decode the image and still cover `least`.
 * Powers of two only: the other eighths cost 3 to 6 dB.
 */
function scaledEighths(geometry: Geometry, least: Dimensions): number | undefined {
  if (geometry.format !== 'jpeg' || !scalesJpegs()) return undefined
  return [1, 2, 4].find(
    (n) => (geometry.width * n) / 8 >= least.width && (geometry.height * n) / 8 >= least.height,
  )
}

/**
 * Decodes an image to at least `least` where the browser can decode to a part of the dimensions,
 * else to all of its pixels.
 * @throws EngineError
 */
export async function decode(job: EngineJob, least: Dimensions): Promise<Image> {
  const { source, geometry } = job
  if (isPixels(source))
    return { pixels: source, width: source.width, height: source.height, turn: 1 }
  const { format, orientation: turn } = geometry
  const image = unturned(source instanceof Blob ? await source.arrayBuffer() : source, format)
  const eighths = scaledEighths(geometry, least)
  const scaled =
    eighths === undefined || image instanceof Blob
      ? undefined
      : await decodeScaled(image, geometry, eighths)
  return { ...(scaled ?? (await decodeWhole(image, geometry))), turn }
}

type Decoded = Omit<Image, 'turn'>

/**
 * Chromium decodes a JPEG directly to N/8 of its dimensions when asked for it: 0.6 of the time,
 * half of the memory.
 */
async function decodeScaled(
  data: ArrayBuffer,
  { codedWidth, codedHeight }: Geometry,
  eighths: number,
): Promise<Decoded | undefined> {
  const decoder = new ImageDecoder({
    data,
    type: 'image/jpeg',
    desiredWidth: Math.ceil((codedWidth * eighths) / 8),
    desiredHeight: Math.ceil((codedHeight * eighths) / 8),
  })
  try {
    const { image: pixels } = await decoder.decode()
    const { displayWidth: width, displayHeight: height } = pixels
    if (
      sameShape({ width, height }, { width: codedWidth, height: codedHeight }) &&
      width <= codedWidth
    )
      return { pixels, width, height }
    pixels.close()
  } catch {
    // It rejects some JPEGs that the whole decode accepts, such as those with arithmetic coding.
  } finally {
    decoder.close()
  }
  return undefined
}

async function decodeWhole(
  image: Blob | ArrayBuffer,
  { format, codedWidth, codedHeight, ...shown }: Geometry,
): Promise<Decoded> {
  if (codedWidth * codedHeight > MAX_WHOLE_PIXELS) throw new EngineError('too-much')
  const file = image instanceof Blob ? image : new Blob([image], { type: `image/${format}` })
  const pixels = await createImageBitmap(file).catch(async (error: unknown) => {
    throw new EngineError(
      isBroken(error) ? await whyNot(file, format, codedWidth, codedHeight) : 'failed',
      String(error),
    )
  })
  const { width, height } = pixels
  // Browsers return a HEIC turned and cropped.
  if (sameShape(pixels, format === 'heic' ? shown : { width: codedWidth, height: codedHeight }))
    return { pixels, width, height }
  pixels.close()
  throw new EngineError('failed', `decoded to ${width} × ${height}`)
}

/** The error's name for an image that cannot be decoded (HTML, createImageBitmap). */
const isBroken = (error: unknown): boolean =>
  error instanceof DOMException &&
  (error.name === 'InvalidStateError' || error.name === 'EncodingError')

/**
 * Browsers also call an image damaged that is beyond their own limits. The bytes of a PNG tell the
 * two apart.
 */
const whyNot = async (
  file: Blob,
  format: ImageFormat,
  width: number,
  height: number,
): Promise<EngineFailure> =>
  isWithinLimits(format, width, height) || (await isDamaged(file, format))
    ? 'undecodable'
    : 'too-much'

/**
 * Whether the browser's limits cannot be the reason of a failed decode. Firefox decodes no side
 * above 65 535, and a browser that cannot decode certain dimensions has no canvas of them either.
 * Phones decode larger areas than they draw, so an area counts only above what phones photograph.
 * A HEIC fails because few browsers decode it.
 */
const isWithinLimits = (format: ImageFormat, width: number, height: number): boolean =>
  format === 'heic' ||
  (holds(1, Math.max(width, height)) &&
    (width * height <= MAX_SHOWN_PIXELS || holds(width, height)))

/** Same ratio of the sides within 2 %, because scaled decodes round each side up. */
const sameShape = (a: Dimensions, b: Dimensions): boolean =>
  Math.abs((a.width * b.height) / (a.height * b.width) - 1) < 0.02
