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
  type Rgb,
} from '../../support/images.js'
import { readHeader } from '../../../src/core/image/format/index.js'
import { makePreview, prepare } from '../../../src/core/prepare/prepare.js'

const CORNERS: readonly (readonly [name: string, x: number, y: number, rgb: Rgb])[] = [
  ['red', 0.1, 0.1, [255, 0, 0]],
  ['lime', 0.9, 0.1, [0, 255, 0]],
  ['blue', 0.1, 0.9, [0, 0, 255]],
  ['yellow', 0.9, 0.9, [255, 255, 0]],
]

async function expectUpright(jpeg: Blob | undefined) {
  if (jpeg === undefined) throw new Error('no image')
  const shown = await pixels(jpeg)
  for (const [name, x, y, rgb] of CORNERS)
    expect(far(colour(shown, x, y), rgb), name).toBeLessThan(30)
}

/** The PNG with an eXIf chunk, which only some browsers follow. */
async function turned(png: Blob, orientation: number): Promise<Blob> {
  const exif = [
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    1,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ]
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

/** Draws four corners that are upright only after `orientation` is applied. */
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
  drawing.setTransform(
    new DOMMatrix(undefined).multiply(DOMMatrix.fromMatrix(undo[orientation])).inverse(),
  )
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
      const { blob, width, height } = await prepare(
        image,
        plan,
        context({ onPreview: (preview) => previews.push(preview) }),
      )
      expect([width, height]).toEqual([400, 267])
      expect((await readHeader(blob))?.orientation).toBe(1)
      await expectUpright(blob)
      await expectUpright(previews[0])
      await expectUpright(await makePreview(image, context()))
    })

    test(`PNG ${orientation}, whether the browser follows eXIf or not`, async () => {
      const [w, h] = orientation >= 5 ? [320, 480] : [480, 320]
      const image = await inspected(
        await turned(await drawn(w, h, stored(orientation), 'image/png'), orientation),
      )
      expect(image.header).toMatchObject({ width: 480, height: 320, orientation })
      const { blob, width, height } = await prepare(image, reencode(image, 400), context())
      expect([width, height]).toEqual([400, 267])
      await expectUpright(blob)
      await expectUpright(await makePreview(image, context()))
    })
  }
})
