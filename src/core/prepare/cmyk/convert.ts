/**
 * Converts ink to sRGB by a colour profile's table, as Little CMS does for the perceptual intent.
 *
 * For each pixel: the samples of both images become amounts of ink (0 to 1), the profile's input
 * curves turn them into places in its table, the table gives Lab between its 16 nearest entries,
 * and Lab becomes XYZ, linear sRGB and stored sRGB. Everything that depends on one value alone is
 * computed once, into arrays: the input curves for 256 levels, the output curves in 4096 steps, the
 * sRGB curve in 16 384 steps. The profile's black is moved to black by scaling in XYZ (black-point
 * compensation), and that scaling, the D50 white and the matrix to sRGB are one matrix (`rows`)
 * with an offset (`dark`), so a pixel costs one interpolation in the table and one matrix.
 *
 * The two images show ink multiplied by a constant (planes.ts). A pixel above that constant, or a
 * coloured pixel in the image of black, proves that this browser decoded CMYK in another way; the
 * converter then returns false, and nothing of its result is used.
 */
import { D50, fromF, interpolate, type Lut } from './lut.js'

/**
 * From XYZ under D50, which profiles use, to linear sRGB, by Bradford adaptation (ICC.1:2022 annex
 * E; IEC 61966-2-1).
 */
const TO_SRGB = [
  [3.134_136, -1.617_386, -0.490_662],
  [-0.978_795, 1.916_142, 0.033_447],
  [0.071_955, -0.228_977, 1.405_386],
] as const

/** Steps of the sRGB curve: finer than 8-bit sRGB everywhere. */
const STEPS = 16_384
/** Steps of the output curves; the input has 8 bits. */
const CURVE_STEPS = 4096

const linearToSrgb = (v: number): number =>
  v <= 0.003_130_8 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055

export interface Levels {
  /** The level that means "no ink" in the image of C', M' and Y'. */
  readonly ink: number
  /** The level that means "no ink" in the image of K'. */
  readonly black: number
}

/**
 * Converts RGBA pixels in place.
 * @param ink shows C', M' and Y' as red, green and blue (0: full ink), and receives sRGB
 * @param black shows K' as grey
 * @returns false where the pixels are no such images
 */
export type Converter = (ink: Uint8ClampedArray, black: Uint8ClampedArray) => boolean

export function converter(lut: Lut, levels: Levels): Converter {
  const places = lut.inputs.map((place, k) => {
    const none = k < 3 ? levels.ink : levels.black
    return Float32Array.from({ length: 256 }, (_, level) => place(1 - Math.min(1, level / none)))
  })
  const toRgb = labToRgb(lut)
  const place = new Float64Array(4)
  const lab = new Float64Array(3)
  const most = Math.max(levels.ink, levels.black) + ROUNDING
  const [c, m, y, k] = places as [Float32Array, Float32Array, Float32Array, Float32Array]
  return (ink, black) => {
    for (let i = 0; i < ink.length; i += 4) {
      const [c0, m0, y0, k0] = [ink[i]!, ink[i + 1]!, ink[i + 2]!, black[i]!]
      if (
        c0 > most ||
        m0 > most ||
        y0 > most ||
        k0 > most ||
        Math.abs(k0 - black[i + 1]!) > ROUNDING
      )
        return false
      place[0] = c[c0]!
      place[1] = m[m0]!
      place[2] = y[y0]!
      place[3] = k[k0]!
      interpolate(lut, place, lab)
      toRgb(lab, ink, i)
    }
    return true
  }
}

/** In levels: how far a decoder may round. */
const ROUNDING = 2

/** Returns a function that writes sRGB for Lab values of the table (0 to 1). It clips colours. */
function labToRgb({
  outputs,
  black,
}: Lut): (lab: Float64Array, rgb: Uint8ClampedArray, at: number) => void {
  const sampled = (of: (value: number) => number) =>
    Float32Array.from({ length: CURVE_STEPS + 1 }, (_, i) => of(i / CURVE_STEPS))
  const [light, a, b] = outputs as [Curve, Curve, Curve]
  const fy = sampled((v) => (light(v) + 16) / 116)
  const fa = sampled((v) => a(v) / 500)
  const fb = sampled((v) => b(v) / 200)
  const toStored = Uint8Array.from({ length: STEPS + 1 }, (_, i) =>
    Math.round(linearToSrgb(i / STEPS) * 255),
  )
  const rows = TO_SRGB.map((row) =>
    row.map(
      (factor, k) => (factor * D50[k as 0] * D50[k as 0] * STEPS) / (D50[k as 0] - black[k as 0]),
    ),
  )
  const dark = rows.map((row) =>
    row.reduce((sum, factor, k) => sum + (factor * black[k as 0]) / D50[k as 0], 0),
  )
  return (lab, rgb, at) => {
    const f = fy[Math.round(lab[0]! * CURVE_STEPS)]!
    const x = fromF(f + fa[Math.round(lab[1]! * CURVE_STEPS)]!)
    const y = fromF(f)
    const z = fromF(f - fb[Math.round(lab[2]! * CURVE_STEPS)]!)
    for (let k = 0; k < 3; k++) {
      const row = rows[k]!
      const linear = row[0]! * x + row[1]! * y + row[2]! * z - dark[k]!
      rgb[at + k] = toStored[Math.min(STEPS, Math.max(0, Math.round(linear)))]!
    }
  }
}

type Curve = (value: number) => number
