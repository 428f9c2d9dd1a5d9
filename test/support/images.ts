/** Images for browser tests, from the corpus or drawn here. */
import { readHeader } from '../../src/core/image/format/index.js'
import { load } from '../../src/core/image/inspect.js'
import type { PrepareContext } from '../../src/core/prepare/prepare.js'
import { DEFAULT_LIMITS, type Limits } from '../../src/core/spec.js'
import type { InspectedImage, Plan } from '../../src/core/image/types.js'

export interface Entry {
  readonly file: string
  readonly expect:
    | 'ok'
    | 'corrupt'
    | 'ok-or-corrupt'
    | 'too-small'
    | 'too-many-pixels'
    | 'unsupported'
  readonly type: string
  readonly oriented: readonly [width: number, height: number] | null
}

/** The manifest of the corpus. A listed file that is missing is an error. */
export const entries = async (): Promise<Entry[]> =>
  (await fetch('/corpus/manifest.json')).json() as Promise<Entry[]>

export async function corpus(file: string): Promise<InspectedImage> {
  const response = await fetch(`/corpus/${file}`)
  if (!response.ok) throw new Error(`${file} is not in the corpus`)
  return inspected(await response.blob(), file)
}

/** Inspects an image without validation. */
export async function inspected(
  blob: Blob,
  name = 'drawn',
  changed: Partial<Limits> = {},
): Promise<InspectedImage> {
  const header = await readHeader(blob)
  if (header === undefined) throw new Error(`${name} has no header`)
  const limits = { ...DEFAULT_LIMITS, maxInputSize: Infinity, ...changed }
  return load(new File([blob], name), header, {
    limits,
    signal: new AbortController().signal,
  }).catch(() => ({
    source: { name, type: '', bytes: blob.size },
    header,
    blob: new Blob([blob], { type: `image/${header.format}` }),
    size: blob.size,
  }))
}

export const reencode = ({ header }: InspectedImage, maxDimension = 2048): Plan => {
  const factor = Math.min(1, maxDimension / Math.max(header.width, header.height))
  const [width, height] = [Math.round(header.width * factor), Math.round(header.height * factor)]
  return {
    kind: 'reencode',
    format: 'jpeg',
    type: 'image/jpeg',
    fileName: 'query-0.jpg',
    width,
    height,
    quality: 0.85,
  }
}

type Options = Partial<Omit<PrepareContext, 'limits'>> & { readonly limits?: Partial<Limits> }

export const context = ({ limits, ...rest }: Options = {}): PrepareContext => ({
  signal: new AbortController().signal,
  compressor: 'native',
  ...rest,
  limits: { ...DEFAULT_LIMITS, ...limits },
})

/** Encodes what `paint` draws. */
export async function drawn(
  width: number,
  height: number,
  paint: (context: OffscreenCanvasRenderingContext2D) => void,
  type = 'image/jpeg',
): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height)
  const drawing = canvas.getContext('2d')
  if (drawing === null) throw new Error('no 2d context')
  paint(drawing)
  return canvas.convertToBlob({ type, quality: 0.95 })
}

/** The pixels of an encoded image as a viewer shows them. */
export async function pixels(image: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(image)
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  const drawing = canvas.getContext('2d')
  if (drawing === null) throw new Error('no 2d context')
  drawing.drawImage(bitmap, 0, 0)
  const found = drawing.getImageData(0, 0, bitmap.width, bitmap.height)
  // WebKitGTK now and then draws nothing, and no image here is blank.
  return found.data.some((value) => value !== 0) ? found : pixels(image)
}

export type Rgb = readonly [number, number, number]

/** Mean colour of the block of `2 r + 1` pixels around a point, given as fractions of the sides. */
export function colour({ data, width, height }: ImageData, x: number, y: number, r = 3): Rgb {
  const sum = [0, 0, 0]
  const [left, top] = [Math.round(x * (width - 1)), Math.round(y * (height - 1))]
  for (let row = top - r; row <= top + r; row++) {
    for (let column = left - r; column <= left + r; column++) {
      for (let k = 0; k < 3; k++)
        sum[k] = (sum[k] ?? 0) + (data[(row * width + column) * 4 + k] ?? NaN)
    }
  }
  const count = (2 * r + 1) ** 2
  const [red = NaN, green = NaN, blue = NaN] = sum.map((value) => value / count)
  return [red, green, blue]
}

export const far = (a: Rgb, b: Rgb): number =>
  Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? NaN))))

/** Mean colours of a grid of cells, so that JPEG noise and edges do not count. */
export function cells({ data, width, height }: ImageData, columns: number, rows: number): Rgb[] {
  const sums = Array.from(
    { length: columns * rows },
    () => [0, 0, 0, 0] as [number, number, number, number],
  )
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const sum =
        sums[Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width)]!
      for (let k = 0; k < 3; k++) sum[k as 0] += data[(y * width + x) * 4 + k]!
      sum[3]++
    }
  }
  return sums.map(([r, g, b, n]) => [r / n, g / n, b / n])
}

/** The colours near the four corners, row by row. Closes the bitmap. */
export async function bitmapCorners(bitmap: ImageBitmap): Promise<Rgb[]> {
  const shown = await pixels(
    await drawn(
      bitmap.width,
      bitmap.height,
      (drawing) => drawing.drawImage(bitmap, 0, 0),
      'image/png',
    ),
  )
  bitmap.close()
  return [
    colour(shown, 0.1, 0.1),
    colour(shown, 0.9, 0.1),
    colour(shown, 0.1, 0.9),
    colour(shown, 0.9, 0.9),
  ]
}
