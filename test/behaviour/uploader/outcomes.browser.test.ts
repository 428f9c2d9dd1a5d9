import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { POLL_TIMEOUT } from '../../support/patience.js'
import {
  corpusImage,
  rehearsal,
  rehearse,
  watchedUploader,
} from '../../support/watched-uploader.js'
import type { UploadState } from '../../../src/core/uploader/state.js'
import type { UploaderOptions } from '../../../src/core/uploader/uploader.js'

// A real endpoint on this origin and a real storage on another one that misbehave as rehearsed.
const endpoint = rehearsal
/** An endpoint without a confirm step. */
const unconfirmed = { presignedUrl: `${endpoint}/presigned-url` }

let jpeg: File
beforeAll(async () => {
  jpeg = await corpusImage('jpeg/orient-6.jpg')
})
afterEach(() => rehearse({}))

const start = (options: Partial<UploaderOptions> = {}, random = 0) => {
  // The calls have the patience of a poll: a busy machine may take longer than the uploader would.
  const timeouts = { request: POLL_TIMEOUT, ...options.timeouts }
  const watched = watchedUploader(
    { endpoint, ...options, timeouts } as Partial<UploaderOptions>,
    random,
  )
  watched.uploader.select(jpeg)
  const reaches = async (status: UploadState['status']) => {
    await expect.poll(() => watched.uploader.getSnapshot()).toMatchObject({ status })
  }
  const count = (call: string) => watched.calls.filter((name) => name === call).length
  return { ...watched, reaches, count }
}

describe('what a response means', () => {
  test('stored, but the response is lost: confirming finds it, and nothing is sent again', async () => {
    await rehearse({ service: { put: 'response-lost' } })
    const { reaches, links, calls } = start()
    await reaches('success')
    expect(links).toHaveLength(1)
    expect(calls).toEqual(['presigned-url', 'complete'])
  })

  test('not stored: the next PUT uses another link', async () => {
    await rehearse({ service: { put: ['s3-used', '500'] } })
    const { reaches, links, calls } = start()
    await reaches('success')
    expect(new Set(links).size).toBe(3)
    expect(links).toHaveLength(3)
    expect(calls).toEqual([
      'presigned-url',
      'complete',
      'presigned-url',
      'complete',
      'presigned-url',
      'complete',
    ])
  })

  test('at most three links per action, then an error from which one retry() continues', async () => {
    await rehearse({ service: { put: 's3-used' } })
    const { reaches, links, count, uploader } = start()
    await reaches('error')
    expect([count('presigned-url'), links.length]).toEqual([3, 3])
    await rehearse({})
    uploader.retry()
    await reaches('success')
    expect([count('presigned-url'), links.length]).toEqual([4, 4])
  })

  test('failed requests count too', async () => {
    await rehearse({ endpoint: { presign: '500' } })
    const { reaches, links, count } = start()
    await reaches('error')
    expect([count('presigned-url'), links.length]).toEqual([3, 0])
  })

  test.each(['redirect', 'html-200', 'cors-preflight-only'])(
    '%s is not a success if no confirm step is configured',
    async (put) => {
      await rehearse({ service: { put } })
      const { reaches, heard } = start({ endpoint: unconfirmed })
      await reaches('error')
      expect(heard).not.toContain('complete')
    },
  )

  test('after a 429 nothing is confirmed, and its Retry-After is waited for', async () => {
    await rehearse({ service: { put: '429' } })
    const waits: number[] = []
    const { uploader, count } = start({
      onStatusChange: (state) =>
        state.status === 'waiting' && waits.push((state.until ?? Number.NaN) - Date.now()),
    })
    await expect.poll(() => waits.length).toBeGreaterThan(0)
    expect(waits[0]).toBeGreaterThan(1_000)
    expect(count('complete')).toBe(0)
    uploader.dispose()
  })

  test('a set-up fault of the storage gets no second link', async () => {
    await rehearse({ service: { put: 's3-signature' } })
    const { uploader, reaches, count } = start()
    await reaches('error')
    expect(uploader.getSnapshot()).toMatchObject({
      error: { code: 'storage-rejected', recovery: 'none' },
    })
    expect(count('presigned-url')).toBe(1)
  })
})

