import { describe, expect, test, vi } from 'vitest'
import { spoilt } from '../../test/support/engines.js'
import {
  bitmapCorners,
  colour,
  context,
  corpus,
  far,
  inspected,
  pixels,
  reencode,
  type Rgb,
} from '../../test/support/images.js'
import { readHeader } from '../core/image/format/index.js'
import { makePreview, prepare } from '../core/prepare/prepare.js'
import { createHeicDecoder, heicDecoder } from './index.js'
import { NoLibrary } from './library.js'
import { loadSplit } from './split.js'

const { signal } = new AbortController()
const noWorker = () => {
  throw new Error('blocked')
}

const RED: Rgb = [255, 0, 0]
const LIME: Rgb = [0, 255, 0]
const BLUE: Rgb = [0, 0, 255]
const YELLOW: Rgb = [255, 255, 0]

describe('the decoder', () => {
  const files = [
    'single-480x320',
    'clap-400x300',
    'size-224x224',
    'size-451x461',
    '10bit',
    'irot-1',
    'irot-2',
    'irot-3',
    'imir-0',
    'brand-mif1',
  ]
  test.each(files)('%s has the dimensions of its header', async (file) => {
    const { blob, header } = await corpus(`heic/${file}.heic`)
    const bitmap = await heicDecoder(blob, { signal })
    expect([bitmap.width, bitmap.height]).toEqual([header.width, header.height])
    bitmap.close()
  })

  test.each([
    ['single-480x320', [RED, LIME, BLUE, YELLOW]],
    ['irot-1', [LIME, YELLOW, RED, BLUE]],
    ['irot-2', [YELLOW, BLUE, LIME, RED]],
    ['irot-3', [BLUE, RED, YELLOW, LIME]],
  ] as const)('%s stands upright', async (file, expected) => {
    const { blob } = await corpus(`heic/${file}.heic`)
    const found = await bitmapCorners(await heicDecoder(blob, { signal }))
    found.forEach((rgb, i) => expect(far(rgb, expected[i] ?? RED), `corner ${i}`).toBeLessThan(40))
  })

  test('decodes to the needed dimensions, upright', async () => {
    const { blob } = await corpus('heic/irot-1.heic')
    const small = await heicDecoder(blob, { signal, width: 60, height: 90 })
    expect([small.width, small.height]).toEqual([60, 90])
    const shown = await bitmapCorners(small)
    shown.forEach((rgb, i) =>
      expect(far(rgb, [LIME, YELLOW, RED, BLUE][i] ?? RED)).toBeLessThan(40),
    )
    expect((await heicDecoder(blob, { signal, width: 2048, height: 3072 })).width).toBe(320)
  })

  test('decodes on the main thread without a worker', async () => {
    const { blob } = await corpus('heic/single-480x320.heic')
    const bitmap = await createHeicDecoder({ createWorker: noWorker })(blob, { signal })
    expect([bitmap.width, bitmap.height]).toEqual([480, 320])
  })

  test.each(['/node_modules/libheif-js/libheif-wasm/libheif.wasm', '/no-such.wasm', '/'])(
    'with a wasm file: %s',
    async (wasmUrl) => {
      const { blob } = await corpus('heic/single-480x320.heic')
      const bitmap = await createHeicDecoder({ wasmUrl })(blob, { signal })
      expect([bitmap.width, bitmap.height]).toEqual([480, 320])
    },
  )

  test('tells a wasm file from an HTML page', async () => {
    await expect(loadSplit(new URL('/', location.href).href)).rejects.toBeInstanceOf(NoLibrary)
    await expect(loadSplit(new URL('/no-such.wasm', location.href).href)).rejects.toBeInstanceOf(
      NoLibrary,
    )
    const wasm = new URL('/node_modules/libheif-js/libheif-wasm/libheif.wasm', location.href)
    expect(await loadSplit(wasm.href)).toHaveProperty('HeifDecoder')
  })

  test('rejects a broken image with an EncodingError', async () => {
    const { blob } = await corpus('heic/single-480x320.heic')
    const bytes = await blob.bytes()
    const broken = [
      new Blob([bytes.slice(0, 601)]),
      new Blob(['no image at all']),
      new Blob([bytes.slice(0, 24)]),
    ]
    for (const image of broken)
      await expect(heicDecoder(image, { signal })).rejects.toMatchObject({ name: 'EncodingError' })
    expect((await heicDecoder(blob, { signal })).width).toBe(480)
  })

  test('an abort ends the worker at once, and the next image gets a new one', async () => {
    const { blob } = await corpus('heic/10bit.heic')
    const ended = vi.spyOn(Worker.prototype, 'terminate')
    // If a worker is not ready in time, the main thread decodes, and a new decoder is tried.
    let decoder = heicDecoder
    const given = vi.spyOn(Worker.prototype, 'postMessage')
    await expect
      .poll(async () => {
        decoder = createHeicDecoder()
        const bitmap = await decoder(blob, { signal })
        bitmap.close()
        return given.mock.calls.length
      })
      .toBeGreaterThan(0)
    given.mockRestore()
    const abort = new AbortController()
    const { postMessage } = Worker.prototype
    const begun = vi.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (
      this: Worker,
      message: unknown,
    ) {
      postMessage.call(this, message)
      abort.abort('stop')
    })
    const running = decoder(blob, { signal: abort.signal })
    const waiting = decoder(blob, { signal: abort.signal })
    await expect(running).rejects.toBe('stop')
    await expect(waiting).rejects.toBe('stop')
    await expect.poll(() => ended).toHaveBeenCalled()
    begun.mockRestore()
    ended.mockRestore()
    expect((await decoder(blob, { signal })).width).toBe(400)
    await expect(decoder(blob, { signal: AbortSignal.abort('no') })).rejects.toBe('no')
  })
})

