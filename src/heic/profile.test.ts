import { describe, expect, test } from 'vitest'
import { srgbToLinear } from './curves.js'
import { P3_PRIMARIES, readProfile, SRGB_PRIMARIES, type MatrixProfile } from './profile.js'
import { convertToSrgb, toSrgb } from './srgb.js'
import { heicWith, icc } from '../../test/support/profiles.js'

const ADOBE: MatrixProfile['primaries'] = [
  [0.60974, 0.31111, 0.01947],
  [0.20528, 0.62567, 0.06087],
  [0.14919, 0.06322, 0.74457],
]
const sRgbCurve = { type: 3, values: [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045] }

describe('the profile of the primary image', () => {
  test('no profile, and bytes that are no HEIC, count as sRGB', () => {
    expect(readProfile(heicWith([]))).toBe('srgb')
    expect(readProfile(new ArrayBuffer(0))).toBe('srgb')
    expect(readProfile(new Uint8Array(4_096).fill(7).buffer)).toBe('srgb')
  })

  test('finds Display P3 by its numbers (nclx) and by its ICC profile', () => {
    expect(readProfile(heicWith([{ nclx: 12 }]))).toBe('display-p3')
    expect(readProfile(heicWith([{ nclx: 1 }]))).toBe('srgb')
    expect(readProfile(heicWith([{ prof: icc(P3_PRIMARIES, sRgbCurve) }]))).toBe('display-p3')
    expect(readProfile(heicWith([{ prof: icc(SRGB_PRIMARIES, sRgbCurve) }]))).toBe('srgb')
  })

  test('an ICC profile takes precedence over numbers', () => {
    expect(readProfile(heicWith([{ nclx: 1 }, { prof: icc(P3_PRIMARIES, sRgbCurve) }]))).toBe(
      'display-p3',
    )
  })

  test('a profile without primaries (grey, CMYK, broken) counts as sRGB', () => {
    expect(readProfile(heicWith([{ prof: new Uint8Array(132) }]))).toBe('srgb')
    expect(readProfile(heicWith([{ prof: new Uint8Array(20) }]))).toBe('srgb')
  })

  const curves = [
    { what: 'linear', curve: { count: 0, values: [] }, linear: (v: number) => v },
    { what: 'gamma 2.2', curve: { count: 1, values: [2.2] }, linear: (v: number) => v ** 2.2 },
    {
      what: 'a table',
      curve: { count: 3, values: [0, 0.2, 1] },
      linear: (v: number) => (v < 0.5 ? 0.4 * v : 0.2 + 1.6 * (v - 0.5)),
    },
    { what: 'type 0', curve: { type: 0, values: [1.8] }, linear: (v: number) => v ** 1.8 },
    {
      what: 'type 1',
      curve: { type: 1, values: [2, 0.5, 0.5] },
      linear: (v: number) => (0.5 * v + 0.5) ** 2,
    },
    {
      what: 'type 2',
      curve: { type: 2, values: [2, 0.5, 0.25, 0.125] },
      linear: (v: number) => (0.5 * v + 0.25) ** 2 + 0.125,
    },
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

describe('numbers of HDR and BT.2020', () => {
  const read = (...colours: Parameters<typeof heicWith>[0]) => {
    const profile = readProfile(heicWith(colours))
    if (typeof profile === 'string') throw new Error(profile)
    return profile
  }
  const pq = { nclx: 9, transfer: 16 }
  const hlg = { nclx: 9, transfer: 18 }
  const prof = icc(P3_PRIMARIES, sRgbCurve)

  /** Points of ITU-R BT.2100 and BT.2408. */
  test('PQ: SDR white of 203 cd/m² is 1', () => {
    const { linear } = read(pq)
    expect(linear(0.5807)).toBeCloseTo(1, 2)
    expect(linear(0.508_078) * 203).toBeCloseTo(100, 1)
    expect(linear(1) * 203).toBeCloseTo(10_000, 0)
    expect(linear(0)).toBe(0)
  })

  test('HLG: 0.75 is SDR white on a display of 1000 cd/m²', () => {
    const { linear, gain } = read(hlg)
    expect(linear(0.75)).toBeCloseTo(0.265, 3)
    expect(linear(0.5)).toBeCloseTo(1 / 12, 6)
    expect(linear(0.25)).toBeCloseTo(1 / 48, 6)
    expect(linear(1) * (gain?.(1) ?? 0) * 203).toBeCloseTo(1000, 0)
    expect(linear(0.75) * (gain?.(linear(0.75)) ?? 0)).toBeCloseTo(1, 2)
  })

  test.each([1, 6, 14, 15])('BT.2020 with the curve %i of BT.709', (transfer) => {
    expect(read({ nclx: 9, transfer }).linear(0.5)).toBeCloseTo(0.2597, 3)
    expect(read({ nclx: 9, transfer }).linear(0.045)).toBeCloseTo(0.01, 4)
  })

  test.each([2, 13])('BT.2020 with the curve %i: as sRGB', (transfer) => {
    expect(read({ nclx: 9, transfer }).linear(0.5)).toBeCloseTo(srgbToLinear(0.5), 6)
  })

  test('HDR with other primaries keeps them', () => {
    expect(read({ nclx: 12, transfer: 16 }).primaries).toBe(P3_PRIMARIES)
    expect(read({ nclx: 1, transfer: 18 }).primaries).toBe(SRGB_PRIMARIES)
  })

  test('of numbers beside an ICC profile, only those of HDR take precedence', () => {
    for (const numbers of [pq, hlg]) {
      expect(read({ prof }, numbers)).toEqual(read(numbers))
      expect(read({ prof: icc(P3_PRIMARIES, sRgbCurve, [9, numbers.transfer, 0, 1]) })).toEqual(
        read(numbers),
      )
    }
    expect(readProfile(heicWith([{ prof }, { nclx: 9, transfer: 14 }]))).toBe('display-p3')
    expect(readProfile(heicWith([{ prof: icc(P3_PRIMARIES, sRgbCurve, [12, 13, 0, 1]) }]))).toBe(
      'display-p3',
    )
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

  test('sRGB does not change, nor does alpha', () => {
    for (let v = 0; v < 256; v++)
      expect(one([v, 255 - v, v >> 1], srgb)).toEqual([v, 255 - v, v >> 1, 77])
  })

  test('greys stay grey', () => {
    for (const v of [0, 1, 64, 128, 255])
      expect(one([v, v, v], 'display-p3')).toEqual([v, v, v, 77])
    expect(one([255, 255, 255], adobe)).toEqual([255, 255, 255, 77])
  })

  /** Reference values, computed with the D65 matrices of CSS Color 4. */
  test.each([
    [[128, 64, 32], 'display-p3', [138, 60, 20]],
    [[200, 180, 100], 'display-p3', [204, 179, 87]],
    [[255, 0, 0], 'display-p3', [255, 0, 0]],
    [[128, 64, 32], adobe, [146, 62, 23]],
    [[200, 180, 100], adobe, [209, 181, 94]],
  ] as const)('%o', (rgb, profile, expected) => {
    one(rgb, profile).forEach((value, i) =>
      expect(Math.abs(value - (expected[i] ?? 77))).toBeLessThanOrEqual(1),
    )
  })

  test('converts from 10 bits, and clips light above white and colours outside sRGB', () => {
    const profile = readProfile(heicWith([{ nclx: 9, transfer: 16 }]))
    if (typeof profile === 'string') throw new Error(profile)
    const target = new Uint8ClampedArray(12)
    toSrgb(profile, 1023)(Uint16Array.of(594, 594, 594, 1023, 1023, 1023, 0, 594, 0), target, 3)
    expect([...target]).toEqual([255, 255, 255, 255, 255, 255, 255, 255, 0, 255, 0, 255])
  })
})
