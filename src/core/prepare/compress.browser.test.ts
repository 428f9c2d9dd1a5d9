import { describe, expect, test, vi } from 'vitest'
import { countWorkers, expectImage, imageBlob, spoilt } from '../../../test/support/engines.js'
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
import { prepareContext } from '../pipeline/accept.js'
import { plan } from '../image/plan.js'
import { resolveSettings } from '../pipeline/job.js'
import type { CompressionTarget, ImageCompressor } from './types.js'
import { prepare } from './prepare.js'

const construct = countWorkers()

describe('the compressor option', () => {
  test("'browser-image-compression' goes first", async () => {
    const image = await imageBlob()
    const result = await prepare(
      image,
      reencode(image, 900),
      context({ compressor: 'browser-image-compression' }),
    )
    expect(result).toMatchObject({ format: 'jpeg', width: 900, height: 600 })
    expect(construct).not.toHaveBeenCalled()
    await expectImage(image, result.blob)
  })

  test('after its failure, the package’s own engine runs', async () => {
    const image = await imageBlob()
    vi.spyOn(OffscreenCanvas.prototype, 'convertToBlob').mockRejectedValue('a string')
    const createWorker = spoilt('')
    const result = await prepare(
      image,
      reencode(image, 900),
      context({ compressor: 'browser-image-compression', createWorker }),
    )
    expect(construct).toHaveBeenCalledTimes(1)
    expect(result).toMatchObject({ format: 'jpeg', width: 900, height: 600 })
  })

  // Older iOS: a canvas above the limit stays blank, without an error.
  test.each([
    ['up to', 1200],
    ['above', 5600],
  ])('leaves nothing open with dimensions %s the limit of a canvas', async (_, width) => {
    const image = await inspected(
      await drawn(width, 3000, (drawing) => drawing.fillRect(0, 0, width, 1500)),
    )
    const blank = `
      const { prototype } = OffscreenCanvasRenderingContext2D
      const { drawImage } = prototype
      prototype.drawImage = function (...what) {
        if (this.canvas.width * this.canvas.height <= 16_777_216) drawImage.apply(this, what)
      }`
    const { drawImage } = OffscreenCanvasRenderingContext2D.prototype
    const draws = ({ width: w, height: h }: OffscreenCanvas) => w * h <= 16_777_216
    vi.spyOn(OffscreenCanvasRenderingContext2D.prototype, 'drawImage').mockImplementation(function (
      this: OffscreenCanvasRenderingContext2D,
      ...what: unknown[]
    ) {
      if (draws(this.canvas)) Reflect.apply(drawImage, this, what)
    })
    const { createImageBitmap: decode } = globalThis
    const bitmaps: ImageBitmap[] = []
    vi.stubGlobal('createImageBitmap', async (source: Blob) => {
      const bitmap = await decode(source)
      bitmaps.push(bitmap)
      return bitmap
    })
    const result = await prepare(
      image,
      reencode(image, 900),
      context({ compressor: 'browser-image-compression', createWorker: spoilt(blank) }),
    )
    vi.unstubAllGlobals()
    expect(Math.max(result.width, result.height)).toBe(900)
    expect(far(colour(await pixels(result.blob), 0.5, 0.25), [0, 0, 0])).toBeLessThan(3)
    expect(bitmaps).not.toEqual([])
    expect(bitmaps.filter((bitmap) => bitmap.width > 0)).toEqual([])
  })

  test("the host app's compressor gets the file and the target", async () => {
    const image = await imageBlob()
    const { signal } = new AbortController()
    const made = await drawn(900, 600, (drawing) => drawing.fillText('own', 100, 100))
    const compressor = vi.fn<ImageCompressor>().mockResolvedValue(made)
    const result = await prepare(
      image,
      { ...reencode(image, 900), quality: 0.7 },
      context({ compressor, signal }),
    )
    const target: CompressionTarget = {
      width: 900,
      height: 600,
      quality: 0.7,
      maxSize: 5_000_000,
      type: 'image/jpeg',
      signal,
    }
    expect(compressor).toHaveBeenCalledExactlyOnceWith(image.blob, target)
    expect(result).toEqual({ blob: made, format: 'jpeg', width: 900, height: 600 })
  })

  test.each([
    [1, 0.89],
    [-1, 0.85],
    [NaN, 0.85],
    [undefined, 0.85],
    [0.7, 0.7],
  ])('for the `quality` option %s it gets %d', async (quality, expected) => {
    const { header, source, blob, size } = await imageBlob()
    const compressor = vi
      .fn<ImageCompressor>()
      .mockResolvedValue(await drawn(900, 600, (drawing) => drawing.fillText('own', 100, 100)))
    const { signal } = new AbortController()
    const settings = resolveSettings({ endpoint: '/', compressor, quality, maxDimension: 900 })
    const planned = plan(header, source, settings.limits, { ...settings.options, hex: '00000000' })
    await prepare({ header, source, blob, size }, planned, prepareContext(settings, signal))
    expect(compressor.mock.lastCall?.[1].quality).toBe(expected)
  })

  test('metadata that it kept is stripped, unless keepMetadata is set', async () => {
    const image = await corpus('jpeg/orient-6.jpg')
    const compressor: ImageCompressor = () => Promise.resolve(image.blob)
    expect(image.header.metadata).not.toEqual([])
    const whole = reencode(image)
    const { blob } = await prepare(image, whole, context({ compressor }))
    expect((await inspected(blob)).header).toMatchObject({
      width: 480,
      height: 320,
      orientation: 6,
      metadata: [],
    })
    expect((await prepare(image, whole, context({ compressor, keepMetadata: true }))).blob).toBe(
      image.blob,
    )
  })

  test('its result is verified, and the package’s own engine takes over', async () => {
    const image = await imageBlob()
    const fill = (style: string) => (drawing: OffscreenCanvasRenderingContext2D) => {
      drawing.fillStyle = style
      drawing.fillRect(0, 0, 2000, 2000)
    }
    const bad: Record<string, () => Promise<Blob>> = {
      'another format': () => drawn(900, 600, fill('red'), 'image/png'),
      'too many bytes': async () =>
        new Blob([await drawn(900, 600, fill('red')), new Uint8Array(5_000_000)], {
          type: 'image/jpeg',
        }),
      'another shape': () => drawn(600, 900, fill('red')),
      'the right sides, distorted': () => drawn(900, 300, fill('red')),
      'larger than asked for': () => drawn(1800, 1200, fill('red')),
      'smaller than allowed': () => drawn(300, 200, fill('red')),
      black: () => drawn(900, 600, fill('black')),
      white: () => drawn(900, 600, fill('white')),
      nothing: () => Promise.resolve(undefined as unknown as Blob),
      'a rejected event': () => Promise.reject(new Event('error')),
      'a cut image': async () =>
        new Blob([(await (await drawn(900, 600, fill('red'))).bytes()).slice(0, -2_000)], {
          type: 'image/jpeg',
        }),
      'no image': () => Promise.resolve(new Blob(['<html>'], { type: 'image/jpeg' })),
    }
    for (const [what, make] of Object.entries(bad)) {
      const result = await prepare(image, reencode(image, 900), context({ compressor: make }))
      expect(result, what).toMatchObject({ format: 'jpeg', width: 900, height: 600 })
      await expectImage(image, result.blob)
    }
  })
})
