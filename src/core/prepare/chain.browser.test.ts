import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cells, colour, context, corpus, drawn, far, inspected, pixels, reencode } from '../../../test/pictures.js'
import { readHeader } from '../format/index.js'
import type { CompressionTarget, ImageCompressor, InspectedImage } from '../types.js'
import { makePreview, prepare } from './index.js'

const construct = vi.fn()
const PageWorker = globalThis.Worker

beforeEach(() => {
  vi.stubGlobal(
    'Worker',
    class extends PageWorker {
      constructor(url: string | URL, options?: WorkerOptions) {
        construct()
        super(url, options)
      }
    },
  )
})
afterEach(() => {
  construct.mockClear()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const noWorker = () => {
  throw new Error('blocked')
}

/** The real worker, after `script` has spoilt its surroundings. */
const spoilt = (script: string) => () => {
  const url = new URL('/src/core/prepare/prepare.worker.ts', location.href)
  const source = `${script}\nawait import(${JSON.stringify(url.href)})`
  return new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), { type: 'module' })
}

/** The main thread without its decoders: browser-image-compression then still has `<img>`. */
function withoutDecoders() {
  vi.stubGlobal('ImageDecoder', undefined)
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new TypeError('disabled')))
}

/** Both pictures reduced to 16 × 16 means: average difference of the levels. */
async function expectPhoto(image: InspectedImage, jpeg: Blob) {
  const [a, b] = [cells(await pixels(jpeg), 16, 16), cells(await pixels(image.blob), 16, 16)]
  const differences = a.map((rgb, i) => far(rgb, b[i] ?? [NaN, NaN, NaN]))
  expect(differences.reduce((sum, value) => sum + value, 0) / a.length).toBeLessThan(2)
}

const photo = () => corpus('jpeg/recurser-landscape-6.jpg')

describe('the chain of engines', () => {
  test('first a worker of our own', async () => {
    const image = await photo()
    const createWorker = spoilt('')
    const result = await prepare(image, reencode(image, 900), context({ createWorker }))
    expect(result).toMatchObject({ format: 'jpeg', width: 900, height: 600 })
    expect(construct).toHaveBeenCalledTimes(1)
    await expectPhoto(image, result.blob)
  })

  test('without workers the same code on the main thread, to the same bytes', async () => {
    const image = await photo()
    const inWorker = await prepare(image, reencode(image, 900), context({ createWorker: spoilt('') }))
    const previews: Blob[] = []
    const here = await prepare(image, reencode(image, 900), context({ createWorker: noWorker, onPreview: (blob) => previews.push(blob) }))
    expect(await here.blob.bytes()).toEqual(await inWorker.blob.bytes())
    expect(previews).toHaveLength(1)
    expect(await makePreview(image, context({ createWorker: noWorker }))).toBeDefined()
  })

  test('a worker that crashes or fails in the middle: the main thread', async () => {
    const image = await photo()
    const scripts = [
      'addEventListener("message", () => setTimeout(() => { throw new Error("crash") })); globalThis.ImageDecoder = undefined; createImageBitmap = () => new Promise(() => {})',
      'OffscreenCanvas.prototype.convertToBlob = () => Promise.reject(new Error("no memory"))',
      'OffscreenCanvas.prototype.convertToBlob = () => Promise.resolve(new Blob(["x"], { type: "image/png" }))',
      'OffscreenCanvas.prototype.getContext = () => null',
      'delete globalThis.OffscreenCanvas',
    ]
    for (const script of scripts) {
      const result = await prepare(image, reencode(image, 900), context({ createWorker: spoilt(script) }))
      expect(result, script).toMatchObject({ format: 'jpeg', width: 900, height: 600 })
      await expectPhoto(image, result.blob)
    }
  })

  test('without OffscreenCanvas the main thread draws on a canvas element', async () => {
    const image = await photo()
    vi.stubGlobal('OffscreenCanvas', undefined)
    const result = await prepare(image, reencode(image, 900), context({ createWorker: noWorker }))
    expect(result).toMatchObject({ format: 'jpeg', width: 900, height: 600 })
    vi.unstubAllGlobals()
    await expectPhoto(image, result.blob)
  })

  test('then browser-image-compression: no worker, no third party', async () => {
    const image = await photo()
    withoutDecoders()
    performance.clearResourceTimings()
    const result = await prepare(image, reencode(image, 900), context({ createWorker: noWorker }))
    vi.unstubAllGlobals()
    expect(result).toMatchObject({ format: 'jpeg', width: 900, height: 600 })
    expect(construct).not.toHaveBeenCalled()
    const hosts = performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin)
    expect(hosts.filter((host) => host !== location.origin && host !== 'null')).toEqual([])
    await expectPhoto(image, result.blob)
  })

  test('at last the original without its metadata, where it fits', async () => {
    const image = await photo()
    withoutDecoders()
    vi.stubGlobal(
      'Image',
      class {
        onerror = (_event: Event) => {}
        set src(_url: string) {
          queueMicrotask(() => this.onerror(new Event('error')))
        }
      },
    )
    const plan = reencode(image, 900)
    const result = await prepare(image, plan, context({ createWorker: noWorker }))
    expect(result).toMatchObject({ format: 'jpeg', width: 1800, height: 1200 })
    const { header } = await inspected(result.blob)
    expect(header).toMatchObject({ orientation: 6, metadata: [] })
    const kept = await prepare(image, plan, context({ createWorker: noWorker, keepMetadata: true }))
    expect(kept.blob).toBe(image.blob)
    const failing = prepare(image, plan, context({ createWorker: noWorker, limits: { maxSize: 300_000 } }))
    await expect(failing).rejects.toMatchObject({ code: 'prepare-failed', phase: 'prepare', recovery: 'choose-another' })
  })
})

