import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cmykProfile } from '../../../test/support/cmyk-profile.js'
import { withIcc } from '../../../test/support/colours.js'
import { corpusImage, watchedUploader } from '../../../test/support/watched-uploader.js'
import { heicDecoder } from '../../heic/index.js'
import { DeferredUploader } from '../uploader/deferred-uploader.js'
import type { UploadedAsset } from '../pipeline/types.js'
import type { UploaderOptions } from '../uploader/uploader.js'

// The browser says that it is offline, and every request works: some VPNs do this, and a laptop
// without a network whose page is on localhost.
beforeEach(() => void vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false))
afterEach(() => vi.restoreAllMocks())

const endpoint = '/api/search-image'

describe('navigator.onLine is false although the network works', () => {
  test('the first selection loads what it needs and is uploaded', async () => {
    const done = vi.fn<(asset: UploadedAsset) => void>()
    const rejected = vi.fn<(error: unknown) => void>()
    const uploader = new DeferredUploader({ endpoint, onUploadComplete: done, onReject: rejected })
    uploader.attach()
    uploader.select(await corpusImage('jpeg/orient-6.jpg'))
    await expect.poll(() => done.mock.calls.length).toBe(1)
    expect(rejected).not.toHaveBeenCalled()
    uploader.dispose()
  })

  test.each<[string, string, Partial<UploaderOptions>]>([
    ['as it is', 'jpeg/orient-6.jpg', {}],
    ['without its metadata', 'png/rgb8.png', {}],
    ['made smaller', 'jpeg/orient-6.jpg', { maxDimension: 300 }],
    [
      'made smaller by browser-image-compression',
      'jpeg/orient-6.jpg',
      { maxDimension: 300, compressor: 'browser-image-compression' },
    ],
    ['CMYK with its profile applied', 'jpeg/cmyk-noicc.jpg', { maxDimension: 300 }],
    ['HEIC as it is', 'heic/irot-1.heic', {}],
    ['HEIC made smaller', 'heic/irot-1.heic', { maxSize: 4_000, heicDecoder }],
  ])('an image is sent %s, with one link and without a wait', async (_how, file, options) => {
    const { uploader, links, calls, states } = watchedUploader(options)
    const image = await corpusImage(file)
    uploader.select(
      file.includes('cmyk') ? new File([withIcc(image, cmykProfile('mft1'))], 'cmyk.jpg') : image,
    )
    await expect.poll(() => uploader.getSnapshot()).toMatchObject({ status: 'success' })
    expect(calls.filter((call) => call === 'presigned-url')).toHaveLength(1)
    expect(links).toHaveLength(1)
    expect(states.map(({ status }) => status)).not.toContain('waiting')
    uploader.dispose()
  })

  test('upload() and retry() try although the browser says that it is offline', async () => {
    let fails = true
    const { uploader, links, states } = watchedUploader({
      autoUpload: false,
      headers: () => {
        if (fails) throw new RangeError('no token')
        return {}
      },
    })
    uploader.select(await corpusImage('jpeg/orient-6.jpg'))
    await expect.poll(() => uploader.getSnapshot()).toMatchObject({ status: 'error' })
    fails = false
    uploader.retry()
    await expect.poll(() => uploader.getSnapshot()).toMatchObject({ status: 'ready' })
    uploader.upload()
    await expect.poll(() => uploader.getSnapshot()).toMatchObject({ status: 'success' })
    expect(links).toHaveLength(1)
    expect(
      states.filter((state) => state.status === 'waiting' && state.reason === 'offline'),
    ).toEqual([])
    uploader.dispose()
  })
})
