/** Bytes to upright pixels, by the browser's own decoders. */
import type { Canvas } from './canvas.js'
import { EngineError, isPixels, type EngineJob, type Geometry } from './job.js'
import type { Size } from './size.js'

export type Pixels = ImageBitmap | VideoFrame | Canvas

/** Decoded pixels and the size they are drawn at; `turn` is an EXIF orientation that is still to be applied. */
export interface Picture extends Size {
  readonly pixels: Pixels
  readonly turn: number
}

/**
 * Powers of two only: the other eighths cost 3 to 6 dB. Gated by `rotation`, because before it `ImageDecoder` ignored
 * EXIF orientation; Firefox has `ImageDecoder` without scaling and without `rotation`.
 */
export function scaledEighths(geometry: Geometry, least: Size): number | undefined {
  if (geometry.format !== 'jpeg' || typeof ImageDecoder !== 'function' || !('rotation' in VideoFrame.prototype)) return undefined
  return [1, 2, 4].find((n) => (geometry.width * n) / 8 >= least.width && (geometry.height * n) / 8 >= least.height)
}

/** Decodes to at least `least` where a cheaper, smaller decode exists, else to full size. */
export async function decode(job: EngineJob, least: Size): Promise<Picture> {
  const { source, geometry } = job
  if (isPixels(source)) return { pixels: source, width: source.width, height: source.height, turn: 1 }
  const eighths = scaledEighths(geometry, least)
  const scaled = eighths === undefined ? undefined : await decodeScaled(source, geometry, eighths)
  return scaled ?? (await decodeWhole(source, geometry))
}

/** Chromium decodes a JPEG straight to N/8 of its size when asked for it: 0.6 of the time, half of the memory. */
async function decodeScaled(source: Blob | ArrayBuffer, geometry: Geometry, eighths: number): Promise<Picture | undefined> {
  const decoder = new ImageDecoder({
    data: source instanceof Blob ? source.stream() : source,
    type: 'image/jpeg',
    desiredWidth: Math.ceil((geometry.codedWidth * eighths) / 8),
    desiredHeight: Math.ceil((geometry.codedHeight * eighths) / 8),
  })
  try {
    const { image: pixels } = await decoder.decode()
    const { displayWidth: width, displayHeight: height } = pixels
    if (sameShape({ width, height }, geometry) && width <= geometry.width) return { pixels, width, height, turn: 1 }
    pixels.close()
  } catch {
    // It refuses some JPEGs, such as arithmetic coding, that the whole decode takes.
  } finally {
    decoder.close()
  }
  return undefined
}

async function decodeWhole(source: Blob | ArrayBuffer, geometry: Geometry): Promise<Picture> {
  const file = source instanceof Blob ? source : new Blob([source], { type: `image/${geometry.format}` })
  const pixels = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch((error: unknown) => {
    throw new EngineError(isBroken(error) ? 'undecodable' : 'failed', String(error))
  })
  const { width, height } = pixels
  const turn = geometry.format === 'png' && geometry.orientation > 1 && !(await turnsPngs()) ? geometry.orientation : 1
  const shown = turn >= 5 ? { width: height, height: width } : { width, height }
  if (sameShape(shown, geometry)) return { pixels, width, height, turn }
  pixels.close()
  throw new EngineError('failed', `decoded to ${width} × ${height}`)
}

/** The one name for pictures that cannot be decoded (HTML, createImageBitmap: "InvalidStateError"). */
const isBroken = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'InvalidStateError' || error.name === 'EncodingError')

/** Within 2 %: scaled decodes round each side up. */
const sameShape = (a: Size, b: Size): boolean => Math.abs((a.width * b.height) / (a.height * b.width) - 1) < 0.02

/** A PNG of 2 × 1 pixels whose eXIf chunk says 6: a quarter turn. */
const TURNED_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAAGmVYSWZNTQAqAAAACAABARIAAwAAAAEABgAAAAAAANZnS2kAAAALSURBVHjaY2D4DwABAgEA0RrLjwAAAABJRU5ErkJggg=='
let pngsTurned: Promise<boolean> | undefined

/** WebKit shows PNGs as they are stored; Chromium and Firefox follow their eXIf orientation. */
function turnsPngs(): Promise<boolean> {
  pngsTurned ??= createImageBitmap(new Blob([Uint8Array.from(atob(TURNED_PNG), (c) => c.charCodeAt(0))], { type: 'image/png' })).then(
    (bitmap) => {
      const turned = bitmap.height === 2
      bitmap.close()
      return turned
    },
  )
  return pngsTurned
}