describe('the compressor option', () => {
  test("'browser-image-compression' goes first", async () => {
    const image = await photo()
    const result = await prepare(image, reencode(image, 900), context({ compressor: 'browser-image-compression' }))
    expect(result).toMatchObject({ format: 'jpeg', width: 900, height: 600 })
    expect(construct).not.toHaveBeenCalled()
    await expectPhoto(image, result.blob)
  })

  test('its failure leads to ours', async () => {
    const image = await photo()
    vi.spyOn(OffscreenCanvas.prototype, 'convertToBlob').mockRejectedValue('a string')
    const createWorker = spoilt('')
    const result = await prepare(image, reencode(image, 900), context({ compressor: 'browser-image-compression', createWorker }))
    expect(construct).toHaveBeenCalledTimes(1)
    expect(result).toMatchObject({ format: 'jpeg', width: 900, height: 600 })
  })

  test("the host's own gets the file and the target", async () => {
    const image = await photo()
    const { signal } = new AbortController()
    const made = await drawn(900, 600, (drawing) => drawing.fillText('own', 100, 100))
    const compressor = vi.fn<ImageCompressor>().mockResolvedValue(made)
    const result = await prepare(image, reencode(image, 900), context({ compressor, signal, quality: 0.7 }))
    const target: CompressionTarget = { width: 900, height: 600, quality: 0.7, maxSize: 5_000_000, type: 'image/jpeg', signal }
    expect(compressor).toHaveBeenCalledExactlyOnceWith(image.blob, target)
    expect(result).toEqual({ blob: made, format: 'jpeg', width: 900, height: 600 })
  })

  test('what it makes is checked, and ours takes over', async () => {
    const image = await photo()
    const fill = (style: string) => (drawing: OffscreenCanvasRenderingContext2D) => {
      drawing.fillStyle = style
      drawing.fillRect(0, 0, 2000, 2000)
    }
    const bad: Record<string, () => Promise<Blob>> = {
      'another format': () => drawn(900, 600, fill('red'), 'image/png'),
      'too many bytes': async () => new Blob([await drawn(900, 600, fill('red')), new Uint8Array(5_000_000)], { type: 'image/jpeg' }),
      'another shape': () => drawn(600, 900, fill('red')),
      'larger than asked for': () => drawn(1800, 1200, fill('red')),
      'smaller than allowed': () => drawn(300, 200, fill('red')),
      black: () => drawn(900, 600, fill('black')),
      white: () => drawn(900, 600, fill('white')),
      nothing: () => Promise.resolve(undefined as unknown as Blob),
      'a rejected event': () => Promise.reject(new Event('error')),
      'no picture': () => Promise.resolve(new Blob(['<html>'], { type: 'image/jpeg' })),
    }
    for (const [what, make] of Object.entries(bad)) {
      const result = await prepare(image, reencode(image, 900), context({ compressor: make }))
      expect(result, what).toMatchObject({ format: 'jpeg', width: 900, height: 600 })
      await expectPhoto(image, result.blob)
    }
  })
})

