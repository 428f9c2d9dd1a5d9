import { describe, expect, test } from 'vitest'
import { rejectionError, uploadError } from '../errors.js'
import {
  IDLE,
  imageOf,
  isBusy,
  isResting,
  linkOf,
  UPLOAD_STATUSES,
  type UploadEvent,
  type UploadState,
  type UploadStatus,
} from './state.js'
import { transition } from './store.js'
import type { UploadedAsset } from '../pipeline/types.js'
import type { UploadLink } from '../protocol/types.js'
import type { SelectedImage } from './types.js'

const source = { name: 'a.jpg', type: 'image/jpeg', bytes: 10 }
const image: SelectedImage = { source, type: 'image/jpeg', width: 300, height: 300 }
const link: UploadLink = { assetFileKey: 'k', expiresAt: 1000 }
const asset: UploadedAsset = {
  assetKey: 'k',
  assetFileKey: 'k',
  confirmed: true,
  fileName: 'q.jpg',
  type: 'image/jpeg',
  width: 300,
  height: 300,
  bytes: 10,
  source: { ...source, width: 300, height: 300 },
}
const error = uploadError('network', 'upload', 'try-again', { offline: false })
const rejection = rejectionError('empty-file', { name: 'b.jpg' })
const progress = { loaded: 5, total: 10, fraction: 0.5 }

const states: Record<UploadStatus, UploadState> = {
  idle: IDLE,
  checking: { status: 'checking', source, previous: { status: 'ready', image, link } },
  preparing: { status: 'preparing', image },
  requesting: { status: 'requesting', image },
  ready: { status: 'ready', image },
  uploading: { status: 'uploading', image, link, progress },
  confirming: { status: 'confirming', image, link },
  waiting: { status: 'waiting', image, reason: 'backoff', until: 5 },
  success: { status: 'success', image, asset },
  error: { status: 'error', image, error },
}

const events: { [T in UploadEvent['type']]: Extract<UploadEvent, { type: T }> } = {
  checkStarted: { type: 'checkStarted', source },
  checkStopped: { type: 'checkStopped' },
  rejected: { type: 'rejected', error: rejection },
  accepted: { type: 'accepted', image },
  imageChanged: { type: 'imageChanged', patch: { bytes: 7 } },
  preparing: { type: 'preparing' },
  requesting: { type: 'requesting' },
  linkIssued: { type: 'linkIssued', link },
  linkDropped: { type: 'linkDropped' },
  readied: { type: 'readied', link },
  uploadStarted: { type: 'uploadStarted', link, total: 10 },
  progressed: { type: 'progressed', progress },
  confirming: { type: 'confirming', link },
  waiting: { type: 'waiting', reason: 'offline' },
  succeeded: { type: 'succeeded', asset },
  failed: { type: 'failed', error },
  cancelled: { type: 'cancelled' },
  reset: { type: 'reset' },
  valueGiven: { type: 'valueGiven', asset },
}

/**
 * Rows in the order of UPLOAD_STATUSES; `=` the very same object, `~` the same status with other
 * contents.
 */
const table: { [T in UploadEvent['type']]: string } = {
  //              idle     checking preparing requesting ready uploading confirming waiting success
  // error
  checkStarted:
    'checking ~        =         =          checking =       =          =       checking checking',
  checkStopped:
    '=        ready    =         =          =     =         =          =       =        =',
  rejected:
    '     ~        ready    ~         ~          ~     ~         ~          ~       ~        ~',
  accepted:
    '     preparing preparing ~ preparing preparing preparing preparing preparing preparing preparing',
  imageChanged:
    ' =        ~        ~         ~          ~     ~         ~          ~       ~        ~',
  preparing:
    '    =        =        =         preparing preparing preparing preparing preparing =     preparing',
  requesting:
    '   =        =        requesting =         requesting requesting requesting requesting =  requesting',
  linkIssued:
    ' =        =        ~         =          ~     =         =          =       =        =',
  linkDropped:
    '=        =        ~         =          ~     =         =          ~       =        =',
  readied:
    '      =        =        ready     ready      =     ready     ready      ready   =        =',
  uploadStarted:
    '=        =        uploading uploading uploading ~ uploading uploading =         uploading',
  progressed:
    '   =        =        =         =          =     ~         =          =       =        =',
  confirming:
    '   =        =        confirming confirming confirming confirming ~ confirming =       confirming',
  waiting:
    '      =        =        waiting   waiting    waiting waiting waiting    ~       =        waiting',
  succeeded:
    '    =        =        success   success    =     success   success    success =        =',
  failed:
    '       =        =        error     error      =     error     error      error   =        =',
  cancelled:
    '    =        =        ready     ready      =     ready     ready      ready   =        =',
  reset:
    '        =        idle     idle      idle       idle  idle      idle       idle    idle     idle',
  valueGiven:
    '   success  =        =         =          success =       =          =       ~        success',
}

