import { describe, expect, test } from 'vitest'
import {
  colour,
  context,
  corpus,
  drawn,
  far,
  inspected,
  pixels,
  reencode,
} from '../../../test/support/images.js'
import { UploadError } from '../errors.js'
import { readHeader } from '../image/format/index.js'
import { inspectImage } from '../image/inspect-image.js'
import type { InspectedImage, Plan } from '../image/types.js'
import { makePreview, prepare } from './prepare.js'

describe('the result', () => {
  const cases = [
    'jpeg/progressive.jpg',
    'jpeg/gray.jpg',
    'jpeg/ultrahdr-synth.jpg',
    'jpeg/mpo-stereo.mpo',
    'png/rgb16.png',
    'png/interlaced.png',
    'png/palette-trns.png',
    'png/gray1bit.png',
    'png/animated.png',
    'webp/lossy-vp8.webp',
    'webp/lossless-vp8l.webp',
    'webp/animated.webp',
  ]
  test.each(cases)(
    '%s becomes a JPEG of the planned dimensions, without metadata',
    async (file) => {
      const image = await corpus(file)
      const plan = reencode(image, 230)
      const result = await prepare(
        image,
        { ...plan, width: Math.max(plan.width, 1) },
        context({ limits: { minWidth: 1, minHeight: 1 } }),
      )
      expect(result).toMatchObject({ format: 'jpeg', width: plan.width, height: plan.height })
      const header = await readHeader(result.blob)
      expect(header).toMatchObject({
        format: 'jpeg',
        width: plan.width,
        height: plan.height,
        metadata: [],
      })
      const preview = await makePreview(image, context())
      const shown = await readHeader(preview ?? new Blob())
      expect(Math.max(shown?.width ?? 0, shown?.height ?? 0)).toBe(
        Math.min(512, Math.max(image.header.width, image.header.height)),
      )
    },
  )

  test('transparency is flattened on white, not on black', async () => {
    for (const file of [
      'png/rgba8-gradient.png',
      'webp/lossless-alpha.webp',
      'webp/lossy-alpha.webp',
    ]) {
      const image = await corpus(file)
      const { blob } = await prepare(image, reencode(image, 380), context())
      const flat = await pixels(new Blob([await drawnOnWhite(image)]))
      const result = await pixels(blob)
      for (const x of [0.05, 0.3, 0.5, 0.7, 0.95]) {
        for (const y of [0.1, 0.5, 0.9])
          expect(far(colour(result, x, y), colour(flat, x, y)), `${file} ${x} ${y}`).toBeLessThan(
            12,
          )
      }
    }
  })

  test('keep returns the same bytes', async () => {
    const image = await corpus('jpeg/orient-1.jpg')
    const plan: Plan = { ...reencode(image), kind: 'keep' }
    expect((await prepare(image, plan, context())).blob).toBe(image.blob)
  })

  test('strip keeps the image and removes the metadata', async () => {
    const image = await corpus('jpeg/orient-6.jpg')
    const plan: Plan = { ...reencode(image), kind: 'strip' }
    const result = await prepare(image, plan, context())
    expect(result).toMatchObject({ format: 'jpeg', width: 480, height: 320 })
    expect((await inspected(result.blob)).header).toMatchObject({ orientation: 6, metadata: [] })
  })
})

const drawnOnWhite = async (image: InspectedImage): Promise<Blob> => {
  const bitmap = await createImageBitmap(image.blob)
  return drawn(
    bitmap.width,
    bitmap.height,
    (drawing) => {
      drawing.fillStyle = 'white'
      drawing.fillRect(0, 0, bitmap.width, bitmap.height)
      drawing.drawImage(bitmap, 0, 0)
    },
    'image/png',
  )
}

describe('the byte limit', () => {
  /** Random noise: the worst case for a JPEG encoder. */
  const noise = (side: number) =>
    drawn(
      side,
      side,
      (drawing) => {
        const image = drawing.createImageData(side, side)
        for (let at = 0; at < image.data.length; at += 65_536)
          crypto.getRandomValues(image.data.subarray(at, at + 65_536))
        for (let i = 3; i < image.data.length; i += 4) image.data[i] = 255
        drawing.putImageData(image, 0, 0)
      },
      'image/png',
    )

  test.each([
    [400_000, 800],
    [200_000, 500],
    [60_000, 250],
  ])(
    'keeps within %i bytes, and to the planned dimensions while the quality allows it',
    async (maxSize, least) => {
      const image = await inspected(await noise(800))
      const { blob, width, height } = await prepare(
        image,
        reencode(image),
        context({ limits: { maxSize } }),
      )
      expect(blob.size).toBeLessThanOrEqual(maxSize)
      expect(blob.size).toBeGreaterThan(maxSize / 3)
      expect(width).toBe(height)
      expect(width).toBeGreaterThanOrEqual(least)
    },
  )

  test('an image that does not fit at the minimum sides is rejected with its numbers', async () => {
    const image = await inspected(await noise(800))
    const failing = prepare(image, reencode(image), context({ limits: { maxSize: 3_000 } }))
    await expect(failing).rejects.toMatchObject({
      code: 'cannot-fit',
      phase: 'prepare',
      recovery: 'choose-another',
      details: { name: 'drawn', width: 800, height: 800, maxSize: 3_000 },
    })
  })
})

describe('images that cannot be decoded', () => {
  const expectUnreadable = async (image: InspectedImage) => {
    const failing = prepare(image, reencode(image, 300), context())
    const details = { name: image.source.name }
    await expect(failing).rejects.toMatchObject({
      code: 'unreadable-image',
      phase: 'prepare',
      recovery: 'choose-another',
      details,
    })
    expect(await makePreview(image, context())).toBeUndefined()
  }

  test('a PNG with nothing behind its header', async () => {
    const bytes = await (await corpus('png/rgb8.png')).blob.bytes()
    const data = bytes.findIndex(
      (byte, i) =>
        byte === 0x49 && bytes[i + 1] === 0x44 && bytes[i + 2] === 0x41 && bytes[i + 3] === 0x54,
    )
    await expectUnreadable(await inspected(new Blob([bytes.fill(0, data + 4, -12)])))
  })

  test('a JPEG without a scan', async () => {
    const bytes = await (await corpus('jpeg/gray.jpg')).blob.bytes()
    const scan = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xda)
    const file = new File([bytes.slice(0, scan), new Uint8Array([0xff, 0xd9])], 'a.jpg')
    await expect(inspectImage(file)).rejects.toMatchObject({ code: 'unreadable-image' })
  })

  test('a JPEG that only some browsers decode is either prepared or rejected', async () => {
    const image = await corpus('jpeg/arithmetic.jpg')
    const outcome = await prepare(image, reencode(image, 600), context()).catch(
      (error: unknown) => error,
    )
    const made = { format: 'jpeg', width: 600, height: 450 }
    expect(outcome).toMatchObject(
      outcome instanceof UploadError ? { code: 'unreadable-image' } : made,
    )
  })

  test('a HEIC over the limit, without a decoder', async () => {
    const image = await corpus('heic/single-480x320.heic')
    const failing = prepare(image, reencode(image), context({ limits: { maxSize: 1_000 } }))
    await expect(failing).rejects.toMatchObject({
      code: 'heic-too-large',
      details: { bytes: image.blob.size, maxSize: 1_000 },
    })
    expect(await makePreview(image, context())).toBeUndefined()
  })
})