describe('canvases that lie', () => {
  const noisy = `
    const { prototype } = OffscreenCanvasRenderingContext2D
    const { getImageData } = prototype
    prototype.getImageData = function (...area) {
      const image = getImageData.apply(this, area)
      image.data[5] ^= 1
      return image
    }`

  test('noise against fingerprinting: the original is sent where it fits', async () => {
    const image = await photo()
    const result = await prepare(image, reencode(image, 900), context({ createWorker: spoilt(noisy) }))
    expect(result).toMatchObject({ format: 'jpeg', width: 1800, height: 1200 })
    expect((await inspected(result.blob)).header).toMatchObject({ orientation: 6, metadata: [] })
  })

  test('noise where the original does not fit: the reason is said', async () => {
    const image = await photo()
    const createWorker = spoilt(noisy)
    const failing = prepare(image, reencode(image, 900), context({ createWorker, limits: { maxSize: 300_000 } }))
    await expect(failing).rejects.toMatchObject({ code: 'prepare-failed', details: { reason: 'altered-canvas' } })
    expect(await makePreview(image, context({ createWorker }))).toBeUndefined()
  })

  test('a canvas over the limit of this browser stays blank: the picture is made smaller, step by step', async () => {
    const limited = `
      const { prototype } = OffscreenCanvasRenderingContext2D
      const { drawImage } = prototype
      prototype.drawImage = function (...what) {
        if (this.canvas.width * this.canvas.height <= 2_500_000) drawImage.apply(this, what)
      }`
    const image = await inspected(await drawn(2600, 2000, (drawing) => drawing.fillRect(0, 0, 1300, 2000)))
    const { blob, width, height } = await prepare(image, reencode(image), context({ createWorker: spoilt(limited) }))
    expect(width * height).toBeLessThan(2_500_000)
    expect(width * height).toBeGreaterThan(2_000_000)
    expect(width / height).toBeCloseTo(1.3, 2)
    expect(far(colour(await pixels(blob), 0.25, 0.5), [0, 0, 0])).toBeLessThan(3)
  })

  test('a canvas that never draws: the main thread takes over', async () => {
    const image = await photo()
    const createWorker = spoilt(`
      const { prototype } = OffscreenCanvasRenderingContext2D
      const { drawImage } = prototype
      prototype.drawImage = function (...what) {
        if (this.canvas.width < 100) drawImage.apply(this, what)
      }`)
    await expectPhoto(image, (await prepare(image, reencode(image, 900), context({ createWorker }))).blob)
  })

  test('a decoder that hands over nothing is noticed: the main thread takes over', async () => {
    const empty = `
      globalThis.ImageDecoder = undefined
      const decode = createImageBitmap
      let first = true
      createImageBitmap = async (...what) => {
        const bitmap = await decode(...what)
        if (!first) return bitmap
        first = false
        const nothing = new OffscreenCanvas(bitmap.width, bitmap.height)
        nothing.getContext('2d')
        return nothing.transferToImageBitmap()
      }`
    const image = await photo()
    await expectPhoto(image, (await prepare(image, reencode(image, 900), context({ createWorker: spoilt(empty) }))).blob)
  })

  test.each(['white', 'black', 'rgb(254 254 254)', 'gray'])('a picture that is all %s is no lost one', async (style) => {
    const image = await inspected(
      await drawn(900, 600, (drawing) => {
        drawing.fillStyle = style
        drawing.fillRect(0, 0, 900, 600)
      }),
    )
    for (const compressor of ['native', 'browser-image-compression'] as const) {
      const result = await prepare(image, reencode(image, 450), context({ compressor, createWorker: spoilt('') }))
      expect((await readHeader(result.blob))?.width).toBe(450)
    }
  })

  test('a fine black and white pattern becomes grey and is no lost one', async () => {
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
    const { blob } = await prepare(image, reencode(image, 512), context({ createWorker: spoilt('') }))
    expect(far(colour(await pixels(blob), 0.5, 0.5), [128, 128, 128])).toBeLessThan(3)
  })
})

