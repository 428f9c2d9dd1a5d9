/** The states of an uploader: one union by `status`. `transition` in `store.ts` changes them. */
import type { UploadFailure } from '../errors.js'
import type { PipelineEvent } from '../pipeline/events.js'
import type { FileInfo } from '../image/types.js'
import type { UploadedAsset, UploadProgress } from '../pipeline/types.js'
import type { UploadLink } from '../protocol/types.js'
import type { SelectedImage } from './types.js'

interface Rejectable {
  /** Why the last selection was rejected, until an image is accepted or `reset()` is called. */
  readonly rejection?: UploadFailure
}

/** No image is selected. */
export interface IdleState extends Rejectable {
  readonly status: 'idle'
}
/** A selection is checked. */
interface CheckingState extends Rejectable {
  readonly status: 'checking'
  /** The file that is checked. */
  readonly source: FileInfo
  /** The state to which a rejection or `cancel()` returns. */
  readonly previous: RestingState
}
/** The image is prepared; its upload link may be there already. */
export interface PreparingState extends Rejectable {
  readonly status: 'preparing'
  readonly image: SelectedImage
  readonly link?: UploadLink
}
/** The image is prepared, and an upload link is requested. */
export interface RequestingState extends Rejectable {
  readonly status: 'requesting'
  readonly image: SelectedImage
}
/** The image can be uploaded; without a link, `upload()` requests one. */
export interface ReadyState extends Rejectable {
  readonly status: 'ready'
  readonly image: SelectedImage
  readonly link?: UploadLink
}
/** The image is sent. */
export interface UploadingState extends Rejectable {
  readonly status: 'uploading'
  readonly image: SelectedImage
  readonly link: UploadLink
  readonly progress: UploadProgress
}
/** The image is sent, and its outcome is asked for. */
interface ConfirmingState extends Rejectable {
  readonly status: 'confirming'
  readonly image: SelectedImage
  readonly link: UploadLink
}
/** The run waits for the network, or before it repeats a request. */
export interface WaitingState extends Rejectable {
  readonly status: 'waiting'
  readonly image: SelectedImage
  readonly link?: UploadLink
  readonly reason: 'offline' | 'backoff'
  /** When the run continues by itself, in milliseconds since the epoch. */
  readonly until?: number
}
/** The image is uploaded. */
interface SuccessState extends Rejectable {
  readonly status: 'success'
  /** Missing if the asset was given by `restore()`. */
  readonly image?: SelectedImage
  readonly asset: UploadedAsset
}
/** The upload failed, and nothing more is tried. */
interface ErrorState extends Rejectable {
  readonly status: 'error'
  readonly image: SelectedImage
  readonly error: UploadFailure
}

/** The state of an uploader: `switch (state.status)` narrows it. */
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

/** The status of an uploader. */
export type UploadStatus = UploadState['status']

/** Every status, in the order of the pipeline. */
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

/** The first state, and the one after `reset()`. */
export const IDLE: IdleState = { status: 'idle' }

const BUSY: readonly UploadStatus[] = [
  'preparing',
  'requesting',
  'uploading',
  'confirming',
  'waiting',
]
const RESTING: readonly UploadStatus[] = ['idle', 'ready', 'success', 'error']

/** @returns whether a run is under way */
export const isBusy = (state: UploadState): state is BusyState => BUSY.includes(state.status)
/** @returns whether neither a check nor a run is under way */
export const isResting = (state: UploadState): state is RestingState =>
  RESTING.includes(state.status)

/** @returns whether the run waits because the browser says that it is offline */
export const isOfflineWait = (state: UploadState): boolean =>
  state.status === 'waiting' && state.reason === 'offline'

/** @returns the image on screen, if any */
export function imageOf(state: UploadState): SelectedImage | undefined {
  if (state.status === 'checking') return imageOf(state.previous)
  return state.status === 'idle' ? undefined : state.image
}

/** @returns the current upload link, if any */
export function linkOf(state: UploadState): UploadLink | undefined {
  if (state.status === 'checking') return linkOf(state.previous)
  return 'link' in state ? state.link : undefined
}
