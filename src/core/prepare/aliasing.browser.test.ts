import { describe, expect, test } from 'vitest'
import { context, drawn, inspected, pixels, reencode } from '../../../test/pictures.js'
import { prepare } from './index.js'

describe('aliasing', () => {
  const SIDE = 2048

  /** Rings whose frequency rises to the limit at the edge: whatever folds back shows as new rings. */
  const zone = (x: number, y: number): number => {
    const [dx, dy] = [x - SIDE / 2, y - SIDE / 2]
    return 127.5 + 127.5 * Math.cos((Math.PI * (dx * dx + dy * dy)) / SIDE)
  }

  const zonePlate = (type: string) =>
    drawn(
      SIDE,
      SIDE,
      (drawing) => {
        const image = drawing.createImageData(SIDE, SIDE)
        for (let i = 0; i < SIDE * SIDE; i++)
          image.data.set(
            [1, 1, 1].map(() => Math.round(zone(i % SIDE, Math.floor(i / SIDE)))),
            i * 4,
          )
        for (let i = 3; i < image.data.length; i += 4) image.data[i] = 255
        drawing.putImageData(image, 0, 0)
      },
      type,
    )

  /** Root mean square difference to the mean of each block. */
  function error({ data, width }: ImageData): number {
    const factor = SIDE / width
    let sum = 0
    for (let y = 0; y < width; y++) {
      for (let x = 0; x < width; x++) {
        let mean = 0
        for (let k = 0; k < factor * factor; k++) mean += zone(x * factor + (k % factor), y * factor + Math.floor(k / factor))
        sum += ((data[(y * width + x) * 4] ?? NaN) - mean / factor ** 2) ** 2
      }
    }
    return Math.sqrt(sum / width ** 2)
  }

  test.each(['image/png', 'image/jpeg'])('a zone plate (%s) reduced 8 and 4 times', async (type) => {
    const image = await inspected(await zonePlate(type))
    for (const side of [256, 512]) {
      const { blob } = await prepare(image, reencode(image, side), context({ quality: 1 }))
      const rms = error(await pixels(blob))
      expect(rms, `${side}`).toBeLessThanOrEqual(2)
    }
    const { blob } = await prepare(image, reencode(image, 256), context({ quality: 1, compressor: 'browser-image-compression' }))
    expect(error(await pixels(blob))).toBeGreaterThan(20)
  })
})
