import { refuse, uploadError } from '../../src/core/errors.js'
import type { SelectedImage, Ticket, UploadedAsset, UploadFailure, UploadState } from '../../src/index.js'

/** One thing to look at: a state, the link's remaining seconds, what is dragged over it, and how it is shown. */
export interface Look {
  readonly name: string
  readonly state: UploadState
  readonly remaining?: number
  readonly drag?: 'accept' | 'reject' | 'unknown'
  readonly look?: { readonly disabled?: boolean; readonly readOnly?: boolean }
}

/** A photo on its way, every look it can have. Tests measure them, stories show them, screenshots compare them. */
export function gallery(preview: string): readonly Look[] {
  const it = onePhoto(preview)
  return [...invitations, ...onTheWay(it), ...outcomes(it), ...refusals, ...notNow(it)]
}

export interface Photo {
  readonly raw: SelectedImage
  readonly image: SelectedImage
  readonly heic: SelectedImage
  readonly ticket: Ticket
  readonly asset: UploadedAsset
}

export function onePhoto(preview?: string): Photo {
  const source = { name: 'street-market.jpg', type: 'image/jpeg', bytes: 9_400_000 }
  const target = { width: 2048, height: 1536 }
  const raw = { source, type: 'image/jpeg', width: 8064, height: 6048, target, ...(preview === undefined ? {} : { preview }) }
  const heic = { source: { name: 'IMG_2041.HEIC', type: '', bytes: 2_340_000 }, type: 'image/heic', width: 4032, height: 3024 }
  const ticket = { assetFileKey: 'images/sample/query-0a1b2c3d.jpg', expiresAt: Date.now() + 842_000 }
  const sent = { fileName: 'query-0a1b2c3d.jpg', type: 'image/jpeg', ...target, bytes: 812_000 }
  const keys = { assetKey: ticket.assetFileKey, assetFileKey: ticket.assetFileKey, confirmed: true }
  const asset = { ...keys, ...sent, source: { ...source, width: raw.width, height: raw.height } }
  return { raw, image: { ...raw, bytes: sent.bytes }, heic, ticket, asset }
}

/** Refusals that people meet; the second is as long as they get. */
export const tooSmall = refuse('too-small', { name: 'icon.png', width: 180, height: 240, minWidth: 224, minHeight: 224 })
export const wrongFormat = refuse('unsupported-format', {
  name: 'a-really-long-file-name-from-a-camera-2024-11-22.avif',
  detected: 'avif',
  accept: ['jpeg', 'png', 'webp', 'heic'],
})
const connection = uploadError('network', 'upload', 'try-again', { offline: false })

const invitations: readonly Look[] = [
  { name: 'Invitation', state: { status: 'idle' } },
  { name: 'Drag: accepted', state: { status: 'idle' }, drag: 'accept' },
  { name: 'Drag: not acceptable', state: { status: 'idle' }, drag: 'reject' },
  { name: 'Drag: to be checked', state: { status: 'idle' }, drag: 'unknown' },
]

