import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { uploadError } from '../../core/errors.js'
import type { UploadState } from '../../core/uploader/state.js'
import type { UploadedAsset } from '../../core/pipeline/types.js'
import { stubUploader, type StubMethod, type StubUploaderOptions } from './stub-uploader.js'

const source = { name: 'cat.jpg', type: 'image/jpeg', width: 800, height: 600, bytes: 3 }
const asset: UploadedAsset = {
  assetKey: 'key',
  assetFileKey: 'key',
  confirmed: true,
  fileName: 'query.jpg',
  type: 'image/jpeg',
  width: 800,
  height: 600,
  bytes: 3,
  source,
}
const file = new File(['abc'], 'cat.jpg', { type: 'image/jpeg' })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** The statuses of a run in order, without repeats. */
async function statuses(
  options: StubUploaderOptions,
  act: (uploader: ReturnType<typeof stubUploader>) => unknown,
) {
  const uploader = stubUploader(options)
  const seen: string[] = [uploader.getSnapshot().status]
  uploader.subscribe(() => {
    const { status } = uploader.getSnapshot()
    if (seen.at(-1) !== status) seen.push(status)
  })
  act(uploader)
  await vi.advanceTimersByTimeAsync(10_000)
  return { seen, uploader }
}

describe('with a state', () => {
  const expiresAt = Date.now() + 90_500
  const image = { source, type: 'image/jpeg', width: 800, height: 600 }
  const state: UploadState = { status: 'ready', image, link: { assetFileKey: 'key', expiresAt } }

  test('no method changes the state, every call is reported', async () => {
    const calls: [StubMethod, unknown][] = []
    const { seen, uploader } = await statuses(
      { state, onCall: (method, argument) => void calls.push([method, argument]) },
      (stub) => {
        stub.select(file)
        stub.upload()
        stub.retry()
        stub.cancel()
        stub.reset()
        stub.dispose()
      },
    )
    expect(seen).toEqual(['ready'])
    expect(uploader.getSnapshot()).toBe(state)
    expect(calls.map(([method]) => method)).toEqual([
      'select',
      'upload',
      'retry',
      'cancel',
      'reset',
      'dispose',
    ])
    expect(calls[0]?.[1]).toBe(file)
  })

  test('the remaining time is that of the link or of the option', () => {
    vi.setSystemTime(expiresAt - 90_500)
    expect(stubUploader({ state }).getRemainingSeconds()).toBe(91)
    vi.setSystemTime(expiresAt + 1)
    expect(stubUploader({ state }).getRemainingSeconds()).toBe(0)
    expect(stubUploader({ state, remainingSeconds: 42 }).getRemainingSeconds()).toBe(42)
    expect(stubUploader({ state, remainingSeconds: null }).getRemainingSeconds()).toBeNull()
    expect(stubUploader({ state: { status: 'idle' } }).getRemainingSeconds()).toBeNull()
  })

  test('limits are those of the service or of the option', () => {
    expect(stubUploader({ state }).limits.minWidth).toBe(224)
    expect(stubUploader({ state, limits: { minWidth: 10 } }).limits).toMatchObject({
      minWidth: 10,
      minHeight: 224,
    })
  })
})

describe('with a script', () => {
  test('a success passes all statuses', async () => {
    const { seen, uploader } = await statuses({ resolves: asset }, (stub) => stub.select(file))
    expect(seen).toEqual(['idle', 'checking', 'preparing', 'uploading', 'confirming', 'success'])
    expect(uploader.getSnapshot()).toMatchObject({
      asset,
      image: { source: { name: 'cat.jpg', bytes: 3 } },
    })
  })

  test('a failure ends the upload, and again after a retry', async () => {
    const rejects = uploadError('network', 'upload', 'try-again', { offline: false })
    const { seen, uploader } = await statuses({ rejects }, (stub) => stub.select([file]))
    expect(seen).toEqual(['idle', 'checking', 'preparing', 'uploading', 'error'])
    uploader.retry()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(seen.slice(5)).toEqual(['uploading', 'error'])
    expect(uploader.getSnapshot()).toMatchObject({ error: rejects })
  })

  test('a rejection keeps the earlier state', async () => {
    const rejects = uploadError('empty-file', 'choose', 'choose-another', { name: 'cat.jpg' })
    const { seen, uploader } = await statuses({ rejects }, (stub) => stub.select(file))
    expect(seen).toEqual(['idle', 'checking', 'idle'])
    expect(uploader.getSnapshot().rejection).toBe(rejects)
  })

  test('two files are rejected as by the real uploader', async () => {
    const { uploader } = await statuses({ resolves: asset }, (stub) => stub.select([file, file]))
    expect(uploader.getSnapshot()).toMatchObject({
      status: 'idle',
      rejection: { code: 'too-many-files' },
    })
  })

  test('in manual mode it waits for `upload`', async () => {
    const { seen, uploader } = await statuses({ resolves: asset, autoUpload: false }, (stub) =>
      stub.select(file),
    )
    expect(seen.at(-1)).toBe('ready')
    expect(uploader.getRemainingSeconds()).toBeGreaterThan(800)
    uploader.upload()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(seen.at(-1)).toBe('success')
  })

  test('cancel, reset and dispose stop the run and revoke previews', async () => {
    const revoke = vi.spyOn(URL, 'revokeObjectURL')
    const { uploader } = await statuses({ resolves: asset, stepMs: 1_000 }, (stub) => {
      stub.select(file)
      vi.advanceTimersByTime(3_500)
      stub.cancel()
    })
    expect(uploader.getSnapshot().status).toBe('ready')
    uploader.reset()
    expect(uploader.getSnapshot()).toEqual({ status: 'idle' })
    uploader.select(file)
    uploader.dispose()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(uploader.getSnapshot().status).toBe('checking')
    expect(revoke).toHaveBeenCalledTimes(2)
  })
})
