/** What the parts show for a state. Pure. */
import type { UploadFailure } from '../../core/errors.js'
import { imageOf, isBusy, isOfflineWait, type UploadState } from '../../core/uploader/state.js'
import type { UploadedAsset } from '../../core/pipeline/types.js'
import type { SelectedImage } from '../../core/uploader/types.js'
import { cleanName } from '../../locales/format.js'
import type { Messages } from '../../locales/types.js'

/** The image's facts, wherever the state has them from. */
export interface Shown {
  readonly name: string
  readonly type: string
  readonly width: number
  readonly height: number
  /** Bytes of the chosen file. */
  readonly bytes: number
  /** Bytes that are sent, where they differ. */
  readonly sentBytes?: number
  readonly image?: SelectedImage
}

export function shownOf(state: UploadState): Shown | undefined {
  const resting = state.status === 'checking' ? state.previous : state
  if (resting.status === 'success' && resting.image === undefined) {
    const { source, type, width, height, bytes } = resting.asset
    return {
      name: cleanName(source.name),
      type,
      width,
      height,
      bytes: source.bytes,
      ...(bytes === source.bytes ? {} : { sentBytes: bytes }),
    }
  }
  const image = imageOf(state)
  return image && shownImage(image)
}

function shownImage(image: SelectedImage): Shown {
  const { source, type, target, bytes } = image
  const sent = bytes === undefined || bytes === source.bytes ? {} : { sentBytes: bytes }
  // The new size is shown once the smaller image exists; until then the progress line tells both.
  const { width, height } = bytes !== undefined && target !== undefined ? target : image
  return { name: cleanName(source.name), type, width, height, bytes: source.bytes, ...sent, image }
}

/**
 * What the main button does. `choose`: the trigger is the main button. `anyway`: go on although the
 * browser says that it is offline.
 */
export type Primary = 'upload' | 'retry' | 'confirm' | 'choose' | 'anyway' | undefined

export function primaryOf(state: UploadState): Primary {
  if (state.status === 'ready') return 'upload'
  if (isOfflineWait(state) || (state.status === 'success' && isKeptOffline(state))) return 'anyway'
  if (state.status !== 'error') return undefined
  if (state.error.recovery === 'choose-another') return 'choose'
  return state.error.recovery === 'confirm-again' ? 'confirm' : 'retry'
}

export const isCancellable = (state: UploadState): boolean =>
  isBusy(state) || state.status === 'checking'

/** The rejected selection, but not while a new one is being checked. */
export const rejectionOf = (state: UploadState): UploadFailure | undefined =>
  state.status === 'checking' ? undefined : state.rejection

/**
 * The rejection that × or Escape may put away. An offline first selection is kept although it is
 * told like one, and goes on by itself.
 */
export const dismissibleOf = (state: UploadState): UploadFailure | undefined => {
  const rejection = rejectionOf(state)
  return rejection?.code === 'network' ? undefined : rejection
}

/**
 * The failure whose sentence has a bubble of its own: in one row there is room for the heading
 * only.
 */
export const bubbleFailureOf = (
  state: UploadState,
  { variant, dismissed }: Bubbles,
): UploadFailure | undefined =>
  state.status === 'error' && variant === 'compact' && !dismissed.includes(state.error)
    ? state.error
    : undefined

interface Bubbles {
  readonly variant: 'card' | 'compact'
  readonly dismissed: readonly UploadFailure[]
}

/**
 * A selection is told like a rejection, but kept: it goes on once the network is back, or when the
 * user tries anyway.
 */
export function isKeptOffline(state: UploadState): boolean {
  const rejection = rejectionOf(state)
  return rejection?.code === 'network' && rejection.details.offline
}

/** The image is animated, and only its first image is searched. */
export const hasNotice = (state: UploadState): boolean =>
  'image' in state && state.image?.notices?.includes('animated') === true

/** A value from outside stands where nothing was chosen here. */
export function withValue(state: UploadState, value: UploadedAsset | null): UploadState {
  if (value === null) return state
  const rejection = state.rejection === undefined ? {} : { rejection: state.rejection }
  if (state.status === 'idle') return { status: 'success', asset: value, ...rejection }
  if (state.status === 'checking' && state.previous.status === 'idle') {
    return { ...state, previous: { status: 'success', asset: value, ...rejection } }
  }
  return state
}

/** The uploaded image, also while its replacement is only being checked. */
export function assetOf(state: UploadState): UploadedAsset | null {
  const resting = state.status === 'checking' ? state.previous : state
  return resting.status === 'success' ? resting.asset : null
}

/**
 * Submitting would lose an image that is not uploaded, so that is invalid also where none is
 * required.
 */
export function problemOf(state: UploadState, required: boolean, { validity }: Messages): string {
  if (isCancellable(state)) return validity.busy
  if (state.status === 'error') return validity.failed
  if (state.status === 'ready') return validity.notUploaded
  return required && state.status === 'idle' ? validity.missing : ''
}

/**
 * How full the bar is, never wholly: the last byte is not the end. What comes after it cannot be
 * measured, and neither can what comes before the first progress event: behind a service worker
 * there is none.
 */
export const fractionOf = (state: UploadState): number | undefined =>
  state.status === 'uploading' && state.progress.loaded > 0
    ? Math.min(state.progress.fraction, 0.99)
    : undefined
