import { beforeAll, expect, test } from 'vitest'
import { corpusImage, watchedUploader } from '../../support/watched-uploader.js'

let jpeg: File
beforeAll(async () => {
  jpeg = await corpusImage('jpeg/orient-6.jpg')
})

const pause = () => new Promise((resolve) => setTimeout(resolve, 300))

test('a selection that arrives after dispose() is ignored', async () => {
  const { uploader, heard, calls } = watchedUploader({})
  uploader.dispose()
  uploader.select(jpeg)
  await pause()
  expect(uploader.getSnapshot()).toEqual({ status: 'idle' })
  expect(calls).toEqual([])
  expect(heard).toEqual([])
})

test('upload() and retry() after dispose() start nothing', async () => {
  const { uploader, calls } = watchedUploader({ autoUpload: false })
  uploader.select(jpeg)
  await expect.poll(() => uploader.getSnapshot().status).toBe('ready')
  uploader.dispose()
  uploader.upload()
  uploader.retry()
  await pause()
  expect(uploader.getSnapshot().status).toBe('ready')
  expect(calls).toEqual(['presigned-url'])
})

test('requests no link if onImageSelect unmounts the view', async () => {
  const { uploader, heard, calls } = watchedUploader({ onImageSelect: () => uploader.dispose() })
  uploader.select(jpeg)
  await expect.poll(() => heard).toContain('select')
  await pause()
  expect(calls).toEqual([])
  expect(heard.at(-1)).toBe('select')
})

test('sends nothing and does not call onUploadBegin if onStatusChange cancels', async () => {
  const { uploader, heard, links } = watchedUploader({
    onStatusChange: ({ status }) => {
      if (status === 'uploading') uploader.cancel()
    },
  })
  uploader.select(jpeg)
  await expect.poll(() => heard).toContain('cancel')
  await pause()
  expect(heard).not.toContain('begin')
  expect(links).toEqual([])
  expect(uploader.getSnapshot().status).toBe('ready')
})

test('if onUploadBegin resets, nothing of the old image comes back', async () => {
  const { uploader, heard } = watchedUploader({ onUploadBegin: () => uploader.reset() })
  uploader.select(jpeg)
  await expect.poll(() => heard).toContain('begin')
  await pause()
  expect(uploader.getSnapshot()).toEqual({ status: 'idle' })
  expect(heard).not.toContain('complete')
})

test('a view that was hidden before its preview was drawn draws it when it is shown again', async () => {
  const { uploader } = watchedUploader({ onImageSelect: () => uploader.dispose() })
  uploader.select(jpeg)
  await expect.poll(() => uploader.getSnapshot().status).toBe('ready')
  await pause()
  expect(uploader.getSnapshot()).not.toHaveProperty('image.preview')
  uploader.attach()
  await expect.poll(() => uploader.getSnapshot()).toHaveProperty('image.preview')
  uploader.dispose()
  expect(uploader.getSnapshot()).not.toHaveProperty('image.preview')
  uploader.attach()
  expect(uploader.getSnapshot()).toHaveProperty('image.preview')
  uploader.dispose()
})

test('a view that was hidden while busy calls onStatusChange when it is shown again', async () => {
  const statuses: string[] = []
  const { uploader } = watchedUploader({
    onStatusChange: ({ status }) => {
      statuses.push(status)
      if (status === 'preparing') uploader.dispose()
    },
  })
  uploader.select(jpeg)
  await expect.poll(() => statuses).toEqual(['checking', 'preparing'])
  await pause()
  expect(statuses).toEqual(['checking', 'preparing'])
  uploader.attach()
  expect(statuses).toEqual(['checking', 'preparing', 'ready'])
  uploader.dispose()
  uploader.attach()
  expect(statuses).toEqual(['checking', 'preparing', 'ready'])
  uploader.dispose()
})

test.each(['select', 'reset'] as const)(
  '%s while it is busy: onStatusChange is not called for a state in between',
  async (action) => {
    const statuses: string[] = []
    let acted = false
    const { uploader } = watchedUploader({
      onStatusChange: ({ status }) => {
        statuses.push(status)
        if (status !== 'uploading' || acted) return
        acted = true
        uploader[action](jpeg)
      },
    })
    uploader.select(jpeg)
    await expect.poll(() => statuses.at(-1)).toBe(action === 'select' ? 'success' : 'idle')
    expect(acted).toBe(true)
    expect(statuses).not.toContain('ready')
    uploader.dispose()
  },
)

test.each(['onImageSelect', 'onStatusChange'] as const)(
  'cancelled by its own %s, it asks for nothing and rests',
  async (callback) => {
    const { uploader, heard, calls } = watchedUploader({
      [callback]: () => {
        if (uploader.getSnapshot().status === 'preparing' && !heard.includes('cancel'))
          uploader.cancel()
      },
    })
    uploader.select(jpeg)
    await expect.poll(() => heard).toContain('cancel')
    await pause()
    expect(calls).toEqual([])
    expect(uploader.getSnapshot().status).toBe('ready')
    await expect.poll(() => uploader.getSnapshot()).toHaveProperty('image.preview')
    uploader.upload()
    await expect.poll(() => uploader.getSnapshot().status).toBe('success')
    uploader.dispose()
  },
)
