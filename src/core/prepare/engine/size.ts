export interface Size {
  readonly width: number
  readonly height: number
}

const scaled = ({ width, height }: Size, factor: number): Size => ({
  width: Math.max(1, Math.round(width * factor)),
  height: Math.max(1, Math.round(height * factor)),
})

/** `size` fitted into a square of `side`; never larger than it is. */
export const within = (size: Size, side: number): Size =>
  scaled(size, Math.min(1, side / Math.max(size.width, size.height)))

/** `size` reduced to at most `area` pixels. */
export const withArea = (size: Size, area: number): Size =>
  scaled(size, Math.min(1, Math.sqrt(area / (size.width * size.height))))

/** `size` multiplied by `factor`, but no side below its minimum; never larger than it is. */
export function reduced(
  size: Size,
  factor: number,
  least: { readonly minWidth: number; readonly minHeight: number },
): Size {
  const allowed = Math.max(factor, least.minWidth / size.width, least.minHeight / size.height)
  return allowed >= 1 ? size : scaled(size, allowed)
}
