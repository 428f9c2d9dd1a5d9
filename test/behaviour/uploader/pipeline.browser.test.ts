import { beforeAll, describe, expect, test } from 'vitest'
import { isUploadError } from '../../../src/core/errors.js'
import { createUploader } from '../../../src/core/uploader/create-uploader.js'
import { uploadSearchImage } from '../../../src/core/pipeline/upload-search-image.js'
import type { UploadState } from '../../../src/core/uploader/state.js'

// A real endpoint on this origin, a real storage on another one, real images.
const endpoint = '/api/search-image'

const imageFile = async (file: string, name = file.split('/').at(-1) ?? file, type = '') => {
  const response = await fetch(`/corpus/${file}`)
  if (!response.ok) throw new Error(`no image ${file}`)
  return new File([await response.arrayBuffer()], name, { type })
}

let jpeg: File
beforeAll(async () => {
  jpeg = await imageFile('jpeg/orient-6.jpg')
})

/** Runs until the status is reached; gives all statuses on the way. */
const until = (uploader: ReturnType<typeof createUploader>, status: UploadState['status']) =>
  new Promise<UploadState['status'][]>((resolve) => {
    const seen: UploadState['status'][] = []
    const look = () => {
      const now = uploader.getSnapshot().status
      if (seen.at(-1) !== now) seen.push(now)
      if (now !== status) return
      stop()
      resolve(seen)
    }
    const stop = uploader.subscribe(look)
  })

describe('uploadSearchImage', () => {
  test.each([
    ['jpeg/orient-6.jpg', 'image/jpeg', 480, 320],
    ['png/rgb8.png', 'image/png', 400, 300],
    ['webp/lossy-vp8.webp', 'image/webp', 400, 300],
    ['heic/irot-1.heic', 'image/heic', 320, 480],
  ])('%s ends with a key', async (file, type, width, height) => {
    const asset = await uploadSearchImage(await imageFile(file), { endpoint })
    expect(asset).toMatchObject({ type, width, height, confirmed: true, source: { width, height } })
    expect(asset.assetKey).toMatch(type === 'image/heic' ? /\.jpg$/ : /query-[0-9a-f]{8}\.\w+$/)
    expect(asset.fileName).toMatch(/^query-[0-9a-f]{8}\.(jpg|png|webp|heic)$/)
  })

  test('callbacks that throw do not stop the upload', async () => {
    const seen: unknown[] = []
    const onError = (event: ErrorEvent) => {
      event.preventDefault()
      seen.push((event.error as Error).message)
    }
    addEventListener('error', onError)
    const fails = (what: string) => () => {
      throw new Error(what)
    }
    const asset = await uploadSearchImage(jpeg, {
      endpoint,
      onUploadBegin: fails('begin'),
      onUploadProgress: fails('progress'),
    })
    removeEventListener('error', onError)
    expect(asset.confirmed).toBe(true)
    expect(new Set(seen)).toEqual(new Set(['begin', 'progress']))
  })
  test('progress ends below 1, and onUploadBegin gets no URL', async () => {
    const fractions: number[] = []
    const begun: unknown[] = []
    await uploadSearchImage(jpeg, {
      endpoint,
      onUploadProgress: ({ fraction }) => fractions.push(fraction),
      onUploadBegin: (link) => begun.push(link),
    })
    expect(Math.max(...fractions)).toBe(0.99)
    expect(begun).toEqual([
      { assetFileKey: expect.any(String) as unknown, expiresAt: expect.any(Number) as unknown },
    ])
  })

  test('a rejection has a code and no request is made', async () => {
    let asked = 0
    const request = uploadSearchImage(new File([], 'empty.jpg'), {
      requestPresignedUrl: () => Promise.resolve(asked++),
    })
    await expect(request).rejects.toSatisfy(
      (thrown) => isUploadError(thrown) && thrown.code === 'empty-file',
    )
    expect(asked).toBe(0)
  })

  test('the host may reject with its own sentence', async () => {
    const request = uploadSearchImage(jpeg, {
      endpoint,
      validate: ({ width }) => (width < 500 ? 'At least 500 px, please.' : null),
    })
    await expect(request).rejects.toMatchObject({
      code: 'custom',
      details: { text: 'At least 500 px, please.' },
    })
  })

  test('an aborted signal rejects with its reason, at every step', async () => {
    await expect(
      uploadSearchImage(jpeg, { endpoint, signal: AbortSignal.abort('early') }),
    ).rejects.toBe('early')
    const whileAsking = new AbortController()
    const asking = uploadSearchImage(jpeg, {
      requestPresignedUrl: () => {
        whileAsking.abort('asking')
        return new Promise(() => {})
      },
      signal: whileAsking.signal,
    })
    await expect(asking).rejects.toBe('asking')
    const whileSending = new AbortController()
    const sending = uploadSearchImage(jpeg, {
      endpoint,
      onUploadBegin: () => whileSending.abort('sending'),
      signal: whileSending.signal,
    })
    await expect(sending).rejects.toBe('sending')
  })

  test('without a confirm step the asset is not confirmed', async () => {
    const asset = await uploadSearchImage(jpeg, {
      endpoint: { presignedUrl: `${endpoint}/presigned-url` },
    })
    expect(asset).toMatchObject({ confirmed: false, assetKey: asset.assetFileKey })
  })
})

