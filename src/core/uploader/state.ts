/** What the person may see: one union by `status` and one pure function. Layer L1. */
import type { UploadFailure } from '../errors.js'
import type { ImagePatch, PipelineEvent } from '../pipeline/events.js'
import type { FileInfo } from '../image/types.js'
import type { UploadedAsset, UploadProgress } from '../pipeline/types.js'
import type { UploadLink } from '../protocol/types.js'
import type { SelectedImage } from './types.js'

/**
 * Any member may carry the last rejected selection; it goes with the next accepted one or
 * `reset()`.
 */
interface Rejectable {
  readonly rejection?: UploadFailure
}

export interface IdleState extends Rejectable {
  readonly status: 'idle'
}
export interface CheckingState extends Rejectable {
  readonly status: 'checking'
  readonly source: FileInfo
  /** Where a rejection or `cancel()` leads back to. */
  readonly previous: RestingState
}
export interface PreparingState extends Rejectable {
  readonly status: 'preparing'
  readonly image: SelectedImage
  readonly link?: UploadLink
}
export interface RequestingState extends Rejectable {
  readonly status: 'requesting'
  readonly image: SelectedImage
}
export interface ReadyState extends Rejectable {
  readonly status: 'ready'
  readonly image: SelectedImage
  readonly link?: UploadLink
}
export interface UploadingState extends Rejectable {
  readonly status: 'uploading'
  readonly image: SelectedImage
  readonly link: UploadLink
  readonly progress: UploadProgress
}
export interface ConfirmingState extends Rejectable {
  readonly status: 'confirming'
  readonly image: SelectedImage
  readonly link: UploadLink
}
export interface WaitingState extends Rejectable {
  readonly status: 'waiting'
  readonly image: SelectedImage
  readonly link?: UploadLink
  readonly reason: 'offline' | 'backoff'
  /** Epoch milliseconds at which it goes on by itself. */
  readonly until?: number
}
export interface SuccessState extends Rejectable {
  readonly status: 'success'
  /** Missing where the value was given from outside. */
  readonly image?: SelectedImage
  readonly asset: UploadedAsset
}
export interface ErrorState extends Rejectable {
  readonly status: 'error'
  readonly image: SelectedImage
  readonly error: UploadFailure
}

export type UploadState =
  | IdleState
  | CheckingState
  | PreparingState
  | RequestingState
  | ReadyState
  | UploadingState
  | ConfirmingState
  | WaitingState
  | SuccessState
  | ErrorState

export type UploadStatus = UploadState['status']

/** In the order of the line; docs and tests read it from here. */
export const UPLOAD_STATUSES = [
  'idle',
  'checking',
  'preparing',
  'requesting',
  'ready',
  'uploading',
  'confirming',
  'waiting',
  'success',
  'error',
] as const satisfies readonly UploadStatus[]

/** Nothing runs. */
export type RestingState = IdleState | ReadyState | SuccessState | ErrorState
/** Something runs for an accepted image. */
export type BusyState =
  | PreparingState
  | RequestingState
  | UploadingState
  | ConfirmingState
  | WaitingState

/** Events of the pipeline, and those of the selection around it. */
export type UploadEvent =
  | PipelineEvent
  | { readonly type: 'checkStarted'; readonly source: FileInfo }
  | { readonly type: 'checkStopped' }
  | { readonly type: 'rejected'; readonly error: UploadFailure }
  | { readonly type: 'accepted'; readonly image: SelectedImage }
  | { readonly type: 'readied'; readonly link?: UploadLink }
  | { readonly type: 'succeeded'; readonly asset: UploadedAsset }
  | { readonly type: 'failed'; readonly error: UploadFailure }
  | { readonly type: 'cancelled' }
  | { readonly type: 'reset' }
  | { readonly type: 'valueGiven'; readonly asset: UploadedAsset }

export const IDLE: IdleState = { status: 'idle' }

const BUSY: readonly UploadStatus[] = [
  'preparing',
  'requesting',
  'uploading',
  'confirming',
  'waiting',
]
const RESTING: readonly UploadStatus[] = ['idle', 'ready', 'success', 'error']

export const isBusy = (state: UploadState): state is BusyState => BUSY.includes(state.status)
export const isResting = (state: UploadState): state is RestingState =>
  RESTING.includes(state.status)

/** Waits because the browser says that it is offline. */
export const isOfflineWait = (state: UploadState): boolean =>
  state.status === 'waiting' && state.reason === 'offline'

/** The image on screen, if any. */
export function imageOf(state: UploadState): SelectedImage | undefined {
  if (state.status === 'checking') return imageOf(state.previous)
  return state.status === 'idle' ? undefined : state.image
}

