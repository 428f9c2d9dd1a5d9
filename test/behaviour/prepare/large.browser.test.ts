/**
 * Images that are too large for a browser to decode or draw. Each browser does what it can, and
 * rejects the rest.
 */
import { describe, expect, test } from 'vitest'
import { spoilt } from '../../support/engines.js'
import { colour, context, drawn, far, inspected, pixels, reencode } from '../../support/images.js'
import { scalesJpegs } from '../../../src/core/image/decodable.js'
import { readHeader } from '../../../src/core/image/format/index.js'
import { inspect, load } from '../../../src/core/image/inspect.js'
import { plan } from '../../../src/core/image/plan.js'
import { DEFAULT_LIMITS, type Limits } from '../../../src/core/spec.js'
import { validate } from '../../../src/core/image/validate.js'
import { makePreview, prepare } from '../../../src/core/prepare/prepare.js'

/** A file of the corpus that is stored compressed. */
async function unpacked(file: string): Promise<File> {
  const { body } = await fetch(`/corpus/${file}.gz`)
  if (body === null) throw new Error(`${file} is not in the corpus`)
  return new File(
    [await new Response(body.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer()],
    file,
  )
}

/** From the selection to the image that is sent. */
async function selected(file: File, changed: Partial<Limits> = {}) {
  const limits = { ...DEFAULT_LIMITS, ...changed }
  const options = context({ limits })
  const header = await inspect(file, options)
  const source = { name: file.name, type: file.type, bytes: file.size }
  validate(header, source, limits)
  const image = await load(file, header, options)
  const planned = plan(image.header, image.source, limits, { hex: '0' })
  return { image, planned, prepare: () => prepare(image, planned, options) }
}

describe('108 megapixels', () => {
  const unpackedFile = unpacked('jpeg/flat-12000x9000.jpg')
  const scales = scalesJpegs()

  const isReencoded = async () => {
    const { image, planned, prepare: make } = await selected(await unpackedFile)
    const preview = await makePreview(image, context())
    expect(await readHeader(preview ?? new Blob())).toMatchObject({ width: 512, height: 384 })
    expect(planned).toMatchObject({ kind: 'reencode', width: 2048, height: 1536 })
    const { blob, width, height } = await make()
    expect([width, height]).toEqual([2048, 1536])
    const [large, small] = [await pixels(blob), await pixels(preview ?? new Blob())]
    const levels = [0.1, 0.9].flatMap((y) =>
      [0.1, 0.9].map((x) => [colour(large, x, y), colour(small, x, y)] as const),
    )
    for (const [a, b] of levels) expect(far(a, b)).toBeLessThan(4)
    expect(new Set(levels.map(([[red]]) => Math.round(red))).size).toBe(2)
  }

  const isSentWhole = async () => {
    const { image, planned, prepare: make } = await selected(await unpackedFile)
    expect(await makePreview(image, context())).toBeUndefined()
    expect(planned).toMatchObject({ format: 'jpeg', width: 12_000, height: 9000 })
    expect(planned.kind).not.toBe('reencode')
    const { blob, ...sides } = await make()
    expect(sides).toMatchObject({ width: 12_000, height: 9000 })
    expect((await readHeader(blob))?.metadata).toEqual([])
  }

  const isRejected = async () => {
    const details = { width: 12_000, height: 9000, maxSize: 500_000 }
    await expect(selected(await unpackedFile, { maxSize: 500_000 })).rejects.toMatchObject({
      code: 'browser-limit',
      phase: 'choose',
      details,
    })
  }

  const outcomes = scales
    ? { 'resized while it is decoded': isReencoded }
    : {
        'sent whole where it fits, without a preview': isSentWhole,
        'rejected where it has to be re-encoded': isRejected,
      }
  test.each(Object.entries(outcomes))('%s', (_, check) => check())

  test('a progressive one is too much, because every decoder holds all of it', async () => {
    const bytes = new Uint8Array(await (await unpackedFile).arrayBuffer())
    const frame = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xc0)
    bytes[frame + 1] = 0xc2
    const header = await readHeader(new Blob([bytes]))
    if (header === undefined) throw new Error('no header')
    const source = { name: 'large', type: '', bytes: bytes.length }
    expect(plan(header, source, DEFAULT_LIMITS, { hex: '0' })).toMatchObject({
      width: 12_000,
      height: 9000,
    })
    const limits = { ...DEFAULT_LIMITS, maxSize: 500_000 }
    expect(() => plan(header, source, limits, { hex: '0' })).toThrow(
      expect.objectContaining({ code: 'browser-limit' }),
    )
    // The host app's compressor may do what no browser can.
    const compressor = () => Promise.reject(new Error('too large'))
    expect(plan(header, source, limits, { hex: '0', compressor }).kind).toBe('reencode')
  })

  test("the host app's limit applies", async () => {
    await expect(selected(await unpackedFile, { maxPixels: 107_999_999 })).rejects.toMatchObject({
      code: 'too-many-pixels',
    })
  })
})

