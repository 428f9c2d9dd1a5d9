import { describe, expect, test } from 'vitest'
import { deltaE, expectColours, withIcc } from '../../support/colours.js'
import { cells, corpus, drawn, inspected, pixels } from '../../support/images.js'
import { convertToSrgb } from '../../../src/heic/srgb.js'
import { fromIcc, type MatrixProfile } from '../../../src/heic/profile.js'
import type { InspectedImage } from '../../../src/core/image/types.js'

const isWebKit =
  navigator.userAgent.includes('AppleWebKit') && !navigator.userAgent.includes('Chrom')

/** Twelve flat patches of colour, 600 × 400 pixels. */
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

/**
 * The same image with a changed name of its profile, so that the browser ignores the profile and
 * shows the stored numbers.
 */
async function withoutProfile(image: InspectedImage, mark: string): Promise<ImageData> {
  const bytes = await image.blob.bytes()
  const sought = new TextEncoder().encode(mark)
  const at = bytes.findIndex((_, i) => sought.every((byte, k) => bytes[i + k] === byte))
  if (at < 0) throw new Error('no profile')
  bytes[at] = (bytes[at] ?? 0) ^ 0x20
  return pixels(new Blob([bytes], { type: image.blob.type }))
}

describe('colours become sRGB', () => {
  const P3 = [
    ['jpeg/p3-patches.jpg', 'ICC_PROFILE'],
    ['webp/icc-p3.webp', 'ICCP'],
    // `icCP` is an unknown ancillary chunk.
    ['png/p3-icc.png', 'CCP'],
  ] as const
  // WebKitGTK 2.50 ignores the profile of a WebP, also in `<img>`.
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
    if (profile === 'srgb' || profile === 'display-p3')
      throw new Error('Adobe RGB was not recognised')
    convertToSrgb(stored.data, profile)
    const expected = cells(stored, 4, 3)
    expect(deltaE(before, expected)).toBeGreaterThan(2)
    await expectColours(await inspected(withIcc(jpeg, icc)), expected, 4, 3)
  })
})
