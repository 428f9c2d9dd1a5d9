/** SSIM against a Lanczos reference, and the zone plate. */

export async function pixelsOf(image: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(image)
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })!
  context.fillStyle = '#fff'
  context.fillRect(0, 0, bitmap.width, bitmap.height)
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

/** Rec. 601 luma. */
function luma({ data, width, height }: ImageData): Plane {
  const values = new Float32Array(width * height)
  for (let i = 0; i < values.length; i++)
    values[i] = 0.299 * data[4 * i]! + 0.587 * data[4 * i + 1]! + 0.114 * data[4 * i + 2]!
  return { values, width, height }
}

interface Plane {
  readonly values: Float32Array
  readonly width: number
  readonly height: number
}

function lanczos(x: number): number {
  if (x === 0) return 1
  if (Math.abs(x) >= 3) return 0
  return (3 * Math.sin(Math.PI * x) * Math.sin((Math.PI * x) / 3)) / (Math.PI * x) ** 2
}

/** Lanczos3 with its window widened by the scale, along the rows; the result is transposed. */
function halfResize({ values, width, height }: Plane, to: number): Plane {
  const scale = width / to
  const result = new Float32Array(to * height)
  for (let x = 0; x < to; x++) {
    const centre = (x + 0.5) * scale - 0.5
    const first = Math.max(0, Math.ceil(centre - 3 * scale))
    const last = Math.min(width - 1, Math.floor(centre + 3 * scale))
    const weights = Array.from({ length: last - first + 1 }, (_, i) =>
      lanczos((first + i - centre) / scale),
    )
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    for (let y = 0; y < height; y++) {
      let sum = 0
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * values[y * width + first + i]!
      result[x * height + y] = sum / total
    }
  }
  return { values: result, width: height, height: to }
}

export const reference = (source: ImageData, width: number, height: number): Plane =>
  halfResize(halfResize(luma(source), width), height)

/**
 * Mean structural similarity over 8 × 8 windows in steps of 4 (Wang et al. 2004, uniform window).
 */
export function ssim(image: ImageData, other: Plane): number {
  const one = luma(image)
  const [c1, c2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2]
  let [total, count] = [0, 0]
  for (let top = 0; top + 8 <= one.height; top += 4) {
    for (let left = 0; left + 8 <= one.width; left += 4) {
      let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0]
      for (let k = 0; k < 64; k++) {
        const at = (top + (k >> 3)) * one.width + left + (k & 7)
        const [a, b] = [one.values[at]!, other.values[at]!]
        sa += a
        sb += b
        saa += a * a
        sbb += b * b
        sab += a * b
      }
      const [ma, mb] = [sa / 64, sb / 64]
      const [va, vb, cov] = [saa / 64 - ma * ma, sbb / 64 - mb * mb, sab / 64 - ma * mb]
      total += ((2 * ma * mb + c1) * (2 * cov + c2)) / ((ma * ma + mb * mb + c1) * (va + vb + c2))
      count++
    }
  }
  return total / count
}

const SIDE = 2048
const zone = (x: number, y: number): number =>
  127.5 + 127.5 * Math.cos((Math.PI * ((x - SIDE / 2) ** 2 + (y - SIDE / 2) ** 2)) / SIDE)

export async function zonePlate(type: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(SIDE, SIDE)
  const context = canvas.getContext('2d')!
  const image = context.createImageData(SIDE, SIDE)
  for (let i = 0; i < SIDE * SIDE; i++)
    image.data
      .fill(Math.round(zone(i % SIDE, Math.floor(i / SIDE))), 4 * i, 4 * i + 3)
      .fill(255, 4 * i + 3, 4 * i + 4)
  context.putImageData(image, 0, 0)
  return canvas.convertToBlob({ type, quality: 0.95 })
}

/** Root mean square difference to the mean of each block of the plate. */
export function zoneError({ data, width }: ImageData): number {
  const factor = SIDE / width
  let sum = 0
  for (let i = 0; i < width * width; i++) {
    let mean = 0
    for (let k = 0; k < factor * factor; k++)
      mean += zone(
        (i % width) * factor + (k % factor),
        Math.floor(i / width) * factor + Math.floor(k / factor),
      )
    sum += (data[4 * i]! - mean / factor ** 2) ** 2
  }
  return Math.sqrt(sum / width ** 2)
}
