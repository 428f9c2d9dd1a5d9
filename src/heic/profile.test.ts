import { describe, expect, test } from 'vitest'
import { P3_PRIMARIES, readProfile, SRGB_PRIMARIES, srgbToLinear, type MatrixProfile } from './profile.js'
import { convertToSrgb } from './srgb.js'
import { heicWith, icc } from './profiles.test.support.js'

const ADOBE: MatrixProfile['primaries'] = [
  [0.60974, 0.31111, 0.01947],
  [0.20528, 0.62567, 0.06087],
  [0.14919, 0.06322, 0.74457],
]
const sRgbCurve = { type: 3, values: [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045] }

describe('the profile of the primary picture', () => {
  test('none, and bytes that are no HEIC, count as sRGB', () => {
    expect(readProfile(heicWith([]))).toBe('srgb')
    expect(readProfile(new ArrayBuffer(0))).toBe('srgb')
    expect(readProfile(new Uint8Array(4_096).fill(7).buffer)).toBe('srgb')
  })

  test('Display P3 by its numbers (nclx) and by its ICC profile', () => {
    expect(readProfile(heicWith([{ nclx: 12 }]))).toBe('display-p3')
    expect(readProfile(heicWith([{ nclx: 1 }]))).toBe('srgb')
    expect(readProfile(heicWith([{ prof: icc(P3_PRIMARIES, sRgbCurve) }]))).toBe('display-p3')
    expect(readProfile(heicWith([{ prof: icc(SRGB_PRIMARIES, sRgbCurve) }]))).toBe('srgb')
  })

  test('an ICC profile wins over numbers', () => {
    expect(readProfile(heicWith([{ nclx: 1 }, { prof: icc(P3_PRIMARIES, sRgbCurve) }]))).toBe('display-p3')
  })

  test('a profile without primaries (grey, CMYK, broken) counts as sRGB', () => {
    expect(readProfile(heicWith([{ prof: new Uint8Array(132) }]))).toBe('srgb')
    expect(readProfile(heicWith([{ prof: new Uint8Array(20) }]))).toBe('srgb')
  })

  const curves = [
    { what: 'linear', curve: { count: 0, values: [] }, linear: (v: number) => v },
    { what: 'gamma 2.2', curve: { count: 1, values: [2.2] }, linear: (v: number) => v ** 2.2 },
    { what: 'a table', curve: { count: 3, values: [0, 0.2, 1] }, linear: (v: number) => (v < 0.5 ? 0.4 * v : 0.2 + 1.6 * (v - 0.5)) },
    { what: 'type 0', curve: { type: 0, values: [1.8] }, linear: (v: number) => v ** 1.8 },
    { what: 'type 1', curve: { type: 1, values: [2, 0.5, 0.5] }, linear: (v: number) => (0.5 * v + 0.5) ** 2 },
    { what: 'type 2', curve: { type: 2, values: [2, 0.5, 0.25, 0.125] }, linear: (v: number) => (0.5 * v + 0.25) ** 2 + 0.125 },
    { what: 'type 3', curve: sRgbCurve, linear: srgbToLinear },
    {
      what: 'type 4',
      curve: { type: 4, values: [2, 1, 0, 0.5, 0.5, 0.0625, 0.125] },
      linear: (v: number) => (v < 0.5 ? 0.5 * v + 0.125 : v ** 2 + 0.0625),
    },
  ]
  test.each(curves)('reads the curve: $what', ({ curve, linear }) => {
    const profile = readProfile(heicWith([{ prof: icc(ADOBE, curve) }]))
    if (typeof profile === 'string') throw new Error(profile)
    for (const v of [0, 0.2, 0.45, 0.6, 1]) expect(profile.linear(v)).toBeCloseTo(linear(v), 2)
    expect(profile.primaries[0][0]).toBeCloseTo(0.60974, 4)
  })
})

describe('conversion to sRGB', () => {
  const one = (rgb: readonly number[], profile: Parameters<typeof convertToSrgb>[1]) => {
    const pixels = new Uint8ClampedArray([...rgb, 77])
    convertToSrgb(pixels, profile)
    return [...pixels]
  }
  const adobe: MatrixProfile = { primaries: ADOBE, linear: (v) => v ** (563 / 256) }
  const srgb: MatrixProfile = { primaries: SRGB_PRIMARIES, linear: srgbToLinear }

  test('sRGB stays as it is, alpha too', () => {
    for (let v = 0; v < 256; v++) expect(one([v, 255 - v, v >> 1], srgb)).toEqual([v, 255 - v, v >> 1, 77])
  })

  test('greys stay grey', () => {
    for (const v of [0, 1, 64, 128, 255]) expect(one([v, v, v], 'display-p3')).toEqual([v, v, v, 77])
    expect(one([255, 255, 255], adobe)).toEqual([255, 255, 255, 77])
  })

  /** Reference values by the D65 matrices of CSS Color 4, computed apart. */
  test.each([
    [[128, 64, 32], 'display-p3', [138, 60, 20]],
    [[200, 180, 100], 'display-p3', [204, 179, 87]],
    [[255, 0, 0], 'display-p3', [255, 0, 0]],
    [[128, 64, 32], adobe, [146, 62, 23]],
    [[200, 180, 100], adobe, [209, 181, 94]],
  ] as const)('%o', (rgb, profile, expected) => {
    one(rgb, profile).forEach((value, i) => expect(Math.abs(value - (expected[i] ?? 77))).toBeLessThanOrEqual(1))
  })
})
