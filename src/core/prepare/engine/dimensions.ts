/** Arithmetic of width and height, in pixels. */

export interface Dimensions {
  readonly width: number
  readonly height: number
}

const scaled = ({ width, height }: Dimensions, factor: number): Dimensions => ({
  width: Math.max(1, Math.round(width * factor)),
  height: Math.max(1, Math.round(height * factor)),
})

/** Fitted into a square of `side`; never larger than before. */
export const within = (dimensions: Dimensions, side: number): Dimensions =>
  scaled(dimensions, Math.min(1, side / Math.max(dimensions.width, dimensions.height)))

/** Resized to at most `area` pixels. */
export const withArea = (dimensions: Dimensions, area: number): Dimensions =>
  scaled(dimensions, Math.min(1, Math.sqrt(area / (dimensions.width * dimensions.height))))

/** Multiplied by `factor`, but no side below its minimum; never larger than before. */
export function resized(
  dimensions: Dimensions,
  factor: number,
  least: { readonly minWidth: number; readonly minHeight: number },
): Dimensions {
  const { width, height } = dimensions
  const allowed = Math.max(factor, least.minWidth / width, least.minHeight / height)
  return allowed >= 1 ? dimensions : scaled(dimensions, allowed)
}
