import { beforeAll, expect, test, vi } from 'vitest'
import { ManagedUploader } from './managed-uploader.js'
import { browserPorts } from './ports.js'
import type { UploaderOptions } from './uploader.js'

// A real endpoint on this origin, a real storage on another one.
const endpoint = '/api/search-image'

let jpeg: File
beforeAll(async () => {
  const response = await fetch('/corpus/jpeg/orient-6.jpg')
  jpeg = new File([await response.arrayBuffer()], 'orient-6.jpg')
})

/** Notes the callbacks, in order, and counts what is asked for and what is sent. */
function create(options: Partial<UploaderOptions> = {}) {
  const heard: string[] = []
  let sends = 0
  const asked = vi.fn<typeof fetch>((...args) => fetch(...args))
  const ports = {
    ...browserPorts,
    createXhr() {
      const xhr = new XMLHttpRequest()
      xhr.upload.addEventListener('loadstart', () => sends++)
      return xhr
    },
  }
  const hear =
    <A extends unknown[]>(name: string, own?: (...args: A) => void) =>
    (...args: A) => {
      heard.push(name)
      own?.(...args)
    }
  const { onImageSelect, onStatusChange, onUploadBegin } = options
  const uploader = new ManagedUploader(
    {
      endpoint,
      fetch: asked,
      ...options,
      onImageSelect: hear('select', onImageSelect),
      onStatusChange: hear('status', onStatusChange),
      onUploadBegin: hear('begin', onUploadBegin),
      onUploadComplete: hear('complete'),
      onCancel: hear('cancel'),
      onError: hear('error'),
    } as UploaderOptions,
    ports,
  )
  return { uploader, heard, asked, sends: () => sends }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 300))

test('a choice that arrives after dispose() is nobody’s', async () => {
  const { uploader, heard, asked } = create()
  uploader.dispose()
  uploader.select(jpeg)
  await pause()
  expect(uploader.getSnapshot()).toEqual({ status: 'idle' })
  expect(asked).not.toHaveBeenCalled()
  expect(heard).toEqual([])
})

test('upload() and retry() after dispose() start nothing', async () => {
  const { uploader, asked } = create({ autoUpload: false })
  uploader.select(jpeg)
  await expect.poll(() => uploader.getSnapshot().status).toBe('ready')
  uploader.dispose()
  uploader.upload()
  uploader.retry()
  await pause()
  expect(uploader.getSnapshot().status).toBe('ready')
  expect(asked).toHaveBeenCalledOnce()
})

test('unmounted by its own onImageSelect, it asks for no link', async () => {
  const { uploader, heard, asked } = create({ onImageSelect: () => uploader.dispose() })
  uploader.select(jpeg)
  await expect.poll(() => heard).toContain('select')
  await pause()
  expect(asked).not.toHaveBeenCalled()
  expect(heard.at(-1)).toBe('select')
})

test('cancelled by its own onStatusChange, it sends nothing and tells of no begin', async () => {
  const { uploader, heard, sends } = create({
    onStatusChange: ({ status }) => {
      if (status === 'uploading') uploader.cancel()
    },
  })
  uploader.select(jpeg)
  await expect.poll(() => heard).toContain('cancel')
  await pause()
  expect(heard).not.toContain('begin')
  expect(sends()).toBe(0)
  expect(uploader.getSnapshot().status).toBe('ready')
})

test('reset by its own onUploadBegin, nothing of the old picture comes back', async () => {
  const { uploader, heard } = create({ onUploadBegin: () => uploader.reset() })
  uploader.select(jpeg)
  await expect.poll(() => heard).toContain('begin')
  await pause()
  expect(uploader.getSnapshot()).toEqual({ status: 'idle' })
  expect(heard).not.toContain('complete')
})

test('hidden before its preview was drawn, it draws one when it is shown again', async () => {
  const { uploader } = create({ onImageSelect: () => uploader.dispose() })
  uploader.select(jpeg)
  await expect.poll(() => uploader.getSnapshot().status).toBe('ready')
  await pause()
  expect(uploader.getSnapshot()).not.toHaveProperty('image.preview')
  uploader.attach()
  await expect.poll(() => uploader.getSnapshot(), { timeout: 8_000 }).toHaveProperty('image.preview')
  uploader.dispose()
  expect(uploader.getSnapshot()).not.toHaveProperty('image.preview')
  uploader.attach()
  expect(uploader.getSnapshot()).toHaveProperty('image.preview')
  uploader.dispose()
})

test('hidden while it is busy, it tells of its rest when it is shown again', async () => {
  const statuses: string[] = []
  const { uploader } = create({
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
