/** Converts colours to sRGB where the browser cannot. */
import { HLG_LUMINANCE, srgbToLinear } from './curves.js'
import { P3_PRIMARIES, SRGB_PRIMARIES, type MatrixProfile, type Profile } from './profile.js'

/** Steps of linear light: finer than 8-bit sRGB even in the darkest levels. */
const STEPS = 16_384

const linearToSrgb = (v: number): number =>
  v <= 0.003_130_8 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055

type Matrix = readonly (readonly number[])[]

/** Converts RGBA in place. Colours outside sRGB are clipped, as browsers do. */
export function convertToSrgb(pixels: Uint8ClampedArray, profile: Exclude<Profile, 'srgb'>): void {
  toSrgb(
    profile === 'display-p3' ? { primaries: P3_PRIMARIES, linear: srgbToLinear } : profile,
    255,
  )(pixels, pixels, 4)
}

/**
 * Makes a function that converts pixels to sRGB. Light above SDR white is clipped.
 * @param max the largest stored value: 255 for 8 bits
 * @returns a function from RGB (`step` 3) or RGBA with an alpha of 0 to 255 (`step` 4) to RGBA
 */
export function toSrgb(
  { primaries, linear, gain }: MatrixProfile,
  max: number,
): (stored: Uint8ClampedArray | Uint16Array, target: Uint8ClampedArray, step: 3 | 4) => void {
  const toLinear = Float32Array.from({ length: max + 1 }, (_, i) => linear(i / max))
  const toStored = Uint8Array.from({ length: STEPS + 1 }, (_, i) =>
    Math.round(linearToSrgb(i / STEPS) * 255),
  )
  const gains = gain && Float32Array.from({ length: STEPS + 1 }, (_, i) => gain(i / STEPS))
  const rows = product(inverse(columns(SRGB_PRIMARIES)), columns(primaries)).map((row) =>
    row.map((value) => value * STEPS),
  )
  const store = ([m0 = 0, m1 = 0, m2 = 0]: readonly number[], r: number, g: number, b: number) =>
    toStored[Math.min(STEPS, Math.max(0, Math.round(m0 * r + m1 * g + m2 * b)))] ?? 0
  const [red = [], green = [], blue = []] = rows
  const [lumaRed, lumaGreen, lumaBlue] = HLG_LUMINANCE
  return (stored, target, step) => {
    for (let i = 0, to = 0; i < stored.length; i += step, to += 4) {
      const r = toLinear[stored[i] ?? 0] ?? 0
      const g = toLinear[stored[i + 1] ?? 0] ?? 0
      const b = toLinear[stored[i + 2] ?? 0] ?? 0
      const factor = gains?.[Math.round((lumaRed * r + lumaGreen * g + lumaBlue * b) * STEPS)] ?? 1
      target[to] = store(red, r * factor, g * factor, b * factor)
      target[to + 1] = store(green, r * factor, g * factor, b * factor)
      target[to + 2] = store(blue, r * factor, g * factor, b * factor)
      target[to + 3] = step === 4 ? (stored[i + 3] ?? 0) : 255
    }
  }
}

const columns = ([r, g, b]: MatrixProfile['primaries']): Matrix =>
  [0, 1, 2].map((k) => [r[k] ?? 0, g[k] ?? 0, b[k] ?? 0])

const at = (m: Matrix, row: number, column: number): number => m[row % 3]?.[column % 3] ?? 0

const product = (a: Matrix, b: Matrix): number[][] =>
  [0, 1, 2].map((i) =>
    [0, 1, 2].map(
      (k) => at(a, i, 0) * at(b, 0, k) + at(a, i, 1) * at(b, 1, k) + at(a, i, 2) * at(b, 2, k),
    ),
  )

/** Inverts by cofactors; `at` wraps the indices. */
function inverse(m: Matrix): Matrix {
  const cofactor = (i: number, k: number) =>
    at(m, i + 1, k + 1) * at(m, i + 2, k + 2) - at(m, i + 1, k + 2) * at(m, i + 2, k + 1)
  const determinant = [0, 1, 2].reduce((sum, k) => sum + at(m, 0, k) * cofactor(0, k), 0)
  return [0, 1, 2].map((i) => [0, 1, 2].map((k) => cofactor(k, i) / determinant))
}
