import { describe, expect, test } from 'vitest'
import { colour, context, corpus, drawn, far, inspected, pixels, reencode, type Rgb } from '../../../test/pictures.js'
import { UploadError } from '../errors.js'
import { readHeader } from '../format/index.js'
import type { InspectedImage, Plan } from '../types.js'
import { makePreview, prepare } from './index.js'

const CORNERS: readonly (readonly [name: string, x: number, y: number, rgb: Rgb])[] = [
  ['red', 0.1, 0.1, [255, 0, 0]],
  ['lime', 0.9, 0.1, [0, 255, 0]],
  ['blue', 0.1, 0.9, [0, 0, 255]],
  ['yellow', 0.9, 0.9, [255, 255, 0]],
]

async function expectUpright(jpeg: Blob | undefined) {
  if (jpeg === undefined) throw new Error('no picture')
  const shown = await pixels(jpeg)
  for (const [name, x, y, rgb] of CORNERS) expect(far(colour(shown, x, y), rgb), name).toBeLessThan(30)
}

/** The PNG with an eXIf chunk, which some browsers follow and others do not. */
async function turned(png: Blob, orientation: number): Promise<Blob> {
  const exif = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
  const body = Uint8Array.from([...new TextEncoder().encode('eXIf'), ...exif])
  let crc = 0xffffffff
  for (const byte of body) {
    crc ^= byte
    for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  const chunk = new Uint8Array(12 + exif.length)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, exif.length)
  chunk.set(body, 4)
  view.setUint32(8 + exif.length, ~crc >>> 0)
  return new Blob([png.slice(0, 33), chunk, png.slice(33)], { type: 'image/png' })
}

/** Draws the four corners so that they are upright only once `orientation` is applied. */
const stored = (orientation: number) => (drawing: OffscreenCanvasRenderingContext2D) => {
  const { width, height } = drawing.canvas
  const [w, h] = orientation >= 5 ? [height, width] : [width, height]
  const undo: Record<number, DOMMatrix2DInit> = {
    2: { a: -1, b: 0, c: 0, d: 1, e: w, f: 0 },
    3: { a: -1, b: 0, c: 0, d: -1, e: w, f: h },
    4: { a: 1, b: 0, c: 0, d: -1, e: 0, f: h },
    5: { a: 0, b: 1, c: 1, d: 0, e: 0, f: 0 },
    6: { a: 0, b: 1, c: -1, d: 0, e: w, f: 0 },
    7: { a: 0, b: -1, c: -1, d: 0, e: w, f: h },
    8: { a: 0, b: -1, c: 1, d: 0, e: 0, f: h },
  }
  drawing.setTransform(new DOMMatrix(undefined).multiply(DOMMatrix.fromMatrix(undo[orientation])).inverse())
  for (const [, x, y, [r, g, b]] of CORNERS) {
    drawing.fillStyle = `rgb(${r} ${g} ${b})`
    drawing.fillRect(x < 0.5 ? 0 : w / 2, y < 0.5 ? 0 : h / 2, w / 2, h / 2)
  }
}

describe('orientation is applied once', () => {
  for (let orientation = 1; orientation <= 8; orientation++) {
    test(`JPEG ${orientation}`, async () => {
      const image = await corpus(`jpeg/orient-${orientation}.jpg`)
      const plan = reencode(image, 400)
      const previews: Blob[] = []
      const { blob, width, height } = await prepare(image, plan, context({ onPreview: (preview) => previews.push(preview) }))
      expect([width, height]).toEqual([400, 267])
      expect((await readHeader(blob))?.orientation).toBe(1)
      await expectUpright(blob)
      await expectUpright(previews[0])
      await expectUpright(await makePreview(image, context()))
    })

    test(`PNG ${orientation}, whether the browser follows eXIf or not`, async () => {
      const [w, h] = orientation >= 5 ? [320, 480] : [480, 320]
      const image = await inspected(await turned(await drawn(w, h, stored(orientation), 'image/png'), orientation))
      expect(image.header).toMatchObject({ width: 480, height: 320, orientation })
      const { blob, width, height } = await prepare(image, reencode(image, 400), context())
      expect([width, height]).toEqual([400, 267])
      await expectUpright(blob)
      await expectUpright(await makePreview(image, context()))
    })
  }
})

