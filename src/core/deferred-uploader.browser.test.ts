import { expect, test, vi } from 'vitest'
import { DeferredUploader } from './deferred-uploader.js'
import type { UploadFailure } from './errors.js'

vi.mock('./managed-uploader.js', () => {
  throw new Error('no such chunk')
})

test('where the line cannot be loaded, it is said for the choice that waits, and for the next one', async () => {
  const refused: UploadFailure[] = []
  const uploader = new DeferredUploader({ endpoint: '/api/search-image', onReject: (error) => refused.push(error) })
  uploader.attach()
  const failure = { code: 'network', phase: 'choose', details: { offline: false } }
  for (const name of ['a.jpg', 'b.jpg']) {
    uploader.select(new File(['x'], name))
    expect(uploader.getSnapshot()).toMatchObject({ status: 'checking', source: { name } })
    await expect.poll(() => uploader.getSnapshot()).toMatchObject({ status: 'idle', rejection: failure })
  }
  expect(refused).toMatchObject([failure, failure])
  uploader.dispose()
  expect(uploader.getSnapshot()).toEqual({ status: 'idle' })
})
