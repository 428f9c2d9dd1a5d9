import { afterEach, describe, expect, test, vi } from 'vitest'
import { expectImage, imageBlob, spoilt } from '../../support/engines.js'
import { colour, context, drawn, far, inspected, pixels, reencode } from '../../support/images.js'
import { readHeader } from '../../../src/core/image/format/index.js'
import { EngineError } from '../../../src/core/prepare/engine/job.js'
import { makePreview, prepare } from '../../../src/core/prepare/prepare.js'

describe('canvases with wrong content', () => {
  const noisy = `
    const { prototype } = OffscreenCanvasRenderingContext2D
    const { getImageData } = prototype
    prototype.getImageData = function (...area) {
      const image = getImageData.apply(this, area)
      image.data[5] ^= 1
      return image
    }`

  test('with noise against fingerprinting, the original is sent where it fits', async () => {
    const image = await imageBlob()
    const result = await prepare(
      image,
      reencode(image, 900),
      context({ createWorker: spoilt(noisy) }),
    )
    expect(result).toMatchObject({ format: 'jpeg', width: 1800, height: 1200 })
    expect((await inspected(result.blob)).header).toMatchObject({ orientation: 6, metadata: [] })
  })

  test('strips also the metadata that was not listed because of the planned re-encode', async () => {
    const { blob } = await imageBlob()
    const image = await inspected(new Blob([blob, 'a video', Uint8Array.of(0xff, 0xd9)]), 'large', {
      maxDimension: 900,
    })
    expect(image.header.metadata.map(({ kind }) => kind)).not.toContain('trailer')
    const result = await prepare(
      image,
      reencode(image, 900),
      context({ createWorker: spoilt(noisy) }),
    )
    expect(result).toMatchObject({ format: 'jpeg', width: 1800, height: 1200 })
    expect(await result.blob.text()).not.toContain('a video')
  })

  test('with noise, where the original does not fit, the error names the reason', async () => {
    const image = await imageBlob()
    const createWorker = spoilt(noisy)
    const failing = prepare(
      image,
      reencode(image, 900),
      context({ createWorker, limits: { maxSize: 300_000 } }),
    )
    await expect(failing).rejects.toMatchObject({
      code: 'prepare-failed',
      details: { reason: 'altered-canvas' },
    })
    expect(await makePreview(image, context({ createWorker }))).toBeUndefined()
  })

  test('where a canvas over the limit stays blank, smaller dimensions are tried', async () => {
    const limited = `
      const { prototype } = OffscreenCanvasRenderingContext2D
      const { drawImage } = prototype
      prototype.drawImage = function (...what) {
        if (this.canvas.width * this.canvas.height <= 2_500_000) drawImage.apply(this, what)
      }`
    const image = await inspected(
      await drawn(2600, 2000, (drawing) => drawing.fillRect(0, 0, 1300, 2000)),
    )
    const { blob, width, height } = await prepare(
      image,
      reencode(image),
      context({ createWorker: spoilt(limited) }),
    )
    expect(width * height).toBeLessThan(2_500_000)
    expect(width * height).toBeGreaterThan(2_000_000)
    expect(width / height).toBeCloseTo(1.3, 2)
    expect(far(colour(await pixels(blob), 0.25, 0.5), [0, 0, 0])).toBeLessThan(3)
  })

  test('where canvases never draw, the main thread takes over', async () => {
    const image = await imageBlob()
    const createWorker = spoilt(`
      const { prototype } = OffscreenCanvasRenderingContext2D
      const { drawImage } = prototype
      prototype.drawImage = function (...what) {
        if (this.canvas.width < 100) drawImage.apply(this, what)
      }`)
    await expectImage(
      image,
      (await prepare(image, reencode(image, 900), context({ createWorker }))).blob,
    )
  })

  test('where a decoder returns blank pixels, the main thread takes over', async () => {
    const empty = `
      globalThis.ImageDecoder = undefined
      const decode = createImageBitmap
      let first = true
      globalThis.createImageBitmap = async (...what) => {
        const bitmap = await decode(...what)
        if (!first) return bitmap
        first = false
        const nothing = new OffscreenCanvas(bitmap.width, bitmap.height)
        nothing.getContext('2d')
        return nothing.transferToImageBitmap()
      }`
    const image = await imageBlob()
    await expectImage(
      image,
      (await prepare(image, reencode(image, 900), context({ createWorker: spoilt(empty) }))).blob,
    )
  })

  test.each(['white', 'black', 'rgb(254 254 254)', 'gray'])(
    'an image that is all %s does not count as blank',
    async (style) => {
      const image = await inspected(
        await drawn(900, 600, (drawing) => {
          drawing.fillStyle = style
          drawing.fillRect(0, 0, 900, 600)
        }),
      )
      for (const compressor of ['native', 'browser-image-compression'] as const) {
        const result = await prepare(
          image,
          reencode(image, 450),
          context({ compressor, createWorker: spoilt('') }),
        )
        expect((await readHeader(result.blob))?.width).toBe(450)
      }
    },
  )

  test('a fine black and white pattern becomes grey and does not count as blank', async () => {
    const image = await inspected(
      await drawn(
        1024,
        1024,
        (drawing) => {
          for (let x = 0; x < 1024; x += 2) drawing.fillRect(x, 0, 1, 1024)
          drawing.globalCompositeOperation = 'destination-over'
          drawing.fillStyle = 'white'
          drawing.fillRect(0, 0, 1024, 1024)
        },
        'image/png',
      ),
    )
    const { blob } = await prepare(
      image,
      reencode(image, 512),
      context({ createWorker: spoilt('') }),
    )
    expect(far(colour(await pixels(blob), 0.5, 0.5), [128, 128, 128])).toBeLessThan(3)
  })
})

