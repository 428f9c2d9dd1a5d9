/** Ink to sRGB by a colour profile's table, as Little CMS does it for the perceptual intent. */
import { D50, fromF, interpolate, type Lut } from './lut.js'

/**
 * From XYZ under D50 (as Lab in profiles is) to linear sRGB, Bradford adapted (ICC.1:2022 annex E;
 * IEC 61966-2-1).
 */
const TO_SRGB = [
  [3.134_136, -1.617_386, -0.490_662],
  [-0.978_795, 1.916_142, 0.033_447],
  [0.071_955, -0.228_977, 1.405_386],
] as const

/** Finer than 8-bit sRGB everywhere. */
const STEPS = 16_384
/** Lab curves are looked up; 8 bits come in. */
const CURVE_STEPS = 4096

const linearToSrgb = (v: number): number =>
  v <= 0.003_130_8 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055

export interface Levels {
  /** The level of no ink in the image of C', M' and Y', and in that of K'. */
  readonly ink: number
  readonly black: number
}

/**
 * Turns RGBA pixels in place: `ink` shows C', M', Y' (0: all ink), `black` K'. Returns false where
 * either is no such image.
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

/** A decoder that shows more than half, or colours in the black, has not multiplied. */
const ROUNDING = 2

/**
 * Writes sRGB for what the table says (0 to 1); with the profile's black moved to sRGB's, colours
 * outside are clipped.
 */
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