describe('in the pipeline', () => {
  test('a HEIC over the limit becomes an upright JPEG with a preview', async () => {
    const { blob } = await corpus('heic/irot-1.heic')
    // A `free` box of 20 000 bytes makes it too large.
    const free = new Uint8Array(20_000)
    free.set([0, 0, 0x4e, 0x20, 0x66, 0x72, 0x65, 0x65])
    const image = await inspected(new Blob([blob, free]))
    const previews: Blob[] = []
    const onPreview = (preview: Blob) => previews.push(preview)
    const result = await prepare(
      image,
      reencode(image, 400),
      context({ heicDecoder, limits: { maxSize: 20_000 }, onPreview }),
    )
    expect(result).toMatchObject({ format: 'jpeg', width: 267, height: 400 })
    const shown = await pixels(result.blob)
    expect(far(colour(shown, 0.1, 0.1), LIME)).toBeLessThan(40)
    expect(far(colour(shown, 0.1, 0.9), RED)).toBeLessThan(40)
    expect(previews).toHaveLength(1)
  })

  test('the decoder is not called where the browser decodes HEIC itself', async () => {
    const createWorker = spoilt(`
      globalThis.createImageBitmap = async ({ type }) => {
        if (type !== 'image/heic') throw new Error(type)
        const canvas = new OffscreenCanvas(480, 320)
        const context = canvas.getContext('2d')
        context.fillStyle = 'lime'
        context.fillRect(0, 0, 480, 320)
        return canvas.transferToImageBitmap()
      }`)
    const image = await corpus('heic/single-480x320.heic')
    const asked = vi.fn(heicDecoder)
    const result = await prepare(
      image,
      reencode(image, 450),
      context({ heicDecoder: asked, createWorker }),
    )
    expect(result).toMatchObject({ format: 'jpeg', width: 450, height: 300 })
    expect(far(colour(await pixels(result.blob), 0.5, 0.5), LIME)).toBeLessThan(3)
    expect(asked).not.toHaveBeenCalled()
  })

  test('a HEIC that is sent as it is, is not decoded', async () => {
    const image = await corpus('heic/single-480x320.heic')
    const asked = vi.fn(heicDecoder)
    const decode = vi.spyOn(globalThis, 'createImageBitmap')
    const result = await prepare(
      image,
      { ...reencode(image), kind: 'strip', format: 'heic' },
      context({ heicDecoder: asked, createWorker: noWorker }),
    )
    expect(result).toMatchObject({ format: 'heic', width: 480, height: 320 })
    expect(asked).not.toHaveBeenCalled()
    expect(decode).not.toHaveBeenCalled()
    decode.mockRestore()
  })

  test('a HEIC that is sent as it is gets a preview', async () => {
    const image = await corpus('heic/clap-400x300.heic')
    const preview = await makePreview(image, context({ heicDecoder }))
    expect(await readHeader(preview ?? new Blob())).toMatchObject({ width: 400, height: 300 })
  })

  test('a broken HEIC is unreadable; where the decoder fails, the HEIC is too large', async () => {
    const image = await corpus('heic/single-480x320.heic')
    const bytes = await image.blob.bytes()
    const broken = { ...image, blob: new Blob([bytes.slice(0, 800)], { type: 'image/heic' }) }
    const limits = { maxSize: 500 }
    await expect(
      prepare(broken, reencode(image), context({ heicDecoder, limits })),
    ).rejects.toMatchObject({ code: 'unreadable-image' })
    const troubled = vi.fn(() =>
      Promise.reject<ImageBitmap>(new WebAssembly.CompileError('blocked by CSP')),
    )
    const failing = prepare(image, reencode(image), context({ heicDecoder: troubled, limits }))
    await expect(failing).rejects.toMatchObject({
      code: 'heic-too-large',
      details: { bytes: image.blob.size, maxSize: 500 },
    })
    expect(troubled).toHaveBeenCalledTimes(1)
  })
})