/** The link shown, if any. */
export function linkOf(state: UploadState): UploadLink | undefined {
  if (state.status === 'checking') return linkOf(state.previous)
  return 'link' in state ? state.link : undefined
}

/** An event that does not fit returns the same reference, so that the store stays silent. */
export function transition(state: UploadState, event: UploadEvent): UploadState {
  switch (event.type) {
    case 'checkStarted':
      if (state.status === 'checking') return { ...state, source: event.source }
      return isResting(state)
        ? { status: 'checking', source: event.source, previous: state, ...rejectionOf(state) }
        : state
    case 'checkStopped':
      return state.status === 'checking' ? state.previous : state
    case 'rejected':
      return { ...(state.status === 'checking' ? state.previous : state), rejection: event.error }
    case 'accepted':
      return { status: 'preparing', image: event.image }
    case 'reset':
      // The only idle state without a rejection, so that a second reset changes nothing.
      return IDLE
    case 'valueGiven':
      return isResting(state) ? { status: 'success', asset: event.asset } : state
    case 'imageChanged':
      return withImage(state, event.patch)
    default:
      return duringJob(state, event)
  }
}

type JobEvent =
  | Exclude<PipelineEvent, { type: 'imageChanged' }>
  | Extract<UploadEvent, { type: 'readied' | 'succeeded' | 'failed' | 'cancelled' }>

/**
 * Events of a running job: they need an image that is not yet done with, and `checking` is not one
 * of its states.
 */
function duringJob(state: UploadState, event: JobEvent): UploadState {
  if (state.status === 'idle' || state.status === 'checking' || state.status === 'success')
    return state
  const base = { image: state.image, ...rejectionOf(state) }
  switch (event.type) {
    case 'preparing':
      return state.status === 'preparing'
        ? state
        : { status: 'preparing', ...base, ...linkField(linkOf(state)) }
    case 'requesting':
      return state.status === 'requesting' ? state : { status: 'requesting', ...base }
    case 'linkIssued':
      return state.status === 'preparing' || state.status === 'ready'
        ? { ...state, link: event.link }
        : state
    case 'linkDropped':
      return state.status === 'preparing' || state.status === 'ready' || state.status === 'waiting'
        ? withoutLink(state)
        : state
    case 'readied':
      return isBusy(state) ? { status: 'ready', ...base, ...linkField(event.link) } : state
    case 'uploadStarted':
      return {
        status: 'uploading',
        ...base,
        link: event.link,
        progress: { loaded: 0, total: event.total, fraction: 0 },
      }
    case 'progressed':
      return state.status === 'uploading'
        ? { ...state, progress: forward(state.progress, event.progress) }
        : state
    case 'confirming':
      return { status: 'confirming', ...base, link: event.link }
    case 'waiting':
      return { ...waitingFor(event), ...base, ...linkField(event.link ?? linkOf(state)) }
    case 'succeeded':
      return isBusy(state) ? { status: 'success', ...base, asset: event.asset } : state
    case 'failed':
      return isBusy(state) ? { status: 'error', ...base, error: event.error } : state
    case 'cancelled':
      return isBusy(state) ? { status: 'ready', ...base } : state
  }
}

const waitingFor = ({ reason, until }: Extract<UploadEvent, { type: 'waiting' }>) =>
  ({ status: 'waiting', reason, ...(until === undefined ? {} : { until }) }) as const

const rejectionOf = (state: UploadState): Rejectable =>
  state.rejection === undefined ? {} : { rejection: state.rejection }

const linkField = (link: UploadLink | undefined): { link?: UploadLink } =>
  link === undefined ? {} : { link }

function withoutLink<S extends { link?: UploadLink }>(state: S): S {
  const { link: _dropped, ...rest } = state
  return rest as S
}

function withImage(state: UploadState, patch: ImagePatch): UploadState {
  if (state.status === 'checking') {
    const previous = withImage(state.previous, patch)
    return previous === state.previous ? state : { ...state, previous: previous as RestingState }
  }
  if (state.status === 'idle' || state.image === undefined) return state
  const { preview: old, target: planned, ...rest } = state.image
  const { preview = old, target = planned, ...others } = patch
  const image = {
    ...rest,
    ...others,
    ...(preview == null ? {} : { preview }),
    ...(target == null ? {} : { target }),
  }
  return { ...state, image }
}

/** Progress never goes back within one upload. */
function forward(from: UploadProgress, to: UploadProgress): UploadProgress {
  return {
    ...to,
    loaded: Math.max(from.loaded, to.loaded),
    fraction: Math.max(from.fraction, to.fraction),
  }
}
