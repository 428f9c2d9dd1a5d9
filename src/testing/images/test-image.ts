/** Draws images for tests: deterministic, and recognisable when they are rotated or mirrored. */
import type { Orientation } from '../../core/image/types.js'
import { encodePng } from './png.js'

/** Options of `createTestImage`. */
export interface TestImageOptions {
  /**
   * Stored width, in pixels.
   * @default 800
   */
  width?: number | undefined
  /**
   * Stored height, in pixels.
   * @default 600
   */
  height?: number | undefined
  /**
   * Format of the image. The browser encodes JPEG and WebP; Node can only make PNG.
   * @default 'png'
   */
  format?: 'png' | 'jpeg' | 'webp' | undefined
  /**
   * Name of the file.
   * @default 'test-image.png', with the extension of the format
   */
  name?: string | undefined
  /**
   * Minimum size, in bytes. Noise in the lower part of the image makes it larger.
   * @default no minimum
   */
  bytes?: number | undefined
  /**
   * EXIF orientation of a JPEG. It does not change the stored width and height.
   * @default no EXIF block
   */
  orientation?: Orientation | undefined
  /**
   * Quality of JPEG or WebP, 0 to 1.
   * @default 0.9
   */
  quality?: number | undefined
}

/**
 * Draws an image with a different colour in each corner.
 * @param options dimensions, format and size
 * @returns the image file
 * @throws RangeError if the image is too small to reach `bytes`, or if the platform cannot encode
 * the format
 * @example
 * const file = await createTestImage({ width: 300, height: 400, format: 'jpeg' })
 */
export async function createTestImage(options: TestImageOptions = {}): Promise<File> {
  const { width = 800, height = 600, format = 'png', bytes = 0 } = options
  const name = options.name ?? `test-image.${format === 'jpeg' ? 'jpg' : format}`
  // Noise does not compress. Starts with the estimated share of noisy rows, then takes more.
  const perPixel = format === 'png' ? 3 : 1
  for (let noise = bytes / (width * height * perPixel); ; noise *= 1.3) {
    const blob = await encode(draw(width, height, Math.min(noise, 1)), options)
    if (blob.size >= bytes) return new File([blob], name, { type: `image/${format}` })
    if (noise >= 1)
      throw new RangeError(`${width} × ${height} pixels cannot hold ${bytes} bytes of ${format}`)
  }
}

/** Pixels as RGBA, row by row. */
interface Drawing {
  readonly pixels: Uint8ClampedArray<ArrayBuffer>
  readonly width: number
  readonly height: number
}

async function encode(
  { pixels, width, height }: Drawing,
  { format = 'png', quality = 0.9, orientation }: TestImageOptions,
): Promise<Blob> {
  if (format === 'png') return encodePng(pixels, width, height)
  if (typeof OffscreenCanvas === 'undefined')
    throw new RangeError(`Only a browser can encode ${format}; use png in Node`)
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0)
  const blob = await canvas.convertToBlob({ type: `image/${format}`, quality })
  if (blob.type !== `image/${format}`) throw new RangeError(`This browser cannot encode ${format}`)
  return orientation === undefined || format !== 'jpeg' ? blob : withOrientation(blob, orientation)
}

/** Colours of the corners: red, green; white, blue. */
const CORNERS = [
  [
    [220, 40, 40],
    [40, 180, 60],
  ],
  [
    [250, 250, 250],
    [40, 80, 220],
  ],
] as const

/** @returns 0 within `corner` of the start, 1 within `corner` of the end, else `undefined` */
function endOf(position: number, length: number, corner: number): 0 | 1 | undefined {
  if (position < corner) return 0
  return position >= length - corner ? 1 : undefined
}

/** A soft gradient with one colour in each corner. The last rows, the share `noise`, are noise. */
function draw(width: number, height: number, noise: number): Drawing {
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255)
  const corner = Math.min(width, height) / 4
  let at = 0
  for (let y = 0; y < height; y++) {
    const row = endOf(y, height, corner)
    for (let x = 0; x < width; x++) {
      const column = endOf(x, width, corner)
      const color = row === undefined || column === undefined ? undefined : CORNERS[row][column]
      pixels[at] = color?.[0] ?? 64 + (128 * x) / width
      pixels[at + 1] = color?.[1] ?? 64 + (128 * y) / height
      pixels[at + 2] = color?.[2] ?? 128
      at += 4
    }
  }
  addNoise(pixels, Math.floor(height * (1 - noise)) * width * 4)
  return { pixels, width, height }
}

/**
 * Noise of a linear congruential generator (Numerical Recipes), the same everywhere. Keeps alpha.
 */
function addNoise(pixels: Uint8ClampedArray, from: number): void {
  let seed = 1
  for (let at = from; at < pixels.length; at++) {
    if (at % 4 === 3) continue
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    pixels[at] = seed >>> 24
  }
}

/** `Exif`, a big-endian TIFF header, and one entry: tag 0x0112, type SHORT, count 1. */
const EXIF = '457869660000 4d4d002a00000008 0001 0112 0003 00000001'

/** Inserts an EXIF block with the orientation after the SOI marker (CIPA DC-008). */
function withOrientation(jpeg: Blob, orientation: Orientation): Blob {
  const start = Array.from(EXIF.matchAll(/[\da-f]{2}/g), ([hex]) => Number.parseInt(hex, 16))
  // The value, its padding, and the offset of the next directory: none.
  const exif = [...start, 0, orientation, 0, 0, 0, 0, 0, 0]
  const segment = new Uint8Array([0xff, 0xe1, 0, exif.length + 2, ...exif])
  return new Blob([jpeg.slice(0, 2), segment, jpeg.slice(2)])
}
