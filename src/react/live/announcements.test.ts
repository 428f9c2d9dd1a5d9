import { describe, expect, test } from 'vitest'
import { uploadError } from '../../core/errors.js'
import type { UploadState } from '../../core/uploader/state.js'
import { en } from '../../locales/en.js'
import { ja } from '../../locales/ja.js'
import {
  announcementOf,
  dragAnnouncement,
  failureAnnouncement,
  linkAnnouncement,
  linkStage,
} from './announcements.js'

const image = {
  source: { name: 'cat.jpg', type: 'image/jpeg', bytes: 9 },
  type: 'image/jpeg',
  width: 800,
  height: 600,
}
const link = { assetFileKey: 'k', expiresAt: 0 }
const idle: UploadState = { status: 'idle' }
const preparing: UploadState = { status: 'preparing', image }
const ready: UploadState = { status: 'ready', image, link }
const uploading = (fraction: number): UploadState => ({
  status: 'uploading',
  image,
  link,
  progress: { loaded: 9 * fraction, total: 9, fraction },
})
const error: UploadState = {
  status: 'error',
  image,
  error: uploadError('network', 'upload', 'try-again', { offline: false }),
}
const asset = {
  assetKey: 'a',
  assetFileKey: 'k',
  confirmed: true,
  fileName: 'q.jpg',
  type: 'image/jpeg',
  width: 1,
  height: 1,
  bytes: 1,
}
const success = {
  status: 'success',
  image,
  asset: { ...asset, source: { ...image.source, width: 1, height: 1 } },
} as const

/** Without the isolates around a name. */
const said = (before: UploadState, state: UploadState, remaining: number | null = null) =>
  announcementOf(before, state, { remaining, messages: en })?.text.replace(/[\u2068\u2069]/g, '')

describe('the announcement of a change', () => {
  test('of an accepted image, once', () => {
    expect(said(idle, preparing)).toBe('cat.jpg. Preparing…')
    expect(said(preparing, { status: 'requesting', image })).toBeUndefined()
  })
  test('of the start of the upload has the remaining time of the link', () => {
    expect(said(preparing, uploading(0), 900)).toBe('Uploading… Link valid for 15\u00A0minutes')
  })
  test('of the progress comes at each quarter, and never at 100 % before the upload is confirmed', () => {
    expect(said(uploading(0.2), uploading(0.26))).toBe('Uploading, 26%')
    expect(said(uploading(0.9), uploading(0.99))).toBe('Uploading, 99%')
    expect(said(uploading(0.9), { status: 'confirming', image, link })).toBeUndefined()
  })
  test('of a link that waits for a click, and of a cancelled upload', () => {
    expect(said(preparing, ready, 900)).toBe('Ready to upload. Link valid for 15\u00A0minutes')
    expect(said(uploading(0.5), { status: 'ready', image })).toBe(
      'Upload cancelled. Ready to upload',
    )
    expect(said(ready, { status: 'ready', image })).toBeUndefined()
  })
  test('of the outcome of an upload, but not of a value from the host app', () => {
    expect(said(uploading(0.9), success)).toBe(en.status.success)
    expect(said(idle, success)).toBeUndefined()
  })
  test('of a removed image, but not of a rejected first selection', () => {
    expect(said(success, idle)).toBe('Image removed')
    expect(
      said({ status: 'checking', source: image.source, previous: { status: 'idle' } }, idle),
    ).toBeUndefined()
  })
  test('of a wait has its reason', () => {
    expect(said(preparing, { status: 'waiting', image, reason: 'offline' })).toBe(en.status.offline)
    expect(said(preparing, { status: 'waiting', image, reason: 'backoff' })).toBe(en.status.waiting)
  })
  test('of the outcome and of a wait has the text that is shown', () => {
    const unconfirmed: UploadState = { ...success, asset: { ...success.asset, confirmed: false } }
    expect(said(uploading(0.9), unconfirmed)).toBe(en.status.unconfirmed)
    const wait: UploadState = { status: 'waiting', image, reason: 'backoff' }
    expect(
      announcementOf(preparing, wait, { remaining: null, messages: en, short: true })?.text,
    ).toBe(en.errors['rate-limited'].soon.title)
    expect(said(preparing, { ...wait, until: Date.now() + 3_900 })).toBe(
      'That did not work. Trying again in 4\u00A0sec.',
    )
  })
  test('in Japanese joins sentences by the Japanese full stop', () => {
    expect(announcementOf(preparing, ready, { remaining: 900, messages: ja })?.text).toBe(
      'アップロードできます。リンク残り時間 15分',
    )
  })
  test('of an animated image has the notice where the notice is shown', () => {
    const animated: UploadState = {
      status: 'preparing',
      image: { ...image, notices: ['animated'] },
    }
    expect(said(idle, animated)).toBe(`cat.jpg. Preparing… ${en.status.animated}`)
    expect(
      announcementOf(idle, animated, { remaining: null, messages: en, short: true })?.text,
    ).not.toContain(en.status.animated)
  })
  test('of a failure has its heading and its sentence', () => {
    const stalled = uploadError('stalled', 'upload', 'try-again', {})
    expect(failureAnnouncement(stalled, en)).toBe(
      `${en.errors.stalled.title}. ${en.errors.stalled.text}`,
    )
    expect(failureAnnouncement(stalled, ja)).toBe(
      `${ja.errors.stalled.title}。${ja.errors.stalled.text}`,
    )
  })
  test('of a failure is left to the alert', () => {
    expect(announcementOf(uploading(0.5), error, { remaining: null, messages: en })).toBeUndefined()
    expect(announcementOf(idle, idle, { remaining: null, messages: en })).toBeNull()
  })
})

test('a link is announced at one minute and at its end', () => {
  expect([900, 61, 60, 1, 0].map(linkStage)).toEqual([
    'calm',
    'calm',
    'minute',
    'minute',
    'expired',
  ])
  expect(linkAnnouncement(61, { messages: en })).toBeNull()
  expect(linkAnnouncement(41, { messages: en })?.text).toBe('Link valid for 41\u00A0seconds')
  expect(linkAnnouncement(0, { messages: en })?.text).toBe(en.status.expired)
  expect(linkAnnouncement(0, { messages: en, short: true })?.text).toBe(
    en.errors['link-expired'].title,
  )
})

test('the announcement of a drag has what a drop would do, or that the drag left', () => {
  expect(dragAnnouncement('reject', idle, en).text).toBe(en.drag.reject.title)
  expect(dragAnnouncement('accept', ready, en).text).toBe(en.drag.replace.title)
  expect(dragAnnouncement(null, idle, en).text).toBe(en.drag.left)
})