describe('memory', () => {
  /** Collects every canvas and decoded image that this realm makes from now on. */
  function watched() {
    const [canvases, images]: [OffscreenCanvas[], ImageBitmap[]] = [[], []]
    const { OffscreenCanvas: Canvas, createImageBitmap: decode } = globalThis
    vi.stubGlobal('ImageDecoder', undefined)
    vi.stubGlobal(
      'OffscreenCanvas',
      class extends Canvas {
        constructor(width: number, height: number) {
          super(width, height)
          canvases.push(this)
        }
      },
    )
    vi.stubGlobal('createImageBitmap', async (image: Blob) => {
      const bitmap = await decode(image)
      images.push(bitmap)
      return bitmap
    })
    return { canvases, images }
  }
  afterEach(() => vi.unstubAllGlobals())

  test.each([
    ['a result', 300_000, 'made'],
    ['one that takes several encodes', 12_000, 'made'],
    ['a failure', 1_000, 'too-big'],
  ])('canvases are released and images closed after %s', async (_, maxSize, expected) => {
    const image = await imageBlob()
    const { canvases, images } = watched()
    const { run } = await import('../../../src/core/prepare/engine/run.js')
    const { format, codedWidth, codedHeight, width, height, orientation } = image.header
    const job = {
      source: image.blob,
      geometry: { format, codedWidth, codedHeight, width, height, orientation },
      target: { width: 400, height: 267, quality: 0.85, maxSize, minWidth: 224, minHeight: 149 },
      previewSide: 100,
    }
    const ended = await run(job, () => undefined).then(
      () => 'made',
      (error: unknown) => (error instanceof EngineError ? error.failure : error),
    )
    expect(ended).toBe(expected)
    expect(images).toHaveLength(1)
    expect(canvases.length).toBeGreaterThan(3)
    expect(images.map((bitmap) => bitmap.width)).toEqual([0])
    expect(canvases.filter((canvas) => canvas.width > 0)).toEqual([])
  })
})
