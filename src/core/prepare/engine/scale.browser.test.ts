import { expect, test } from 'vitest'
import { surface } from './canvas.js'
import { scale } from './scale.js'

/**
 * A gradient where every row and column differs. `fine` adds a pattern that shows the smallest
 * shift.
 */
function painted(width: number, height: number, fine: number) {
  const { canvas, context } = surface(width, height)
  const image = context.createImageData(width, height)
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)]
    image.data.set(
      [(x * 255) / width, (y * 255) / height, ((x * 7 + y * 13) & 255) * fine, 255],
      4 * i,
    )
  }
  context.putImageData(image, 0, 0)
  return { pixels: canvas, width, height, turn: 1 }
}

const bytes = (canvas: ReturnType<typeof scale>) =>
  (canvas.getContext('2d') as OffscreenCanvasRenderingContext2D).getImageData(
    0,
    0,
    canvas.width,
    canvas.height,
  ).data

test.each([
  { from: [1024, 768], goal: [256, 192], fine: 1 },
  { from: [1600, 904], goal: [200, 113], fine: 1 },
  // Halves of odd sides are not exact, so only the gradient is the same.
  { from: [1601, 903], goal: [333, 188], fine: 0 },
] as const)(
  '$from to $goal gives the same image in strips as in whole steps',
  ({ from, goal, fine }) => {
    const image = painted(from[0], from[1], fine)
    const to = { width: goal[0], height: goal[1] }
    const whole = bytes(scale(image, to))
    const areas: number[] = []
    const { prototype } = OffscreenCanvas
    const { getContext } = prototype
    Object.assign(prototype, {
      getContext(this: OffscreenCanvas, ...options: Parameters<typeof getContext>) {
        areas.push(this.width * this.height)
        return getContext.apply(this, options)
      },
    })
    const strips = bytes(scale(image, to, 100_000))
    Object.assign(prototype, { getContext })
    expect(Math.max(...areas)).toBeLessThanOrEqual(100_000)
    const worst = whole.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - (strips[i] ?? NaN))),
      0,
    )
    expect(worst).toBeLessThanOrEqual(1)
  },
)
