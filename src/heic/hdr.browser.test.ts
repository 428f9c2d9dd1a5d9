/** Decodes HDR and BT.2020 HEIC as SDR in sRGB: six columns of colour with known values. */
import { describe, expect, test } from 'vitest'
import { inBitstream } from '../../test/support/heic-sps.js'
import {
  colour,
  context,
  corpus,
  drawn,
  far,
  pixels,
  reencode,
  type Rgb,
} from '../../test/support/images.js'
import { prepare } from '../core/prepare/prepare.js'
import { createHeicDecoder, heicDecoder } from './index.js'

const { signal } = new AbortController()

/** The encoded sRGB colours, as linear light of BT.2020 with a white of 1. */
const COLUMNS: readonly Rgb[] = [
  [255, 255, 255],
  [128, 128, 128],
  [186, 84, 64],
  [70, 130, 60],
  [60, 80, 160],
  [20, 20, 20],
]
/** Linear light from BT.709 to BT.2020 and back (ITU-R BT.2087, BT.2407). */
const TO_BT2020 = [0.6274, 0.3293, 0.0433, 0.0691, 0.9195, 0.0114, 0.0164, 0.088, 0.8956]
const TO_BT709 = [1.6605, -0.5876, -0.0728, -0.1246, 1.1329, -0.0083, -0.0182, -0.1006, 1.1187]

const times = (m: readonly number[], [r, g, b]: Rgb): Rgb => {
  const row = (i: number) => (m[i] ?? 0) * r + (m[i + 1] ?? 0) * g + (m[i + 2] ?? 0) * b
  return [row(0), row(3), row(6)]
}
const each = ([r, g, b]: Rgb, change: (value: number) => number): Rgb => [
  change(r),
  change(g),
  change(b),
]
const linear = (rgb: Rgb) =>
  each(rgb, (v) => (v <= 10.31 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4))
const stored = (light: Rgb) =>
  each(
    light,
    (v) =>
      255 * Math.min(1, Math.max(0, v <= 0.003_130_8 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055)),
  )

/**
 * The HLG image stores this light as light of the scene, with white at 0.265 (a stored 0.75).
 * BT.2100 shows it on a display of 1000 cd/m² with a system gamma of 1.2, where that white is 203
 * cd/m². The values of the patches do not include this gamma.
 */
function shownOfHlg(rgb: Rgb): Rgb {
  const scene = each(times(TO_BT2020, linear(rgb)), (v) => v * 0.265)
  const luminance = 0.2627 * scene[0] + 0.678 * scene[1] + 0.0593 * scene[2]
  return stored(
    times(
      TO_BT709,
      each(scene, (v) => (1000 * luminance ** (1.2 - 1) * v) / 203),
    ),
  )
}

const images = [
  { file: 'hdr-pq-bt2020-10bit.HIF', expected: COLUMNS, within: 8 },
  { file: 'hdr-pq-limited.heic', expected: COLUMNS, within: 8 },
  { file: 'hdr-hlg-bt2020-10bit.HIF', expected: COLUMNS.map(shownOfHlg), within: 8 },
  { file: 'bt2020-10bit.heic', expected: COLUMNS, within: 5 },
  { file: 'bt2020-limited.heic', expected: COLUMNS, within: 5 },
]

function expectColumns(shown: ImageData, expected: readonly Rgb[], within: number) {
  expected.forEach((rgb, i) => {
    const found = colour(shown, (i + 0.5) / 6, 0.5)
    expect(
      far(found, rgb),
      `column ${i}: ${found.map(Math.round).join(' ')}, expected ${rgb.map(Math.round).join(' ')}`,
    ).toBeLessThanOrEqual(within)
  })
}

describe('as SDR', () => {
  test.each(images)('$file', async ({ file, expected, within }) => {
    const { blob } = await corpus(`heic/${file}`)
    const bitmap = await heicDecoder(blob, { signal })
    const png = await drawn(
      bitmap.width,
      bitmap.height,
      (drawing) => drawing.drawImage(bitmap, 0, 0),
      'image/png',
    )
    bitmap.close()
    expectColumns(await pixels(png), expected, within)
  })

  test('PQ that only the bitstream names', async () => {
    const { blob } = await corpus('heic/hdr-pq-limited.heic')
    const file = inBitstream(new Uint8Array(await blob.arrayBuffer()), 9, 16)
    const bitmap = await heicDecoder(new Blob([file]), { signal })
    const png = await drawn(
      bitmap.width,
      bitmap.height,
      (drawing) => drawing.drawImage(bitmap, 0, 0),
      'image/png',
    )
    bitmap.close()
    expectColumns(await pixels(png), COLUMNS, 8)
  })

  test('on the main thread', async () => {
    const { blob } = await corpus('heic/hdr-pq-bt2020-10bit.HIF')
    const createWorker = () => {
      throw new Error('blocked')
    }
    const bitmap = await createHeicDecoder({ createWorker })(blob, { signal })
    const png = await drawn(480, 320, (drawing) => drawing.drawImage(bitmap, 0, 0), 'image/png')
    expectColumns(await pixels(png), COLUMNS, 8)
  })

  test.each(images.slice(0, 3))(
    '$file, re-encoded for the upload',
    async ({ file, expected, within }) => {
      const image = await corpus(`heic/${file}`)
      const { blob } = await prepare(image, reencode(image, 400), context({ heicDecoder }))
      expectColumns(await pixels(blob), expected, within)
    },
  )
})