describe('every event in every status', () => {
  test.each(Object.entries(table))('%s', (type, row) => {
    const expected = row.trim().split(/\s+/)
    expect(expected).toHaveLength(UPLOAD_STATUSES.length)
    UPLOAD_STATUSES.forEach((status, column) => {
      const before = states[status]
      const after = transition(before, events[type as UploadEvent['type']])
      const changed = after.status === status ? '~' : after.status
      const seen = after === before ? '=' : changed
      expect(`${status}: ${seen}`).toBe(`${status}: ${expected[column]}`)
    })
  })
  test('the table has every event and every status', () => {
    expect(Object.keys(table)).toEqual(Object.keys(events))
    expect(Object.keys(states)).toEqual([...UPLOAD_STATUSES])
  })
})

describe('the fields of the states', () => {
  test('a rejection is added to the state and removed by the next accepted image', () => {
    for (const status of UPLOAD_STATUSES.filter((name) => name !== 'checking')) {
      const rejected = transition(states[status], events.rejected)
      expect(rejected).toEqual({ ...states[status], rejection })
      expect(transition(rejected, events.accepted)).not.toHaveProperty('rejection')
      expect(transition(rejected, events.reset)).toBe(IDLE)
    }
  })

  test('a rejection while checking returns to the state before, including the link', () => {
    expect(transition(states.checking, events.rejected)).toEqual({
      status: 'ready',
      image,
      link,
      rejection,
    })
  })

  test('a rejection stays in the state through the whole pipeline', () => {
    const rejected = transition(states.preparing, events.rejected)
    for (const event of [
      events.requesting,
      events.uploadStarted,
      events.waiting,
      events.readied,
      events.failed,
      events.succeeded,
      events.cancelled,
    ]) {
      expect(transition(rejected, event).rejection).toBe(rejection)
    }
  })

  test('progress never goes back within one upload, a new upload starts at zero', () => {
    const back = transition(states.uploading, {
      type: 'progressed',
      progress: { loaded: 2, total: 10, fraction: 0.2 },
    })
    expect(back).toMatchObject({ progress: { loaded: 5, fraction: 0.5 } })
    expect(transition(back, events.uploadStarted)).toMatchObject({
      progress: { loaded: 0, total: 10, fraction: 0 },
    })
  })

  test('a link is kept while preparing and waiting, and removed by a cancel', () => {
    const issued = transition(states.preparing, events.linkIssued)
    expect(linkOf(issued)).toBe(link)
    expect(linkOf(states.checking)).toBe(link)
    expect(linkOf(IDLE)).toBeUndefined()
    expect(linkOf(transition(issued, events.waiting))).toBe(link)
    expect(linkOf(transition(transition(issued, events.waiting), events.preparing))).toBe(link)
    expect(linkOf(transition(states.uploading, events.cancelled))).toBeUndefined()
    expect(linkOf(transition(issued, events.linkDropped))).toBeUndefined()
  })

  test('waiting has a reason and an end', () => {
    expect(
      transition(states.preparing, { type: 'waiting', reason: 'backoff', until: 9, link }),
    ).toEqual({
      status: 'waiting',
      image,
      reason: 'backoff',
      until: 9,
      link,
    })
    expect(transition(states.preparing, events.waiting)).toStrictEqual({
      status: 'waiting',
      image,
      reason: 'offline',
    })
  })

  test('a preview is added, replaced and removed, also while another selection is checked', () => {
    const drawn = transition(states.checking, {
      type: 'imageChanged',
      patch: { preview: 'blob:1' },
    })
    expect(imageOf(drawn)?.preview).toBe('blob:1')
    expect(imageOf(IDLE)).toBeUndefined()
    const kept = transition(drawn, { type: 'imageChanged', patch: { bytes: 3 } })
    expect(imageOf(kept)).toMatchObject({ preview: 'blob:1', bytes: 3 })
    expect(
      imageOf(transition(kept, { type: 'imageChanged', patch: { preview: null } })),
    ).not.toHaveProperty('preview')
  })

  test('a late preview does not change a first selection that is still checked', () => {
    const first = transition(IDLE, events.checkStarted)
    expect(transition(first, events.imageChanged)).toBe(first)
  })

  test('a restored asset has no image, and a running job cannot change it', () => {
    const given = transition(IDLE, events.valueGiven)
    expect(given).toEqual({ status: 'success', asset })
    expect(transition(given, events.imageChanged)).toBe(given)
    expect(transition(given, events.failed)).toBe(given)
  })

  test('every status but checking is either busy or resting', () => {
    expect(UPLOAD_STATUSES.filter((status) => isBusy(states[status]))).toEqual([
      'preparing',
      'requesting',
      'uploading',
      'confirming',
      'waiting',
    ])
    expect(UPLOAD_STATUSES.filter((status) => isResting(states[status]))).toEqual([
      'idle',
      'ready',
      'success',
      'error',
    ])
  })
})
