import { expect, test } from 'vitest'
import { spoilt } from '../../support/engines.js'
import { corpusImage, watchedUploader } from '../../support/watched-uploader.js'
import { imageViewOf } from '../../../src/react/view/view.js'
import { imageOf } from '../../../src/core/uploader/state.js'

test('if the original is sent after all, its own dimensions and size are shown', async () => {
  const noisy = `
    const { prototype } = OffscreenCanvasRenderingContext2D
    const { getImageData } = prototype
    prototype.getImageData = function (...area) {
      const image = getImageData.apply(this, area)
      image.data[5] ^= 1
      return image
    }`
  const { uploader } = watchedUploader({ createWorker: spoilt(noisy), maxDimension: 900 })
  const file = await corpusImage('jpeg/recurser-landscape-6.jpg')
  uploader.select(file)
  await expect.poll(() => uploader.getSnapshot().status).toBe('success')
  const state = uploader.getSnapshot()
  if (state.status !== 'success') throw new Error(state.status)
  const { width, height, bytes } = state.asset
  expect([width, height]).toEqual([1800, 1200])
  expect(imageOf(state)).not.toHaveProperty('target')
  // Without its metadata it has fewer bytes than the file.
  expect(bytes).toBeLessThan(file.size)
  expect(imageViewOf(state)).toMatchObject({
    width: 1800,
    height: 1200,
    bytes: file.size,
    sentBytes: bytes,
  })
})
