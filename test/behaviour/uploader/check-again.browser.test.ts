import { afterEach, beforeAll, expect, test } from 'vitest'
import {
  corpusImage,
  rehearsal,
  rehearse,
  watchedUploader,
} from '../../support/watched-uploader.js'

let jpeg: File
beforeAll(async () => {
  jpeg = await corpusImage('jpeg/orient-6.jpg')
})
afterEach(() => rehearse({}))

test('confirming again sends nothing, even if nothing had arrived; the next click uploads', async () => {
  await rehearse({ service: { put: 's3-used' }, endpoint: { complete: '500' } })
  const { uploader, calls, links } = watchedUploader({ endpoint: rehearsal }, 0)
  const reaches = async (state: object) => {
    await expect.poll(() => uploader.getSnapshot()).toMatchObject(state)
  }
  uploader.select(jpeg)
  await reaches({ status: 'error', error: { phase: 'confirm', recovery: 'confirm-again' } })
  await rehearse({})
  uploader.retry()
  await reaches({ status: 'error', error: { phase: 'upload', recovery: 'try-again' } })
  expect([links.length, calls.filter((call) => call === 'presigned-url').length]).toEqual([1, 1])
  uploader.retry()
  await reaches({ status: 'success' })
  expect(links).toHaveLength(2)
})

test.each([
  ['s3-used', 2],
  ['response-lost', 1],
])(
  'after signing in one click ends with an asset: the outcome is asked for, and only what had not arrived is sent again (%s)',
  async (put, sends) => {
    await rehearse({ service: { put }, endpoint: { complete: '401' } })
    const { uploader, calls, links } = watchedUploader({ endpoint: rehearsal }, 0)
    const reaches = async (state: object) => {
      await expect.poll(() => uploader.getSnapshot()).toMatchObject(state)
    }
    uploader.select(jpeg)
    await reaches({ status: 'error', error: { phase: 'confirm', recovery: 'sign-in' } })
    await rehearse({})
    const before = calls.length
    uploader.retry()
    await reaches({ status: 'success' })
    expect(calls[before]).toBe('complete')
    expect(links).toHaveLength(sends)
  },
)
