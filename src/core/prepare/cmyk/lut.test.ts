import { describe, expect, it } from 'vitest'
import { cmykProfile, labOf } from '../../../../test/support/cmyk-profile.js'
import { converter } from './convert.js'
import { interpolate, readLut, type Lut } from './lut.js'

const view = (bytes: Uint8Array<ArrayBuffer>) => new DataView(bytes.buffer)

/** The sRGB of one colour, with inks of 0 to 255. */
function shown(lut: Lut, [c, m, y, k]: readonly number[]): number[] {
  const ink = Uint8ClampedArray.of(255 - c!, 255 - m!, 255 - y!, 255)
  const dark = 255 - k!
  expect(
    converter(lut, { ink: 255, black: 255 })(ink, Uint8ClampedArray.of(dark, dark, dark, 255)),
  ).toBe(true)
  return [...ink.slice(0, 3)]
}

/** Entries of the table, and places between two of them, where all interpolations agree. */
const INKS = [
  [0, 0, 0, 0],
  [255, 0, 0, 0],
  [0, 255, 0, 0],
  [0, 0, 255, 0],
  [0, 0, 0, 255],
  [0, 90, 0, 0],
  [255, 255, 0, 100],
  [255, 255, 255, 255],
]
/**
 * Little CMS 2.14, by Pillow 9.4: `ImageCms.buildTransform(profile, createProfile('sRGB'), 'CMYK',
 * 'RGB', 0)` on these bytes.
 */
// oxfmt-ignore
const LITTLE_CMS = {
  mft1: [[255, 255, 255], [0, 167, 228], [223, 42, 134], [251, 228, 17], [36, 36, 36], [254, 216, 228], [74, 39, 124], [19, 0, 0]],
  mft2: [[255, 255, 255], [0, 167, 228], [223, 41, 134], [250, 228, 15], [36, 36, 36], [254, 223, 233], [77, 41, 130], [20, 0, 0]],
}

describe.each(['mft1', 'mft2'] as const)('%s', (type) => {
  const lut = readLut(view(cmykProfile(type)))

  it('gives the Lab of its entries', () => {
    for (const inks of [
      [0, 0, 0, 0],
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ] as const) {
      const found = new Float64Array(3)
      interpolate(
        lut,
        inks.map((ink, k) => lut.inputs[k]!(ink)),
        found,
      )
      const expected = labOf(inks)
      for (const [k, value] of found.entries())
        expect(Math.abs(lut.outputs[k]!(value) - expected[k]!)).toBeLessThanOrEqual(0.51)
    }
  })

  it('gives the same sRGB as Little CMS', () => {
    const found = INKS.map((inks) => shown(lut, inks))
    const off = found.flatMap((rgb, i) =>
      rgb.map((value, k) => Math.abs(value - LITTLE_CMS[type][i]![k]!)),
    )
    expect(Math.max(...off), JSON.stringify(found)).toBeLessThanOrEqual(2)
  })
})

it('interpolates between entries in each channel', () => {
  const table = Float32Array.from({ length: 48 }, (_, i) =>
    [8, 4, 2, 1].reduce((sum, bit) => sum + ((i / 3) & bit) / 16, 0),
  )
  const found = new Float64Array(3)
  interpolate({ grid: 2, table }, [0.5, 0.25, 1, 0.75], found)
  expect(found[0]).toBeCloseTo((8 * 0.5 + 4 * 0.25 + 2 + 0.75) / 16, 6)
})

it('rejects images above their level, and a black image with colour', () => {
  const convert = converter(readLut(view(cmykProfile('mft2'))), { ink: 128, black: 128 })
  const pixel = (...rgb: number[]) => Uint8ClampedArray.of(...rgb, 255)
  expect(convert(pixel(128, 0, 64), pixel(128, 128, 128))).toBe(true)
  expect(convert(pixel(140, 0, 64), pixel(128, 128, 128))).toBe(false)
  expect(convert(pixel(128, 0, 64), pixel(140, 140, 140))).toBe(false)
  expect(convert(pixel(128, 0, 64), pixel(60, 90, 60))).toBe(false)
})

/** Overwrites bytes of a profile. */
const at =
  (offset: number, ...values: number[]) =>
  (bytes: Uint8Array<ArrayBuffer>) => {
    bytes.set(values, offset)
    return bytes
  }

describe('throws for a profile', () => {
  it.each<[string, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>]>([
    ['no bytes', () => new Uint8Array()],
    ['cut short', (bytes) => bytes.slice(0, -10)],
    ['RGB', at(16, 82, 71, 66, 32)],
    ['XYZ', at(20, 88, 89, 90, 32)],
    ['without its table', at(132, 66)],
    ['of another table type', at(144, 109, 65, 66, 32)],
    ['of three inks', at(152, 3)],
    ['with one entry per side', at(154, 1)],
  ])('%s', (_, spoil) => {
    expect(() => readLut(view(spoil(cmykProfile('mft2'))))).toThrow(RangeError)
  })
})
