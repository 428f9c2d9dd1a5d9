import { expect, test, vi } from 'vitest'
import { DeferredUploader } from './deferred-uploader.js'
import type { UploadFailure } from '../errors.js'

vi.mock('./managed-uploader.js', () => {
  throw new Error('no such chunk')
})

test('if the code cannot be loaded, the held selection is rejected, and so is the next one', async () => {
  const rejected: UploadFailure[] = []
  const uploader = new DeferredUploader({
    endpoint: '/api/search-image',
    onReject: (error) => rejected.push(error),
  })
  uploader.attach()
  const failure = { code: 'network', phase: 'choose', details: { offline: false } }
  for (const name of ['a.jpg', 'b.jpg']) {
    uploader.select(new File(['x'], name))
    expect(uploader.getSnapshot()).toMatchObject({ status: 'checking', source: { name } })
    await expect
      .poll(() => uploader.getSnapshot())
      .toMatchObject({ status: 'idle', rejection: failure })
  }
  expect(rejected).toMatchObject([failure, failure])
  uploader.dispose()
  expect(uploader.getSnapshot()).toEqual({ status: 'idle' })
})

test('a host that unmounts when it sees the rejection is not called any more', async () => {
  const rejected: UploadFailure[] = []
  const uploader = new DeferredUploader({
    endpoint: '/api/search-image',
    onReject: (error) => rejected.push(error),
  })
  const unmounted = new Promise<void>((resolve) => {
    uploader.subscribe(() => {
      if (uploader.getSnapshot().rejection === undefined) return
      uploader.dispose()
      resolve()
    })
  })
  uploader.attach()
  uploader.select(new File(['x'], 'a.jpg'))
  await unmounted
  // Macrotasks come after every microtask that was queued.
  await new Promise((resolve) => setTimeout(resolve))
  expect(rejected).toEqual([])
})

test('no callback is called if the view is cancelled and unmounted in the same task', async () => {
  const cancelled = vi.fn<() => void>()
  const uploader = new DeferredUploader({ endpoint: '/api/search-image', onCancel: cancelled })
  uploader.attach()
  uploader.select(new File(['x'], 'a.jpg'))
  uploader.cancel()
  uploader.dispose()
  await new Promise((resolve) => setTimeout(resolve))
  expect(cancelled).not.toHaveBeenCalled()
  // A drop that was read too late belongs to no view.
  uploader.select(new File(['x'], 'b.jpg'))
  expect(uploader.getSnapshot()).toEqual({ status: 'idle' })
})
