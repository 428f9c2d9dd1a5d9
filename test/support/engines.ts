/** Disables engines of the chain, and checks the image that the next engine makes. */
import { afterEach, beforeEach, expect, vi } from 'vitest'
import type { InspectedImage } from '../../src/core/image/types.js'
import { cells, corpus, far, pixels } from './images.js'

export const noWorker = () => {
  throw new Error('blocked')
}

/** The real worker, with globals that `script` has changed. */
export const spoilt = (script: string) => () => {
  const url = new URL('/src/core/prepare/prepare.worker.ts', location.href)
  const source = `${script}\nawait import(${JSON.stringify(url.href)})`
  const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), {
    type: 'module',
  })
  let started = false
  const noteStart = () => {
    started = true
  }
  worker.addEventListener('message', noteStart, { once: true })
  worker.addEventListener('error', ({ message }) => {
    // A mistake in the script would disable the whole worker.
    if (!started) reportError(new Error(`The spoilt worker does not start: ${message}`))
  })
  return worker
}

/** The main thread without its decoders. browser-image-compression then still has `<img>`. */
export function withoutDecoders() {
  vi.stubGlobal('ImageDecoder', undefined)
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new TypeError('disabled')))
}

/** The average difference of the levels of both images, each reduced to 16 × 16 means. */
export async function expectImage(image: InspectedImage, jpeg: Blob) {
  const [a, b] = [cells(await pixels(jpeg), 16, 16), cells(await pixels(image.blob), 16, 16)]
  const differences = a.map((rgb, i) => far(rgb, b[i] ?? [NaN, NaN, NaN]))
  expect(differences.reduce((sum, value) => sum + value, 0) / a.length).toBeLessThan(2)
}

export const imageBlob = () => corpus('jpeg/recurser-landscape-6.jpg')

/**
 * Counts the workers of each test of the file.
 * @returns a mock that is called for each one
 */
export function countWorkers() {
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
  return construct
}
