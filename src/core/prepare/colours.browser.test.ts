import { describe, expect, test } from 'vitest'
import { cells, context, corpus, entries, drawn, inspected, pixels, reencode, type Rgb } from '../../../test/pictures.js'
import { convertToSrgb } from '../../heic/srgb.js'
import { fromIcc, type MatrixProfile } from '../../heic/profile.js'
import type { InspectedImage } from '../types.js'
import { prepare } from './index.js'

const isWebKit = navigator.userAgent.includes('AppleWebKit') && !navigator.userAgent.includes('Chrom')
const listed = (await entries()).map(({ file }) => file)

/** CIE L*a*b* of an sRGB colour (D65). */
function lab([r, g, b]: Rgb): Rgb {
  const [R, G, B] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ]
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116)
  const x = f((0.4124 * R + 0.3576 * G + 0.1805 * B) / 0.9505)
  const y = f(0.2126 * R + 0.7152 * G + 0.0722 * B)
  const z = f((0.0193 * R + 0.1192 * G + 0.9505 * B) / 1.089)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

/** Mean CIE 1976 colour difference. */
function deltaE(a: readonly Rgb[], b: readonly Rgb[]): number {
  const differences = a.map((colour, i) => {
    const [one, other] = [lab(colour), lab(b[i]!)]
    return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])
  })
  return differences.reduce((sum, value) => sum + value, 0) / differences.length
}

/** Twelve colours in flat patches, 600 × 400. */
const paintPatches = (drawing: OffscreenCanvasRenderingContext2D) => {
  for (let i = 0; i < 12; i++) {
    drawing.fillStyle = `rgb(${(i * 67) % 256} ${(i * 151 + 40) % 256} ${(i * 29 + 90) % 256})`
    drawing.fillRect((i % 4) * 150, Math.floor(i / 4) * 134, 150, 134)
  }
}

/** Adobe RGB (1998): primaries under D50, gamma 2 + 51/256. */
const ADOBE: MatrixProfile['primaries'] = [
  [0.60974, 0.31111, 0.01947],
  [0.20528, 0.62567, 0.06087],
  [0.14919, 0.06322, 0.74457],
]

/** A minimal ICC profile of version 2 for these primaries. */
function iccOf(primaries: MatrixProfile['primaries'], gamma: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(128 + 4 + 7 * 12 + 4 * 20 + 16)
  const view = new DataView(bytes.buffer)
  const text = (at: number, value: string) => bytes.set(new TextEncoder().encode(value), at)
  view.setUint32(0, bytes.length)
  view.setUint32(8, 0x02100000)
  text(12, 'mntrRGB XYZ ')
  text(36, 'acsp')
  const xyz = (at: number, values: readonly number[]) => {
    text(at, 'XYZ ')
    values.forEach((value, i) => view.setInt32(at + 8 + 4 * i, Math.round(value * 65_536)))
  }
  const d50 = [0.9642, 1, 0.8249]
  d50.forEach((value, i) => view.setInt32(68 + 4 * i, Math.round(value * 65_536)))
  const places = [216, 236, 256, 276, 296, 296, 296]
  view.setUint32(128, 7)
  ;['wtpt', 'rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC'].forEach((name, i) => {
    text(132 + 12 * i, name)
    view.setUint32(136 + 12 * i, places[i]!)
    view.setUint32(140 + 12 * i, i < 4 ? 20 : 14)
  })
  ;[d50, ...primaries].forEach((values, i) => xyz(places[i]!, values))
  text(296, 'curv')
  view.setUint32(304, 1)
  view.setUint16(308, Math.round(gamma * 256))
  return bytes
}

const withIcc = (jpeg: Blob, icc: Uint8Array<ArrayBuffer>): Blob => {
  const head = new Uint8Array(18)
  head.set([0xff, 0xe2, 0, 0])
  new DataView(head.buffer).setUint16(2, icc.length + 16)
  head.set(new TextEncoder().encode('ICC_PROFILE'), 4)
  head.set([1, 1], 16)
  return new Blob([jpeg.slice(0, 2), head, icc, jpeg.slice(2)], { type: 'image/jpeg' })
}