describe('cancelling', () => {
  /** A worker that takes a job and never answers; hands over its `terminate`. */
  const hanging = () => {
    const ended = vi.fn()
    const createWorker = () => {
      const worker = new Worker(URL.createObjectURL(new Blob(['postMessage({ ready: true })'])))
      const end = worker.terminate.bind(worker)
      worker.terminate = () => {
        ended()
        end()
      }
      return worker
    }
    return { ended, createWorker }
  }

  test('before it begins', async () => {
    const image = await photo()
    const signal = AbortSignal.abort('no')
    await expect(prepare(image, reencode(image), context({ signal }))).rejects.toBe('no')
    await expect(makePreview(image, context({ signal }))).rejects.toBe('no')
  })

  test('a running job ends with its worker, and the next one gets a new worker', async () => {
    const image = await photo()
    const { ended, createWorker } = hanging()
    const abort = new AbortController()
    const running = prepare(image, reencode(image, 900), context({ signal: abort.signal, createWorker }))
    await vi.waitFor(() => expect(construct).toHaveBeenCalledTimes(1))
    abort.abort('stop')
    await expect(running).rejects.toBe('stop')
    await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(1))
    await expectPhoto(image, (await prepare(image, reencode(image, 900), context())).blob)
  })

  test('a waiting job leaves the queue without disturbing the running one', async () => {
    const image = await photo()
    const createWorker = spoilt('')
    const abort = new AbortController()
    const running = prepare(image, reencode(image, 900), context({ createWorker }))
    const waiting = prepare(image, reencode(image, 900), context({ createWorker, signal: abort.signal }))
    abort.abort('stop')
    await expect(waiting).rejects.toBe('stop')
    await expectPhoto(image, (await running).blob)
  })

  test.each(['browser-image-compression', () => new Promise<Blob>(() => {})] as const)('compressor %#', async (compressor) => {
    const image = await photo()
    const abort = new AbortController()
    const running = prepare(image, reencode(image, 900), context({ compressor, signal: abort.signal }))
    setTimeout(() => abort.abort('stop'), 5)
    await expect(running).rejects.toBe('stop')
    await expectPhoto(image, (await prepare(image, reencode(image, 900), context())).blob)
  })
})

test('one decode at a time, whoever asks', async () => {
  const image = await photo()
  let [open, most] = [0, 0]
  const counting = () => {
    const worker = spoilt('')()
    worker.addEventListener('message', ({ data }: MessageEvent<object>) => {
      if ('result' in data || 'failure' in data) open--
    })
    const post = worker.postMessage.bind(worker)
    worker.postMessage = (message: unknown) => {
      most = Math.max(most, ++open)
      post(message)
    }
    return worker
  }
  const other = () => counting()
  await Promise.all([
    prepare(image, reencode(image, 900), context({ createWorker: counting })),
    prepare(image, reencode(image, 700), context({ createWorker: other })),
    makePreview(image, context({ createWorker: counting })),
    makePreview(image, context({ createWorker: other })),
  ])
  expect(most).toBe(1)
  expect(open).toBe(0)
})
