/**
 * In every browser, every path shows the image as the header reader turns it, however the browser
 * reads EXIF.
 */
import { describe, expect, test } from 'vitest'
import {
  JPEG_VARIANTS,
  PNG_VARIANTS,
  QUARTERS,
  webpVariant,
  type Variant,
} from '../../support/orientations.js'
import { colour, context, corpus, far, inspected, pixels, reencode } from '../../support/images.js'
import type { InspectedImage } from '../../../src/core/image/types.js'
import { makePreview, prepare } from '../../../src/core/prepare/prepare.js'

async function expectUpright(image: ImageData, what: string) {
  expect([image.width > image.height, what]).toEqual([true, what])
  for (const [name, x, y, rgb] of QUARTERS)
    expect(far(colour(image, x, y), rgb), `${what}: ${name}`).toBeLessThan(40)
}

/** The image as `<img>` shows it. */
async function shown(image: Blob): Promise<ImageData> {
  const element = new Image()
  element.src = URL.createObjectURL(image)
  await element.decode()
  URL.revokeObjectURL(element.src)
  const canvas = new OffscreenCanvas(element.naturalWidth, element.naturalHeight)
  const drawing = canvas.getContext('2d')
  if (drawing === null) throw new Error('no 2d context')
  drawing.drawImage(element, 0, 0)
  return drawing.getImageData(0, 0, canvas.width, canvas.height)
}

const keep = (image: InspectedImage) => ({
  ...reencode(image),
  kind: 'keep' as const,
  format: image.header.format,
})

/** For an image that is kept: `createImageBitmap` and `<img>` show the same. */
async function expectStored(image: InspectedImage, what: string) {
  const kept = await prepare(image, keep(image), context({ keepMetadata: true }))
  const stripped = await prepare(image, { ...keep(image), kind: 'strip' }, context())
  for (const [name, { blob }] of Object.entries({ kept, stripped })) {
    await expectUpright(await pixels(blob), `${what}, ${name}`)
    await expectUpright(await shown(blob), `${what}, ${name}, <img>`)
    // The same holds when the result is selected again.
    expect((await inspected(blob)).header.orientation, `${what}, ${name}`).toBe(
      image.header.orientation,
    )
  }
}

async function expectOneOrientation(variant: Variant, orientation: number, isStoredUpright = true) {
  const image = await inspected(new Blob([await variant.file(orientation)]))
  const what = `orientation ${orientation}`
  expect(image.header, what).toMatchObject({
    width: 480,
    height: 320,
    orientation: variant.counts(orientation),
  })
  const preview = await makePreview(image, context())
  await expectUpright(await pixels(preview ?? new Blob()), `${what}, preview`)
  // An orientation that does not exchange the sides.
  for (const compressor of orientation === 2
    ? (['native', 'browser-image-compression'] as const)
    : (['native'] as const)) {
    const { blob, width, height } = await prepare(
      image,
      reencode(image, 400),
      context({ compressor }),
    )
    // browser-image-compression rounds down.
    expect([width, Math.abs(height - 266.5)], what).toEqual([400, 0.5])
    await expectUpright(await pixels(blob), `${what}, ${compressor}`)
  }
  if (isStoredUpright) await expectStored(image, what)
}

const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8]
/**
 * WebKitGTK does not turn PNGs. A PNG that is kept has its orientation in it, and nothing more can
 * be done.
 */
const turnsPngs = !/AppleWebKit/.test(navigator.userAgent) || /Chrome/.test(navigator.userAgent)

describe('one orientation', () => {
  test.each(Object.entries(JPEG_VARIANTS))('JPEG: %s', async (_, variant) => {
    for (const orientation of ORIENTATIONS) await expectOneOrientation(variant, orientation)
  })

  test.each(Object.entries(PNG_VARIANTS))('PNG: %s', async (_, variant) => {
    for (const orientation of ORIENTATIONS)
      await expectOneOrientation(
        variant,
        orientation,
        turnsPngs || variant.counts(orientation) === 1,
      )
  })

  test('WebP: EXIF is ignored, as browsers do', async () => {
    const lossy = new Uint8Array(
      await (await fetch('/corpus/webp/quarters.webp')).arrayBuffer(),
    ).subarray(12)
    for (const orientation of ORIENTATIONS)
      await expectOneOrientation(webpVariant(lossy), orientation)
  })

  // An image without a valid orientation is shown as it is stored: its quarters are turned left.
  test.each([
    ['jpeg/exif-none-then-6.jpg', [1, 3, 0, 2]],
    ['jpeg/xmp-then-exif6.jpg', [0, 1, 2, 3]],
    ['jpeg/xmp-then-exif6-2400.jpg', [0, 1, 2, 3]],
    ['png/exif6-badcrc.png', [1, 3, 0, 2]],
  ] as const)('%s', async (file, order) => {
    const image = await corpus(file)
    const { width, height } = image.header
    const paths: Readonly<Record<string, Blob | undefined>> = {
      preview: await makePreview(image, context()),
      're-encoded': (await prepare(image, reencode(image, Math.max(width, height) - 40), context()))
        .blob,
      stripped: (await prepare(image, { ...keep(image), kind: 'strip' }, context())).blob,
    }
    for (const [path, blob] of Object.entries(paths)) {
      const found = await pixels(blob ?? new Blob())
      expect(found.width > found.height, path).toBe(width > height)
      QUARTERS.forEach(([, x, y], i) => {
        const [name, , , rgb] = QUARTERS[order[i] ?? 0] ?? QUARTERS[0]!
        expect(far(colour(found, x, y), rgb), `${path}: ${name}`).toBeLessThan(40)
      })
    }
  })
})