describe('a redirect of the PUT', () => {
  const redirected = (location: string, more = {}) => ({
    put: { status: 307, headers: { Location: location }, ...more },
  })

  test.each([
    ['to the same host', redirected('/redirected')],
    ['to another host', redirected('/redirected', { elsewhere: true })],
    ['with a permanent one', redirected('/redirected', { status: 308 })],
    ['that becomes a GET', redirected('/redirected', { status: 303 })],
    ['whose target rejects', redirected('/redirected?status=403')],
    ['whose target asks for patience', redirected('/redirected?status=429')],
  ])('%s is named and not repeated', async (_what, service) => {
    await rehearse({ service })
    const { uploader, reaches, links, count } = start()
    await reaches('error')
    expect(uploader.getSnapshot()).toMatchObject({
      error: { code: 'upload-redirected', phase: 'upload', recovery: 'none' },
    })
    expect([count('presigned-url'), links.length]).toEqual([1, 1])
  })

  test('is named if no confirm step is configured, and retry() continues', async () => {
    await rehearse({ service: redirected('/redirected') })
    const { uploader, reaches, links, count } = start({ endpoint: unconfirmed })
    await reaches('error')
    expect(uploader.getSnapshot()).toMatchObject({ error: { code: 'upload-redirected' } })
    expect([count('presigned-url'), links.length]).toEqual([1, 1])
    await rehearse({})
    uploader.retry()
    await reaches('success')
    expect(new Set(links).size).toBe(2)
  })

  test('is a success if the service says that the image arrived', async () => {
    await rehearse({ service: redirected('/redirected', { store: true }) })
    const { reaches, links } = start()
    await reaches('success')
    expect(links).toHaveLength(1)
  })
})

describe('an endpoint that responds with a used link', () => {
  const ask = async () => {
    const body = JSON.stringify({ assetType: 'IMAGE', assetFileName: 'query-00000000.jpg' })
    const response = await fetch(`${endpoint}/presigned-url`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    })
    return (await response.json()) as { presignedUploadUrl: string }
  }
  /** Answers from its cache, except at the calls with these numbers. */
  const cached = (...fresh: number[]) => {
    const asked = { times: 0 }
    let last: Promise<{ presignedUploadUrl: string }> | undefined
    const requestPresignedUrl = () => {
      if (last === undefined || fresh.includes(asked.times)) last = ask()
      asked.times++
      return last
    }
    return {
      asked,
      options: { endpoint: undefined, requestPresignedUrl } as Partial<UploaderOptions>,
    }
  }

  test('is called once more, and then nothing is sent to the link', async () => {
    await rehearse({ service: { put: '503' } })
    const { asked, options } = cached()
    const { uploader, reaches, links } = start(options)
    await reaches('error')
    expect(uploader.getSnapshot()).toMatchObject({
      error: { code: 'upload-url-reused', phase: 'request', recovery: 'none' },
    })
    expect([asked.times, links.length]).toEqual([3, 1])
    await rehearse({})
    uploader.retry()
    await reaches('error')
    expect([asked.times, links.length]).toEqual([5, 1])
  })

  test('may then respond with a new one', async () => {
    await rehearse({ service: { put: ['503', null] } })
    const { asked, options } = cached(2)
    const { reaches, links } = start(options)
    await reaches('success')
    expect([asked.times, links.length, new Set(links).size]).toEqual([3, 2, 2])
  })

  test('also if another uploader of the page used it, and with any fragment', async () => {
    const { options } = cached()
    const first = start(options)
    await first.reaches('success')
    const requestPresignedUrl = async () => {
      const answer = await (
        options as { requestPresignedUrl: () => Promise<{ presignedUploadUrl: string }> }
      ).requestPresignedUrl()
      return { ...answer, presignedUploadUrl: `${answer.presignedUploadUrl}#again` }
    }
    for (const again of [
      options,
      { ...options, requestPresignedUrl } as Partial<UploaderOptions>,
    ]) {
      const second = start(again)
      await second.reaches('error')
      expect(second.uploader.getSnapshot()).toMatchObject({ error: { code: 'upload-url-reused' } })
      expect(second.links).toEqual([])
    }
  })

  test('gets one send() in all from two uploaders that are ready with the same link', async () => {
    const { options } = cached()
    const both = [
      start({ ...options, autoUpload: false }),
      start({ ...options, autoUpload: false }),
    ]
    for (const { reaches } of both) await reaches('ready')
    for (const { uploader } of both) uploader.upload()
    await expect
      .poll(() => both.map(({ uploader }) => uploader.getSnapshot().status).toSorted())
      .toEqual(['error', 'success'])
    expect(both.flatMap(({ links }) => links)).toHaveLength(1)
  })
})

describe('time limits', () => {
  test('an upload without progress is aborted', async () => {
    await rehearse({ service: { preflight: 'silent' } })
    // Without an upload event both limits together count.
    const { uploader, reaches, links } = start({ timeouts: { stall: 100, response: 100 } })
    await reaches('error')
    expect(uploader.getSnapshot()).toMatchObject({ error: { code: 'stalled' } })
    expect(links).toHaveLength(3)
  })

  test('an upload without a response is confirmed', async () => {
    await rehearse({ service: { put: 'never-responds' } })
    const { reaches, calls } = start({ timeouts: { response: 200 } })
    await reaches('success')
    // On a busy machine the storage may need longer than that, and then another link is right.
    expect(calls.slice(0, 2)).toEqual(['presigned-url', 'complete'])
  })

  test('a call of an endpoint that never responds is aborted', async () => {
    await rehearse({ endpoint: { presign: 'silent' } })
    const { uploader, reaches, count } = start({ timeouts: { request: 200 } })
    await reaches('error')
    expect(uploader.getSnapshot()).toMatchObject({ error: { code: 'service-unavailable' } })
    expect(count('presigned-url')).toBe(1)
  })
})

