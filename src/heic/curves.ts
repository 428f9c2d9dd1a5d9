/** Curves from stored values (0 to 1) to linear light, where 1 is the white of an SDR image. */

/** In cd/m²: the light of SDR white in an HDR image (ITU-R BT.2408). */
const SDR_WHITE = 203
/**
 * In cd/m²: the peak of the display for HLG images (ITU-R BT.2100, which gives it a system gamma of
 * 1.2).
 */
const HLG_PEAK = 1000

export type Curve = (stored: number) => number

export const srgbToLinear: Curve = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)

/** ITU-R BT.709; BT.601 and BT.2020 have the same curve. */
export const bt709ToLinear: Curve = (v) =>
  v < 0.081 ? v / 4.5 : ((v + 0.099) / 1.099) ** (1 / 0.45)

/** ITU-R BT.2100 PQ, where a stored 1 is 10 000 cd/m². */
export const pqToLinear: Curve = (v) => {
  const power = v ** (32 / 2523)
  return (
    (Math.max(0, power - 0.8359375) / (18.8515625 - 18.6875 * power)) ** (8192 / 1305) *
    (10_000 / SDR_WHITE)
  )
}

/** ITU-R BT.2100 HLG, to the light of the scene (0 to 1). */
export const hlgToScene: Curve = (v) =>
  v <= 0.5 ? v ** 2 / 3 : (Math.exp((v - 0.559_910_73) / 0.178_832_77) + 0.284_668_92) / 12

/** The factor from the light of an HLG scene to that of the display, by luminance (0 to 1). */
export const hlgGain = (luminance: number): number => luminance ** 0.2 * (HLG_PEAK / SDR_WHITE)

/** The shares of red, green and blue in that luminance (BT.2100). */
export const HLG_LUMINANCE = [0.2627, 0.678, 0.0593] as const
