/** What the person may see: one union by `status` and one pure function. Layer L1. */
import type { UploadFailure } from '../errors.js'
import type { PipelineEvent } from '../pipeline/events.js'
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

/** How a run ends. */
export type RunEndEvent =
  | { readonly type: 'readied'; readonly link?: UploadLink }
  | { readonly type: 'succeeded'; readonly asset: UploadedAsset }
  | { readonly type: 'failed'; readonly error: UploadFailure }
  | { readonly type: 'cancelled' }

/** Everything that changes the state. */
export type UploadEvent =
  | PipelineEvent
  | RunEndEvent
  | { readonly type: 'checkStarted'; readonly source: FileInfo }
  | { readonly type: 'checkStopped' }
  | { readonly type: 'rejected'; readonly error: UploadFailure }
  | { readonly type: 'accepted'; readonly image: SelectedImage }
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
