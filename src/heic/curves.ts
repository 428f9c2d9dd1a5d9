/** Curves from stored values (0 to 1) to linear light, in which 1 is the white of an SDR image. */

/** Light of SDR white in an HDR image, in cd/m² (ITU-R BT.2408). */
const SDR_WHITE = 203
/**
 * Peak of the display that HLG images are shown on, in cd/m² (ITU-R BT.2100, which gives it a
 * system gamma of 1.2).
 */
const HLG_PEAK = 1000

export type Curve = (stored: number) => number

export const srgbToLinear: Curve = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)

/** ITU-R BT.709, which BT.601 and BT.2020 share. */
export const bt709ToLinear: Curve = (v) =>
  v < 0.081 ? v / 4.5 : ((v + 0.099) / 1.099) ** (1 / 0.45)

/** ITU-R BT.2100 PQ: a stored 1 is 10 000 cd/m². */
export const pqToLinear: Curve = (v) => {
  const power = v ** (32 / 2523)
  return (
    (Math.max(0, power - 0.8359375) / (18.8515625 - 18.6875 * power)) ** (8192 / 1305) *
    (10_000 / SDR_WHITE)
  )
}

/** ITU-R BT.2100 HLG: the light of the scene, from 0 to 1. */
export const hlgToScene: Curve = (v) =>
  v <= 0.5 ? v ** 2 / 3 : (Math.exp((v - 0.559_910_73) / 0.178_832_77) + 0.284_668_92) / 12

/** By how much the display multiplies HLG's light of a scene, whose luminance is 0 to 1. */
export const hlgGain = (luminance: number): number => luminance ** 0.2 * (HLG_PEAK / SDR_WHITE)

/** Shares of red, green and blue in that luminance (BT.2100). */
export const HLG_LUMINANCE = [0.2627, 0.678, 0.0593] as const
