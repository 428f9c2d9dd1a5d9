/** Colours of prepared images, for browser tests. */
import { expect } from 'vitest'
import { prepare } from '../../src/core/prepare/prepare.js'
import type { InspectedImage } from '../../src/core/image/types.js'
import { cells, context, pixels, reencode, type Rgb } from './images.js'

/** CIE L*a*b* of an sRGB colour (D65). */
function lab([r, g, b]: Rgb): Rgb {
  const [R, G, B] = [r, g, b].map((v) =>
    v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number]
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116)
  const x = f((0.4124 * R + 0.3576 * G + 0.1805 * B) / 0.9505)
  const y = f(0.2126 * R + 0.7152 * G + 0.0722 * B)
  const z = f((0.0193 * R + 0.1192 * G + 0.9505 * B) / 1.089)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

/** Mean CIE 1976 colour difference. */
export function deltaE(a: readonly Rgb[], b: readonly Rgb[]): number {
  const differences = a.map((colour, i) => {
    const [one, other] = [lab(colour), lab(b[i]!)]
    return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])
  })
  return differences.reduce((sum, value) => sum + value, 0) / differences.length
}

/** Puts a colour profile of one part before everything else in a JPEG. */
export const withIcc = (jpeg: Blob, icc: Uint8Array<ArrayBuffer>): Blob => {
  const head = new Uint8Array(18)
  head.set([0xff, 0xe2, 0, 0])
  new DataView(head.buffer).setUint16(2, icc.length + 16)
  head.set(new TextEncoder().encode('ICC_PROFILE'), 4)
  head.set([1, 1], 16)
  return new Blob([jpeg.slice(0, 2), head, icc, jpeg.slice(2)], { type: 'image/jpeg' })
}

/** Scales to 450 px with each engine and expects a mean colour difference of at most 2. */
export async function expectColours(
  image: InspectedImage,
  expected: readonly Rgb[],
  columns: number,
  rows: number,
) {
  for (const compressor of ['native', 'browser-image-compression'] as const) {
    const { blob, width } = await prepare(image, reencode(image, 450), context({ compressor }))
    expect(width).toBe(450)
    expect(
      deltaE(cells(await pixels(blob), columns, rows), expected),
      compressor,
    ).toBeLessThanOrEqual(2)
  }
}