describe('createUploader', () => {
  test('runs through the pipeline, with a preview, and ends with the asset', async () => {
    const uploader = createUploader({ endpoint })
    const walked = until(uploader, 'success')
    uploader.select(jpeg)
    const seen = await walked
    expect(seen.filter((status) => status !== 'requesting')).toEqual([
      'checking',
      'preparing',
      'uploading',
      'confirming',
      'success',
    ])
    await expect
      .poll(() => uploader.getSnapshot())
      .toMatchObject({ image: { preview: expect.stringMatching(/^blob:/) as unknown } })
    uploader.reset()
    expect(uploader.getSnapshot()).toEqual({ status: 'idle' })
  })

  test('manual mode stops at ready with a link and its remaining time, and continues by one call', async () => {
    const uploader = createUploader({ endpoint, autoUpload: false })
    const ready = until(uploader, 'ready')
    uploader.select(jpeg)
    await ready
    expect(uploader.getSnapshot()).toMatchObject({
      status: 'ready',
      link: { assetFileKey: expect.any(String) as unknown },
    })
    expect(uploader.getRemainingSeconds()).toBeGreaterThan(890)
    const done = until(uploader, 'success')
    uploader.upload()
    await done
    expect(uploader.getRemainingSeconds()).toBeNull()
  })

  test('a rejected selection keeps the image before; the next accepted image removes the rejection', async () => {
    const rejected: string[] = []
    const uploader = createUploader({ endpoint, onReject: ({ code }) => rejected.push(code) })
    const done = until(uploader, 'success')
    uploader.select(jpeg)
    await done
    uploader.select([jpeg, jpeg])
    expect(uploader.getSnapshot()).toMatchObject({
      status: 'success',
      rejection: { code: 'too-many-files' },
    })
    uploader.select(new File(['<svg/>'], 'a.png', { type: 'image/png' }))
    await expect.poll(() => rejected).toEqual(['too-many-files', 'unsupported-format'])
    expect(uploader.getSnapshot().status).toBe('success')
    const again = until(uploader, 'success')
    uploader.select(jpeg)
    await again
    expect(uploader.getSnapshot()).not.toHaveProperty('rejection')
  })

  test('a failed request keeps the image, and one retry continues', async () => {
    let calls = 0
    const uploader = createUploader({
      requestPresignedUrl: async ({ assetType, assetFileName, signal }) => {
        if (++calls === 1) return { nonsense: true }
        const body = JSON.stringify({ assetType, assetFileName })
        const response = await fetch(`${endpoint}/presigned-url`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body,
          signal,
        })
        return response.json()
      },
    })
    const failed = until(uploader, 'error')
    uploader.select(jpeg)
    await failed
    expect(uploader.getSnapshot()).toMatchObject({
      status: 'error',
      error: { code: 'endpoint-malformed' },
      image: { width: 480 },
    })
    const done = until(uploader, 'success')
    uploader.retry()
    await done
    expect(calls).toBe(2)
  })

  test('after dispose() no callback is called', async () => {
    const calls: string[] = []
    const uploader = createUploader({
      endpoint,
      onStatusChange: ({ status }) => calls.push(status),
      onCancel: () => calls.push('cancel'),
    })
    const begun = until(uploader, 'uploading')
    uploader.select(jpeg)
    await begun
    const before = [...calls]
    uploader.dispose()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(calls).toEqual(before)
    expect(uploader.getSnapshot().status).toBe('ready')
  })
})
