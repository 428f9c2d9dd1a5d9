import { describe, expect, test, vi } from 'vitest'
import {
  countWorkers,
  expectImage,
  noWorker,
  imageBlob,
  spoilt,
  withoutDecoders,
} from '../../support/engines.js'
import { context, inspected, reencode } from '../../support/images.js'
import { makePreview, prepare } from '../../../src/core/prepare/prepare.js'

const construct = countWorkers()

const loaded = () => performance.getEntriesByType('resource').map(({ name }) => name)

describe('the chain of engines', () => {
  test('first uses the package’s worker, and loads nothing else', async () => {
    const image = await imageBlob()
    const createWorker = spoilt('')
    performance.clearResourceTimings()
    const result = await prepare(image, reencode(image, 900), context({ createWorker }))
    expect(result).toMatchObject({ format: 'jpeg', width: 900, height: 600 })
    expect(construct).toHaveBeenCalledTimes(1)
    expect(
      loaded().filter((name) => /image-compression|compress\.|libheif|engine\/run/.test(name)),
    ).toEqual([])
    await expectImage(image, result.blob)
  })

  test('runs the same code on the main thread without workers, with the same result', async () => {
    const image = await imageBlob()
    const inWorker = await prepare(
      image,
      reencode(image, 900),
      context({ createWorker: spoilt('') }),
    )
    const previews: Blob[] = []
    const here = await prepare(
      image,
      reencode(image, 900),
      context({ createWorker: noWorker, onPreview: (blob) => previews.push(blob) }),
    )
    expect(await here.blob.bytes()).toEqual(await inWorker.blob.bytes())
    expect(previews).toHaveLength(1)
    expect(await makePreview(image, context({ createWorker: noWorker }))).toBeDefined()
  })

  test('uses the main thread after a worker that crashes or fails', async () => {
    const image = await imageBlob()
    const scripts = [
      'addEventListener("message", () => setTimeout(() => { throw new Error("crash") })); globalThis.ImageDecoder = undefined; globalThis.createImageBitmap = () => new Promise(() => {})',
      'OffscreenCanvas.prototype.convertToBlob = () => Promise.reject(new Error("no memory"))',
      'OffscreenCanvas.prototype.convertToBlob = () => Promise.resolve(new Blob(["x"], { type: "image/png" }))',
      'OffscreenCanvas.prototype.getContext = () => null',
      'delete globalThis.OffscreenCanvas',
    ]
    const { blob } = await prepare(image, reencode(image, 900), context({ createWorker: noWorker }))
    for (const script of scripts) {
      const result = await prepare(
        image,
        reencode(image, 900),
        context({ createWorker: spoilt(script) }),
      )
      // The library's result would have other bytes.
      expect(await result.blob.bytes(), script).toEqual(await blob.bytes())
    }
  })

  test('draws on a canvas element where the main thread has no OffscreenCanvas', async () => {
    const image = await imageBlob()
    vi.stubGlobal('OffscreenCanvas', undefined)
    const result = await prepare(image, reencode(image, 900), context({ createWorker: noWorker }))
    expect(result).toMatchObject({ format: 'jpeg', width: 900, height: 600 })
    vi.unstubAllGlobals()
    await expectImage(image, result.blob)
  })

  test('then uses browser-image-compression, without a worker and a third party', async () => {
    const image = await imageBlob()
    withoutDecoders()
    performance.clearResourceTimings()
    const result = await prepare(image, reencode(image, 900), context({ createWorker: noWorker }))
    vi.unstubAllGlobals()
    expect(result).toMatchObject({ format: 'jpeg', width: 900, height: 600 })
    expect(construct).not.toHaveBeenCalled()
    expect(loaded().some((name) => name.includes('image-compression'))).toBe(true)
    const hosts = loaded().map((name) => new URL(name).origin)
    expect(hosts.filter((host) => host !== location.origin && host !== 'null')).toEqual([])
    await expectImage(image, result.blob)
  })

  test('at last sends the stripped original, where it fits', async () => {
    const image = await imageBlob()
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
    const failing = prepare(
      image,
      plan,
      context({ createWorker: noWorker, limits: { maxSize: 300_000 } }),
    )
    await expect(failing).rejects.toMatchObject({
      code: 'prepare-failed',
      phase: 'prepare',
      recovery: 'choose-another',
    })
  })
})
