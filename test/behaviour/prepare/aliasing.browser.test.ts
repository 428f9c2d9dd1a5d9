import { expect, test } from 'vitest'
import { context, drawn, inspected, pixels, reencode } from '../../support/images.js'
import { prepare } from '../../../src/core/prepare/prepare.js'

const SIDE = 2048

/** Rings whose frequency rises to the limit at the edge. Aliasing shows as new rings. */
const levels = Uint8ClampedArray.from({ length: SIDE * SIDE }, (_, i) => {
  const [x, y] = [(i % SIDE) - SIDE / 2, Math.floor(i / SIDE) - SIDE / 2]
  return 127.5 + 127.5 * Math.cos((Math.PI * (x * x + y * y)) / SIDE)
})

const zonePlate = (type: string) =>
  drawn(
    SIDE,
    SIDE,
    (drawing) => {
      const image = drawing.createImageData(SIDE, SIDE)
      new Uint32Array(image.data.buffer).set(
        Uint32Array.from(levels, (level) => 0xff000000 + level * 0x010101),
      )
      drawing.putImageData(image, 0, 0)
    },
    type,
  )

/** The root mean square difference to the mean of each block. */
function error({ data, width }: ImageData): number {
  const factor = SIDE / width
  const means = new Float32Array(width * width)
  levels.forEach((level, i) => {
    const at = Math.floor(i / SIDE / factor) * width + Math.floor((i % SIDE) / factor)
    means[at] = (means[at] ?? NaN) + level / factor ** 2
  })
  return Math.sqrt(
    means.reduce((sum, mean, i) => sum + ((data[4 * i] ?? NaN) - mean) ** 2, 0) / means.length,
  )
}

test.each(['image/png', 'image/jpeg'])(
  'a zone plate (%s) resized by 1/8 and 1/4 shows no new rings',
  async (type) => {
    const image = await inspected(await zonePlate(type))
    for (const side of [256, 512]) {
      const { blob } = await prepare(image, { ...reencode(image, side), quality: 1 }, context())
      expect(error(await pixels(blob)), `${side}`).toBeLessThanOrEqual(2)
    }
    const { blob } = await prepare(
      image,
      { ...reencode(image, 256), quality: 1 },
      context({ compressor: 'browser-image-compression' }),
    )
    expect(error(await pixels(blob))).toBeGreaterThan(20)
  },
)