describe('a screenshot of 1080 × 66000 pixels', () => {
  const screenshot = unpacked('png/screenshot-1080x66000.png')
  /** Eight bands, from red to blue in turn. */
  const bands = Array.from({ length: 8 }, (_, i) => (i + 0.5) / 8)

  test('is sent as it is where it fits', async () => {
    const { prepare: make } = await selected(await screenshot)
    expect(await make()).toMatchObject({ format: 'png', width: 1080, height: 66_000 })
  })

  const isReencoded = async () => {
    const { blob, width, height } = await (
      await selected(await screenshot, { maxSize: 290_000 })
    ).prepare()
    expect([width, height]).toEqual([224, 13_689])
    const image = await pixels(blob)
    const reds = bands.map((y) => colour(image, 0.5, y)[0] > 128)
    expect(reds).toEqual(bands.map((_, i) => i % 2 === 0))
  }

  const isTooMuch = async () => {
    const image = await selected(await screenshot, { maxSize: 290_000 })
    await expect(image.prepare()).rejects.toMatchObject({
      code: 'browser-limit',
      phase: 'prepare',
      details: { width: 1080, height: 66_000, maxSize: 290_000 },
    })
  }
  // Firefox decodes no side above 65 535, WebKitGTK draws none above 32 767.
  const outcome = scalesJpegs()
    ? (['is re-encoded', isReencoded] as const)
    : (['is too much for this browser, not damaged', isTooMuch] as const)
  test.each([outcome])('%s', (_, check) => check())

  const damages: Readonly<Record<string, (bytes: Uint8Array) => void>> = {
    'pixels that cannot be inflated': (bytes) =>
      bytes.fill(0x55, bytes.length >> 1, (bytes.length >> 1) + 64),
    'fewer rows than its header says': (bytes) => new DataView(bytes.buffer).setUint32(20, 66_001),
  }
  test.each(Object.entries(damages))(
    'with %s counts as damaged in every browser',
    async (_, damage) => {
      const bytes = new Uint8Array(await (await screenshot).arrayBuffer())
      damage(bytes)
      const image = await selected(new File([bytes], 'damaged.png'), { maxSize: 290_000 })
      await expect(image.prepare()).rejects.toMatchObject({
        code: 'unreadable-image',
        phase: 'prepare',
      })
    },
  )
})

describe('canvases that stay blank', () => {
  test('count as too much for this browser', async () => {
    const blank = `
      const { prototype } = OffscreenCanvasRenderingContext2D
      const { drawImage } = prototype
      prototype.drawImage = function (...what) {
        if (this.canvas.width < 100) drawImage.apply(this, what)
      }`
    const image = await inspected(
      await drawn(900, 600, (drawing) => drawing.fillRect(0, 0, 450, 600)),
    )
    const preparing = prepare(
      image,
      reencode(image, 450),
      context({
        createWorker: spoilt(blank),
        limits: { maxSize: 1000, minWidth: 1, minHeight: 1 },
      }),
    )
    // The main thread, where canvases draw, is not tried, because the worker's result is final.
    await expect(preparing).rejects.toMatchObject({ code: 'browser-limit' })
  })
})