function onTheWay({ raw, image, heic, ticket, asset }: Photo): readonly Look[] {
  const progress = { loaded: 503_000, total: 812_000, fraction: 0.62, bytesPerSecond: 1_240_000, secondsLeft: 2 }
  const before: UploadState = { status: 'success', image, asset }
  return [
    { name: 'Checking', state: { status: 'checking', source: image.source, previous: { status: 'idle' } } },
    { name: 'Checking another', state: { status: 'checking', source: heic.source, previous: before } },
    { name: 'Preparing', state: { status: 'preparing', image: raw, ticket }, remaining: 900 },
    { name: 'Preparing, other refused', state: { status: 'preparing', image: raw, ticket, rejection: wrongFormat }, remaining: 900 },
    { name: 'Preparing, no preview yet', state: { status: 'preparing', image: heic } },
    { name: 'Getting a link', state: { status: 'requesting', image } },
    { name: 'Getting a link, other refused', state: { status: 'requesting', image, rejection: tooSmall } },
    { name: 'Ready', state: { status: 'ready', image, ticket }, remaining: 842 },
    { name: 'Ready, last minute', state: { status: 'ready', image, ticket }, remaining: 41 },
    { name: 'Ready, link expired', state: { status: 'ready', image, ticket }, remaining: 0 },
    { name: 'Ready after a cancel', state: { status: 'ready', image } },
    { name: 'Uploading', state: { status: 'uploading', image, ticket, progress }, remaining: 811 },
    {
      name: 'Link renewed',
      state: { status: 'uploading', image, ticket, progress: { ...progress, loaded: 0, fraction: 0 } },
      remaining: 900,
    },
    { name: 'Uploading, drag', state: { status: 'uploading', image, ticket, progress }, remaining: 811, drag: 'accept' },
    { name: 'Uploading, other refused', state: { status: 'uploading', image, ticket, progress, rejection: wrongFormat }, remaining: 811 },
    { name: 'Finishing', state: { status: 'confirming', image, ticket }, remaining: 809 },
    { name: 'Finishing, other refused', state: { status: 'confirming', image, ticket, rejection: wrongFormat }, remaining: 809 },
    { name: 'Waiting: offline', state: { status: 'waiting', image, reason: 'offline' } },
    { name: 'Waiting: busy service', state: { status: 'waiting', image, ticket, reason: 'backoff' }, remaining: 800 },
    { name: 'Waiting: busy service, seconds', state: { status: 'waiting', image, reason: 'backoff', until: Date.now() + 12_000 } },
    {
      name: 'Back-off, other refused',
      state: { status: 'waiting', image, reason: 'backoff', until: Date.now() + 12_000, rejection: tooSmall },
    },
  ]
}

function outcomes({ image, ticket, asset }: Photo): readonly Look[] {
  const failed = (name: string, error: UploadFailure): Look => ({ name, state: { status: 'error', image, error } })
  return [
    { name: 'Uploaded', state: { status: 'success', image, asset } },
    { name: 'Uploaded earlier', state: { status: 'success', asset } },
    { name: 'Uploaded, unconfirmed', state: { status: 'success', image, asset: { ...asset, confirmed: false } } },
    { name: 'Uploaded, animated', state: { status: 'success', image: { ...image, notices: ['animated'] }, asset } },
    failed('Failed: connection', connection),
    failed('Failed: not confirmed', uploadError('network', 'confirm', 'confirm-again', { offline: false })),
    failed('Failed: signed out', uploadError('unauthorized', 'request', 'sign-in', {})),
    failed(
      'Failed: choose another',
      uploadError('cannot-fit', 'prepare', 'choose-another', { name: image.source.name, width: 30_000, height: 240, maxSize: 5_000_000 }),
    ),
    failed('Failed: busy service', uploadError('rate-limited', 'request', 'try-again', { retryAfter: 120 })),
    { name: 'Failed, other refused', state: { status: 'error', image, error: connection, rejection: wrongFormat } },
    { name: 'Ready, other refused', state: { status: 'ready', image, ticket, rejection: tooSmall }, remaining: 500 },
    {
      name: 'Uploaded, other refused',
      state: { status: 'success', image, asset, rejection: refuse('too-many-files', { count: 3 }) },
    },
    { name: 'Offline, other refused', state: { status: 'waiting', image, reason: 'offline', rejection: wrongFormat } },
  ]
}

const refusals: readonly Look[] = [
  { name: 'Refused: too small', state: { status: 'idle', rejection: tooSmall } },
  { name: 'Refused: format', state: { status: 'idle', rejection: wrongFormat } },
  { name: 'Refused: only a link', state: { status: 'idle', rejection: refuse('no-file', { kind: 'link' }) } },
]

function notNow({ image, asset }: Photo): readonly Look[] {
  return [
    { name: 'Disabled', state: { status: 'idle' }, look: { disabled: true } },
    { name: 'Disabled, with a value', state: { status: 'success', image, asset }, look: { disabled: true } },
    { name: 'Read-only', state: { status: 'success', image, asset }, look: { readOnly: true } },
    { name: 'Read-only, empty', state: { status: 'idle' }, look: { readOnly: true } },
  ]
}
