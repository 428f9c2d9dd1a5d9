import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { JPEG_VARIANTS, PNG_VARIANTS } from '../../../test/support/orientations.js'
import { corpusImage } from '../../../test/support/watched-uploader.js'
import { ManagedUploader } from './managed-uploader.js'
import { browserPorts } from '../platform/ports.js'
import { MAX_SHOWN_PIXELS } from '../spec.js'
import { imageOf } from './state.js'
import { createTestImage } from '../../testing/index.js'

const urls = new Set<string>()
beforeEach(() => {
  const { createObjectURL, revokeObjectURL } = URL
  vi.spyOn(URL, 'createObjectURL').mockImplementation((object) => {
    const url = createObjectURL.call(URL, object)
    urls.add(url)
    return url
  })
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => {
    urls.delete(url)
    revokeObjectURL.call(URL, url)
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  urls.clear()
})

const ownWorker = () => () =>
  new Worker(new URL('../prepare/prepare.worker.ts', import.meta.url), { type: 'module' })

/**
 * An uploader whose page is offline until `online()`; its worker is its own, unless it shares one.
 */
function offlineUploader(createWorker = ownWorker()) {
  const wakers = new Set<() => void>()
  let offline = true
  const network = {
    ...browserPorts.network,
    offline: () => offline,
    reachable: () => Promise.resolve(!offline),
    onOnline: (run: () => void) => {
      wakers.add(run)
      return () => void wakers.delete(run)
    },
  }
  const uploader = new ManagedUploader(
    { endpoint: '/api/search-image', autoUpload: false, createWorker },
    { ...browserPorts, network },
  )
  const preview = () => imageOf(uploader.getSnapshot())?.preview
  return {
    uploader,
    preview,
    choose: async (file: File) => {
      uploader.select(file)
      await expect.poll(() => imageOf(uploader.getSnapshot())?.source.name).toBe(file.name)
    },
    online: () => {
      offline = false
      for (const wake of [...wakers]) wake()
    },
  }
}

/** Nothing more would come by then. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 400))
const sidesOf = async (url: string | undefined) => {
  const img = Object.assign(new Image(), { src: url ?? '' })
  await img.decode()
  return [img.naturalWidth, img.naturalHeight]
}

describe('while the page is offline and nothing has been drawn yet', () => {
  test.each([
    [
      'JPEG',
      JPEG_VARIANTS,
      'XMP of another orientation, an unknown APP1 and stray bytes, then EXIF',
    ],
    ['JPEG', JPEG_VARIANTS, 'EXIF without an orientation and XMP, then EXIF'],
    ['PNG', PNG_VARIANTS, 'eXIf between one with a wrong checksum and one of another orientation'],
  ])(
    'a file that browsers turn in different ways is not shown: %s',
    async (format, variants, name) => {
      const { choose, preview, online } = offlineUploader()
      const variant = variants[name]
      if (variant === undefined) throw new Error(`no such ${format}`)
      await choose(new File([await variant.file(2)], name))
      await pause()
      expect(preview()).toBeUndefined()
      online()
      await expect.poll(preview).toBeDefined()
    },
  )

  test('the file itself is shown, upright, then its preview; no URL is left', async () => {
    const { uploader, choose, preview, online } = offlineUploader()
    const file = await corpusImage('jpeg/recurser-landscape-6.jpg')
    await choose(file)
    await expect.poll(preview).toBeDefined()
    const original = preview()
    expect(await sidesOf(original)).toEqual([1800, 1200])
    await pause()
    expect(preview()).toBe(original)
    online()
    await expect.poll(preview).not.toBe(original)
    await expect.poll(() => sidesOf(preview())).toEqual([450, 300])
    uploader.reset()
    expect([...urls]).toEqual([])
  })

  test('hidden and shown again it is there again, and is still replaced', async () => {
    const { uploader, choose, preview, online } = offlineUploader()
    await choose(await corpusImage('jpeg/recurser-landscape-6.jpg'))
    await expect.poll(preview).toBeDefined()
    uploader.dispose()
    expect(preview()).toBeUndefined()
    expect(urls.size).toBe(0)
    uploader.attach()
    expect(await sidesOf(preview())).toEqual([1800, 1200])
    online()
    await expect.poll(() => sidesOf(preview())).toEqual([450, 300])
    uploader.dispose()
    expect([...urls]).toEqual([])
  })

  test('an image too large to be drawn in full keeps its placeholder', async () => {
    const { uploader, choose, preview, online } = offlineUploader()
    const file = await createTestImage({
      format: 'jpeg',
      width: MAX_SHOWN_PIXELS / 4000 + 1,
      height: 4000,
    })
    await choose(file)
    await pause()
    expect(preview()).toBeUndefined()
    online()
    await expect.poll(preview).toBeDefined()
    uploader.reset()
    expect([...urls]).toEqual([])
  })

  test('so does a HEIC that this browser cannot draw', async () => {
    const { uploader, choose, preview } = offlineUploader()
    const file = await corpusImage('heic/single-480x320.heic')
    const drawable = await createImageBitmap(file).then(
      () => true,
      () => false,
    )
    await choose(file)
    await pause()
    expect(preview() !== undefined).toBe(drawable)
    uploader.reset()
    expect([...urls]).toEqual([])
  })

  test('what draws, once it runs, needs no network', async () => {
    const createWorker = ownWorker()
    const { uploader, choose, preview, online } = offlineUploader(createWorker)
    online()
    await choose(await corpusImage('jpeg/orient-1.jpg'))
    await expect.poll(preview).toBeDefined()
    const second = offlineUploader(createWorker)
    await second.choose(await corpusImage('jpeg/recurser-landscape-6.jpg'))
    await expect.poll(second.preview).toBeDefined()
    expect(await sidesOf(second.preview())).toEqual([450, 300])
    for (const one of [uploader, second.uploader]) one.reset()
    expect([...urls]).toEqual([])
  })
})

test('the worker receives the bytes of an accepted image, which are faster than a Blob', async () => {
  const posted = vi.spyOn(Worker.prototype, 'postMessage')
  const { uploader, choose, preview, online } = offlineUploader()
  online()
  await choose(await corpusImage('jpeg/recurser-landscape-6.jpg'))
  await expect.poll(preview).toBeDefined()
  expect(posted.mock.calls[0]?.[1]).toEqual([expect.any(ArrayBuffer)])
  uploader.reset()
})