describe('confirming', () => {
  test('three calls, then retry() confirms again and uploads nothing', async () => {
    await rehearse({ endpoint: { complete: '500' } })
    const { uploader, reaches, links, count } = start()
    await reaches('error')
    expect(uploader.getSnapshot()).toMatchObject({
      error: { phase: 'confirm', recovery: 'confirm-again' },
    })
    expect(count('complete')).toBe(3)
    await rehearse({})
    uploader.retry()
    await reaches('success')
    expect([links.length, count('presigned-url'), count('complete')]).toEqual([1, 1, 4])
  })

  test('an expired receipt is asked for once, and retry() uploads again', async () => {
    const gone = { status: 410, body: '{"error":{"code":"receipt-expired"}}' }
    await rehearse({ endpoint: { complete: gone } })
    const { uploader, reaches, links, count } = start()
    await reaches('error')
    expect(uploader.getSnapshot()).toMatchObject({
      error: { code: 'link-expired', phase: 'confirm', recovery: 'try-again', status: 410 },
    })
    expect(count('complete')).toBe(1)
    await rehearse({})
    uploader.retry()
    await reaches('success')
    expect([links.length, count('presigned-url')]).toEqual([2, 2])
  })

  test.each(['presign', 'complete'] as const)(
    'a wrong origin in %s is an error of the site, and nothing to sign in for',
    async (call) => {
      const wrong = { status: 403, body: '{"error":{"code":"origin-not-allowed"}}' }
      await rehearse({ endpoint: { [call]: wrong } })
      const { uploader, reaches } = start()
      await reaches('error')
      expect(uploader.getSnapshot()).toMatchObject({
        error: { code: 'endpoint-rejected', recovery: 'none', status: 403 },
      })
    },
  )

  test('a stored image that is not found is confirmed once more', async () => {
    await rehearse({ endpoint: { complete: ['not-exist'] } })
    const { reaches, links, count } = start()
    await reaches('success')
    expect([links.length, count('complete')]).toEqual([1, 2])
  })

  test('100 % is not shown before the upload is confirmed', async () => {
    const { reaches, values } = start()
    await reaches('success')
    const fractions = values.flatMap((value) =>
      typeof value === 'object' && value !== null && 'fraction' in value ? [value.fraction] : [],
    )
    expect(fractions).toContain(0.99)
    expect(fractions.filter((fraction) => Number(fraction) > 0.99)).toEqual([])
  })
})

describe('what the host is not told', () => {
  test('no state and no callback contains a presigned URL', async () => {
    await rehearse({ service: { put: ['s3-used', '429-long'] } })
    const { reaches, values, links } = start()
    await reaches('error')
    expect(links).toHaveLength(2)
    const told = JSON.stringify(values, (_key, value: unknown) =>
      value instanceof Error
        ? Object.fromEntries(
            Object.getOwnPropertyNames(value).map((name) => [name, Reflect.get(value, name)]),
          )
        : value,
    )
    for (const link of links) {
      expect(told.includes(link)).toBe(false)
      expect(told.includes(new URL(link).searchParams.get('X-Amz-Signature') ?? link)).toBe(false)
    }
    expect(told).not.toMatch(/X-Amz/i)
  })

  test('a cancelled run changes nothing any more, whatever still arrives', async () => {
    await rehearse({ endpoint: { presign: 'delay-2s' } })
    const { uploader, reaches, heard, calls } = start()
    await expect.poll(() => calls).toEqual(['presigned-url'])
    uploader.cancel()
    expect(heard.at(-1)).toBe('cancel')
    await new Promise((resolve) => setTimeout(resolve, 2_300))
    expect(heard.at(-1)).toBe('cancel')
    await reaches('ready')
  })

  test('every object URL is revoked', async () => {
    const made = new Set<string>()
    const { createObjectURL, revokeObjectURL } = URL
    URL.createObjectURL = (object) => {
      const url = createObjectURL.call(URL, object)
      made.add(url)
      return url
    }
    URL.revokeObjectURL = (url) => {
      made.delete(url)
      revokeObjectURL.call(URL, url)
    }
    const { uploader, reaches, heard } = start()
    await reaches('success')
    await expect.poll(() => uploader.getSnapshot()).toHaveProperty('image.preview')
    const shown = made.size
    uploader.select(jpeg)
    await expect.poll(() => heard.filter((name) => name === 'complete').length).toBe(2)
    uploader.reset()
    Object.assign(URL, { createObjectURL, revokeObjectURL })
    expect(shown).toBeGreaterThan(0)
    expect(made.size).toBe(0)
  })
})
