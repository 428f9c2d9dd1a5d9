import { describe, expect, test, vi } from 'vitest'
import { expectImage, imageBlob, spoilt } from '../../../test/support/engines.js'
import { context, reencode } from '../../../test/support/images.js'
import { runJob } from './run-job.js'
import { makePreview, prepare, warmUp } from './prepare.js'

describe('cancelling', () => {
  /** A worker that never responds to a job, with spies on its `postMessage` and `terminate`. */
  const hanging = () => {
    const [began, ended] = [vi.fn(), vi.fn()]
    const createWorker = () => {
      const worker = new Worker(URL.createObjectURL(new Blob(['postMessage({ ready: true })'])))
      const end = worker.terminate.bind(worker)
      worker.postMessage = began
      worker.terminate = () => {
        ended()
        end()
      }
      return worker
    }
    return { began, ended, createWorker }
  }

  test('before the job starts', async () => {
    const image = await imageBlob()
    const signal = AbortSignal.abort('no')
    await expect(prepare(image, reencode(image), context({ signal }))).rejects.toBe('no')
    await expect(makePreview(image, context({ signal }))).rejects.toBe('no')
  })

  test('ends a running job with its worker, and the next job gets a new worker', async () => {
    const image = await imageBlob()
    const { began, ended, createWorker } = hanging()
    const abort = new AbortController()
    const running = prepare(
      image,
      reencode(image, 900),
      context({ signal: abort.signal, createWorker }),
    )
    await expect.poll(() => began).toHaveBeenCalledTimes(1)
    abort.abort('stop')
    await expect(running).rejects.toBe('stop')
    await expect.poll(() => ended).toHaveBeenCalledTimes(1)
    await expectImage(image, (await prepare(image, reencode(image, 900), context())).blob)
  })

  test('removes a waiting job from the queue, and the running one goes on', async () => {
    const image = await imageBlob()
    const createWorker = spoilt('')
    const abort = new AbortController()
    const running = prepare(image, reencode(image, 900), context({ createWorker }))
    const waiting = prepare(
      image,
      reencode(image, 900),
      context({ createWorker, signal: abort.signal }),
    )
    abort.abort('stop')
    await expect(waiting).rejects.toBe('stop')
    await expectImage(image, (await running).blob)
  })

  test('closes pixels that arrive after the abort, or wait for a worker then', async () => {
    const bitmap = () => createImageBitmap(new ImageData(300, 300))
    const { header } = await imageBlob()
    const parts = { geometry: header, previewSide: 100 }
    const createWorker = () => new Worker(URL.createObjectURL(new Blob([''])))
    for (const late of [true, false]) {
      const pixels = await bitmap()
      let resolve: (pixels: ImageBitmap) => void = () => {}
      const opened = new Promise<ImageBitmap>((done) => {
        resolve = done
      })
      const abort = new AbortController()
      const began = vi.fn(() => opened)
      const running = runJob({ parts, open: began }, { signal: abort.signal, createWorker })
      await expect.poll(() => began).toHaveBeenCalledTimes(1)
      if (!late) resolve(pixels)
      setTimeout(() => abort.abort('stop'), 20)
      await expect(running).rejects.toBe('stop')
      resolve(pixels)
      await expect.poll(() => pixels.width, { message: `late: ${late}` }).toBe(0)
    }
  })

  test('ends browser-image-compression while it decodes', async () => {
    const image = await imageBlob()
    const abort = new AbortController()
    const { createImageBitmap: decode } = globalThis
    vi.stubGlobal('createImageBitmap', (...given: Parameters<typeof decode>) => {
      abort.abort('stop')
      return decode(...given)
    })
    const running = prepare(
      image,
      reencode(image, 900),
      context({ compressor: 'browser-image-compression', signal: abort.signal }),
    )
    await expect(running).rejects.toBe('stop')
    vi.unstubAllGlobals()
    await expectImage(image, (await prepare(image, reencode(image, 900), context())).blob)
  })

  test('ends the host app’s compressor while it runs', async () => {
    const image = await imageBlob()
    const abort = new AbortController()
    const compressor = () => {
      queueMicrotask(() => abort.abort('stop'))
      return new Promise<Blob>(() => {})
    }
    const running = prepare(
      image,
      reencode(image, 900),
      context({ compressor, signal: abort.signal }),
    )
    await expect(running).rejects.toBe('stop')
    await expectImage(image, (await prepare(image, reencode(image, 900), context())).blob)
  })
})

test('a running worker gets the job for a preview before the page can render', async () => {
  const image = await imageBlob()
  const [posted, ended] = [vi.fn(), vi.fn()]
  const createWorker = () => {
    const worker = spoilt('')()
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<object>) => void ('result' in data && ended()),
    )
    const post = worker.postMessage.bind(worker)
    worker.postMessage = (message: unknown) => {
      posted()
      post(message)
    }
    return worker
  }
  const options = context({ createWorker })
  expect(await makePreview(image, options)).toBeDefined()
  await expect.poll(() => ended).toHaveBeenCalledTimes(1)
  const second = makePreview(image, options)
  // React renders a store's change in a microtask; this one is queued before that.
  await Promise.resolve()
  expect(posted).toHaveBeenCalledTimes(2)
  expect(await second).toBeDefined()
})

test('after the warm-up, a worker has drawn once before there is an image', async () => {
  const drawn = vi.fn()
  const createWorker = () => {
    const worker = spoilt('')()
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<object>) => void ('preview' in data && drawn(data.preview)),
    )
    return worker
  }
  warmUp(createWorker)
  await expect.poll(() => drawn).toHaveBeenCalledTimes(1)
  const { width, height } = await createImageBitmap(drawn.mock.calls[0]?.[0] as Blob)
  expect([width, height]).toEqual([8, 8])
})

test('one decode runs at a time, with several workers as well', async () => {
  const image = await imageBlob()
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