/** The stored numbers: the same picture with its profile's name spoilt, so that no browser sees the profile. */
async function withoutProfile(image: InspectedImage, mark: string): Promise<ImageData> {
  const bytes = await image.blob.bytes()
  const sought = new TextEncoder().encode(mark)
  const at = bytes.findIndex((_, i) => sought.every((byte, k) => bytes[i + k] === byte))
  if (at < 0) throw new Error('no profile')
  bytes[at] = (bytes[at] ?? 0) ^ 0x20
  return pixels(new Blob([bytes], { type: image.blob.type }))
}

async function expectColours(image: InspectedImage, expected: readonly Rgb[], columns: number, rows: number) {
  for (const compressor of ['native', 'browser-image-compression'] as const) {
    const { blob, width } = await prepare(image, reencode(image, 450), context({ compressor }))
    expect(width).toBe(450)
    expect(deltaE(cells(await pixels(blob), columns, rows), expected), compressor).toBeLessThanOrEqual(2)
  }
}

describe('colours end as sRGB', () => {
  const P3 = [
    ['jpeg/p3-patches.jpg', 'ICC_PROFILE'],
    ['webp/icc-p3.webp', 'ICCP'],
    // `icCP` is an ancillary chunk that nobody knows.
    ['png/p3-icc.png', 'CCP'],
  ] as const
  // WebKitGTK 2.50 ignores the profile of a WebP, on the page as well.
  const honoured = P3.filter(([file]) => !(isWebKit && file.endsWith('.webp')))
  test.each(honoured)('Display P3: %s', async (file, mark) => {
    const image = await corpus(file)
    const stored = await withoutProfile(image, mark)
    const before = cells(stored, 6, 4)
    convertToSrgb(stored.data, 'display-p3')
    const expected = cells(stored, 6, 4)
    expect(deltaE(before, expected)).toBeGreaterThan(2)
    await expectColours(image, expected, 6, 4)
  })

  test('Adobe RGB', async () => {
    const jpeg = await drawn(600, 400, paintPatches)
    const icc = iccOf(ADOBE, 563 / 256)
    const stored = await pixels(jpeg)
    const before = cells(stored, 4, 3)
    const profile = fromIcc(new DataView(icc.buffer))
    if (profile === 'srgb' || profile === 'display-p3') throw new Error('Adobe RGB was not recognised')
    convertToSrgb(stored.data, profile)
    const expected = cells(stored, 4, 3)
    expect(deltaE(before, expected)).toBeGreaterThan(2)
    await expectColours(await inspected(withIcc(jpeg, icc)), expected, 4, 3)
  })

  /**
   * Without a profile no colour is right, but one reading is common: paper times ink, (255 − C) · (255 − K) / 255.
   * Means of 6 × 4 cells of what Pillow 9.4 makes of the file (`Image.convert('RGB')`), row by row.
   */
  // oxfmt-ignore
  const INK: readonly Rgb[] = [
    [89, 87, 96], [98, 103, 87], [101, 102, 90], [106, 108, 121], [118, 125, 110], [123, 136, 107],
    [88, 107, 112], [93, 105, 102], [128, 120, 127], [96, 114, 118], [127, 115, 125], [83, 110, 104],
    [83, 93, 87], [85, 95, 101], [120, 118, 120], [129, 112, 123], [122, 104, 111], [105, 96, 101],
    [77, 98, 90], [109, 104, 108], [106, 108, 137], [151, 160, 153], [151, 150, 134], [114, 145, 118],
  ]
  test('CMYK without a profile', async () => {
    await expectColours(await corpus('jpeg/cmyk-noicc.jpg'), INK, 6, 4)
  })

  /** Only the browser can apply a CMYK profile, each in its own way: the picture must look as the browser itself shows it. */
  test.each(listed.filter((file) => file.endsWith('/cmyk.jpg')))('CMYK with a profile: %s', async (file) => {
    const image = await corpus(file)
    await expectColours(image, cells(await pixels(image.blob), 6, 4), 6, 4)
  })
})