describe('what comes out', () => {
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
  test.each(cases)('%s becomes a JPEG of the planned size, without metadata', async (file) => {
    const image = await corpus(file)
    const plan = reencode(image, 230)
    const result = await prepare(image, { ...plan, width: Math.max(plan.width, 1) }, context({ limits: { minWidth: 1, minHeight: 1 } }))
    expect(result).toMatchObject({ format: 'jpeg', width: plan.width, height: plan.height })
    const header = await readHeader(result.blob)
    expect(header).toMatchObject({ format: 'jpeg', width: plan.width, height: plan.height, metadata: [] })
    const preview = await makePreview(image, context())
    const shown = await readHeader(preview ?? new Blob())
    expect(Math.max(shown?.width ?? 0, shown?.height ?? 0)).toBe(Math.min(512, Math.max(image.header.width, image.header.height)))
  })

  test('transparency is flattened on white, never on black', async () => {
    for (const file of ['png/rgba8-gradient.png', 'webp/lossless-alpha.webp', 'webp/lossy-alpha.webp']) {
      const image = await corpus(file)
      const { blob } = await prepare(image, reencode(image, 380), context())
      const flat = await pixels(new Blob([await drawnOnWhite(image)]))
      const result = await pixels(blob)
      for (const x of [0.05, 0.3, 0.5, 0.7, 0.95]) {
        for (const y of [0.1, 0.5, 0.9]) expect(far(colour(result, x, y), colour(flat, x, y)), `${file} ${x} ${y}`).toBeLessThan(12)
      }
    }
  })

  test('keep hands on the very same bytes', async () => {
    const image = await corpus('jpeg/orient-1.jpg')
    const plan: Plan = { ...reencode(image), kind: 'keep' }
    expect((await prepare(image, plan, context())).blob).toBe(image.blob)
  })

  test('scrub keeps the picture and removes the metadata', async () => {
    const image = await corpus('jpeg/orient-6.jpg')
    const plan: Plan = { ...reencode(image), kind: 'scrub' }
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
  /** Random noise: the worst that a JPEG encoder can get. */
  const noise = (side: number) =>
    drawn(
      side,
      side,
      (drawing) => {
        const image = drawing.createImageData(side, side)
        for (let at = 0; at < image.data.length; at += 65_536) crypto.getRandomValues(image.data.subarray(at, at + 65_536))
        for (let i = 3; i < image.data.length; i += 4) image.data[i] = 255
        drawing.putImageData(image, 0, 0)
      },
      'image/png',
    )

  test.each([400_000, 200_000, 60_000])('%i bytes are kept, at the planned size as long as quality allows', async (maxSize) => {
    const image = await inspected(await noise(800))
    const { blob, width, height } = await prepare(image, reencode(image), context({ limits: { maxSize } }))
    expect(blob.size).toBeLessThanOrEqual(maxSize)
    expect(blob.size).toBeGreaterThan(maxSize / 3)
    expect(width).toBe(height)
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(224)
  })

  test('what cannot fit at the minimum sides is refused with its numbers', async () => {
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

describe('pictures that cannot be decoded', () => {
  const expectUnreadable = async (image: InspectedImage) => {
    const failing = prepare(image, reencode(image, 300), context())
    const details = { name: image.source.name }
    await expect(failing).rejects.toMatchObject({ code: 'unreadable-image', phase: 'prepare', recovery: 'choose-another', details })
    expect(await makePreview(image, context())).toBeUndefined()
  }

  test('a JPEG with nothing behind its header', async () => {
    const bytes = await (await corpus('jpeg/gray.jpg')).blob.bytes()
    const scan = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xda)
    await expectUnreadable(await inspected(new Blob([bytes.slice(0, scan), new Uint8Array([0xff, 0xd9])])))
  })

  test('a JPEG that only some browsers decode is either made or refused', async () => {
    const image = await corpus('jpeg/arithmetic.jpg')
    const outcome = await prepare(image, reencode(image, 600), context()).catch((error: unknown) => error)
    const made = { format: 'jpeg', width: 600, height: 450 }
    expect(outcome).toMatchObject(outcome instanceof UploadError ? { code: 'unreadable-image' } : made)
  })

  test('a HEIC over the limit, where nothing decodes it', async () => {
    const image = await corpus('heic/single-480x320.heic')
    const failing = prepare(image, reencode(image), context({ limits: { maxSize: 1_000 } }))
    await expect(failing).rejects.toMatchObject({ code: 'heic-too-large', details: { bytes: image.blob.size, maxSize: 1_000 } })
    expect(await makePreview(image, context())).toBeUndefined()
  })
})
