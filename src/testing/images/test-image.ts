/** Images for tests, drawn on the spot: deterministic, and recognisable when turned or mirrored. */
import type { Orientation } from '../../core/image/types.js'
import { concat } from '../../server/http.js'
import { encodePng } from './png.js'

export interface TestImageOptions {
  /** Stored width in pixels. Default 800. */
  width?: number | undefined
  /** Stored height in pixels. Default 600. */
  height?: number | undefined
  /** Default `'png'`. JPEG and WebP are encoded by the browser, so Node makes PNG only. */
  format?: 'png' | 'jpeg' | 'webp' | undefined
  /** Default `test-image.<ext>`. */
  name?: string | undefined
  /** At least so many bytes, by noise in the lower part of the image. */
  bytes?: number | undefined
  /** EXIF orientation, JPEG only: the sides above are the stored ones. */
  orientation?: Orientation | undefined
  /** JPEG or WebP quality, 0 to 1. Default 0.9. */
  quality?: number | undefined
}

/**
 * @throws RangeError where the image is too small to hold `bytes`, or the platform cannot encode
 * the format.
 */
export async function createTestImage(options: TestImageOptions = {}): Promise<File> {
  const { width = 800, height = 600, format = 'png', bytes = 0 } = options
  const name = options.name ?? `test-image.${format === 'jpeg' ? 'jpg' : format}`
  // Noise does not compress: first as much of it as should do, then more.
  const perPixel = format === 'png' ? 3 : 1
  for (let noise = bytes / (width * height * perPixel); ; noise *= 1.3) {
    const blob = await encode(width, height, Math.min(noise, 1), options)
    if (blob.size >= bytes) return new File([blob], name, { type: `image/${format}` })
    if (noise >= 1)
      throw new RangeError(`${width} × ${height} pixels cannot hold ${bytes} bytes of ${format}`)
  }
}

async function encode(
  width: number,
  height: number,
  noise: number,
  { format = 'png', quality = 0.9, orientation }: TestImageOptions,
) {
  const pixels = draw(width, height, noise)
  if (format === 'png') return new Blob([await encodePng(pixels, width, height)])
  if (typeof OffscreenCanvas === 'undefined')
    throw new RangeError(`Only a browser can encode ${format}; use png in Node`)
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0)
  const blob = await canvas.convertToBlob({ type: `image/${format}`, quality })
  if (blob.type !== `image/${format}`) throw new RangeError(`This browser cannot encode ${format}`)
  return orientation === undefined || format !== 'jpeg'
    ? blob
    : withOrientation(new Uint8Array(await blob.arrayBuffer()), orientation)
}

/** A soft gradient with one colour in each corner (see `CORNERS`), and noise from some row on. */
function draw(width: number, height: number, noise: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255)
  const corner = Math.min(width, height) / 4
  for (let y = 0, at = 0; y < height; y++) {
    const row = y < corner ? 0 : y >= height - corner ? 2 : undefined
    for (let x = 0; x < width; x++, at += 4) {
      const side = x < corner ? 0 : x >= width - corner ? 1 : undefined
      const color = row === undefined || side === undefined ? undefined : CORNERS[row + side]
      pixels[at] = color?.[0] ?? 64 + (128 * x) / width
      pixels[at + 1] = color?.[1] ?? 64 + (128 * y) / height
      pixels[at + 2] = color?.[2] ?? 128
    }
  }
  addNoise(pixels, Math.floor(height * (1 - noise)) * width * 4)
  return pixels
}

/** A linear congruential generator (Numerical Recipes): the same noise everywhere. Alpha stays. */
function addNoise(pixels: Uint8ClampedArray, from: number): void {
  for (let at = from, seed = 1; at < pixels.length; at++) {
    if (at % 4 === 3) continue
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    pixels[at] = seed >>> 24
  }
}

/** Red, green; white, blue. */
const CORNERS = [
  [220, 40, 40],
  [40, 180, 60],
  [250, 250, 250],
  [40, 80, 220],
] as const

/** Puts an EXIF block with tag 0x0112 alone behind the SOI marker (CIPA DC-008). */
function withOrientation(jpeg: Uint8Array<ArrayBuffer>, orientation: Orientation): Blob {
  const exif = [
    0x45,
    0x78,
    0x69,
    0x66,
    0,
    0,
    0x4d,
    0x4d,
    0,
    0x2a,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
  ]
  const segment = new Uint8Array([0xff, 0xe1, 0, exif.length + 6, ...exif, 0, 0, 0, 0])
  return new Blob([concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)])])
}
