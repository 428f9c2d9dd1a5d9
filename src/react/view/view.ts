/**
 * The view model: what the parts show of a state. Pure. The root computes it once per render with
 * `viewOf`; the parts read it from the context.
 */
import type { UploadFailure } from '../../core/errors.js'
import { imageOf, isBusy, isOfflineWait, type UploadState } from '../../core/uploader/state.js'
import type { UploadedAsset } from '../../core/pipeline/types.js'
import type { SelectedImage } from '../../core/uploader/types.js'
import { cleanName } from '../../locales/format.js'
import type { Messages } from '../../locales/types.js'

/** Facts of the image that is shown, whether the state holds a selection or only an asset. */
export interface ImageView {
  readonly name: string
  /** MIME type by content. */
  readonly type: string
  /** Dimensions in pixels. */
  readonly width: number
  readonly height: number
  /** Bytes of the selected file. */
  readonly bytes: number
  /** Bytes that are sent, where they differ. */
  readonly sentBytes?: number
  /** The selection; missing where the asset was uploaded earlier. */
  readonly selected?: SelectedImage
}

/**
 * What the main button does. `choose`: the trigger is the main button. `anyway`: try although the
 * browser reports that it is offline.
 */
export type Primary = 'upload' | 'retry' | 'confirm' | 'choose' | 'anyway' | undefined

export interface View {
  /** The variant of one row, which has room for short sentences only. */
  readonly isCompact: boolean
  /** The progress has short sentences: in one row, and beside a rejected selection. */
  readonly isBrief: boolean
  /** `undefined`: no image is shown. */
  readonly image: ImageView | undefined
  /** The uploaded image, also while its replacement is only being validated. */
  readonly asset: UploadedAsset | null
  readonly primary: Primary
  readonly isCancellable: boolean
  /** The rejected selection; `undefined` while a new selection is being validated. */
  readonly rejection: UploadFailure | undefined
  /**
   * The rejection that × or Escape may dismiss. A first selection that waits for the network is
   * shown like a rejection but cannot be dismissed, because it is kept and resumes by itself.
   */
  readonly dismissible: UploadFailure | undefined
  /** A first selection waits for the network, or for the user to try anyway. */
  readonly isKeptOffline: boolean
  /** The failure whose sentence is in a bubble: one row has room for the heading only. */
  readonly bubbleFailure: UploadFailure | undefined
  /** The image is animated, and only its first frame is searched. */
  readonly hasNotice: boolean
  /**
   * How full the progress bar is; `undefined`: unknown. Never 1, because the storage's response and
   * the confirm step follow the last byte. Unknown before the first progress event; behind a
   * service worker no such event comes.
   */
  readonly fraction: number | undefined
}

export interface ViewOptions {
  readonly variant: 'card' | 'compact'
  /** What the user has dismissed in this view. */
  readonly dismissed: readonly UploadFailure[]
}

export function viewOf(state: UploadState, { variant, dismissed }: ViewOptions): View {
  const isCompact = variant === 'compact'
  const rejection = state.status === 'checking' ? undefined : state.rejection
  const isInBubble = state.status === 'error' && isCompact && !dismissed.includes(state.error)
  return {
    isCompact,
    isBrief: isCompact || rejection !== undefined,
    image: imageViewOf(state),
    asset: assetOf(state),
    primary: primaryOf(state),
    isCancellable: isCancellable(state),
    rejection,
    dismissible: rejection?.code === 'network' ? undefined : rejection,
    isKeptOffline: isKeptOffline(rejection),
    bubbleFailure: isInBubble ? state.error : undefined,
    hasNotice: hasNotice(state),
    fraction: fractionOf(state),
  }
}

export function imageViewOf(state: UploadState): ImageView | undefined {
  const resting = restingOf(state)
  if (resting.status === 'success' && resting.image === undefined) return viewOfAsset(resting.asset)
  const image = imageOf(state)
  return image && viewOfSelected(image)
}

function viewOfAsset({ source, type, width, height, bytes }: UploadedAsset): ImageView {
  const sent = bytes === source.bytes ? {} : { sentBytes: bytes }
  return { name: cleanName(source.name), type, width, height, bytes: source.bytes, ...sent }
}

function viewOfSelected(selected: SelectedImage): ImageView {
  const { source, type, target, bytes } = selected
  const sent = bytes === undefined || bytes === source.bytes ? {} : { sentBytes: bytes }
  // The new dimensions are shown once the smaller image exists; until then the progress sentence
  // names both.
  const { width, height } = bytes !== undefined && target !== undefined ? target : selected
  const name = cleanName(source.name)
  return { name, type, width, height, bytes: source.bytes, ...sent, selected }
}

/** While a selection is validated: the state before it, which is shown meanwhile. */
const restingOf = (state: UploadState) => (state.status === 'checking' ? state.previous : state)

export function assetOf(state: UploadState): UploadedAsset | null {
  const resting = restingOf(state)
  return resting.status === 'success' ? resting.asset : null
}

function primaryOf(state: UploadState): Primary {
  if (state.status === 'ready') return 'upload'
  if (isOfflineWait(state)) return 'anyway'
  if (state.status === 'success') return isKeptOffline(state.rejection) ? 'anyway' : undefined
  if (state.status !== 'error') return undefined
  if (state.error.recovery === 'choose-another') return 'choose'
  return state.error.recovery === 'confirm-again' ? 'confirm' : 'retry'
}

const isCancellable = (state: UploadState): boolean => isBusy(state) || state.status === 'checking'

const isKeptOffline = (rejection: UploadFailure | undefined): boolean =>
  rejection?.code === 'network' && rejection.details.offline

export const hasNotice = (state: UploadState): boolean =>
  'image' in state && state.image?.notices?.includes('animated') === true

export const fractionOf = (state: UploadState): number | undefined =>
  state.status === 'uploading' && state.progress.loaded > 0
    ? Math.min(state.progress.fraction, 0.99)
    : undefined

/** The state with the host app's `value` while nothing is selected. */
export function withValue(state: UploadState, value: UploadedAsset | null): UploadState {
  if (value === null) return state
  const rejection = state.rejection === undefined ? {} : { rejection: state.rejection }
  if (state.status === 'idle') return { status: 'success', asset: value, ...rejection }
  if (state.status === 'checking' && state.previous.status === 'idle') {
    return { ...state, previous: { status: 'success', asset: value, ...rejection } }
  }
  return state
}

/**
 * Why a form must not be submitted; empty: it may be. An image that is not uploaded is a problem
 * also where none is required, because submitting would lose it.
 */
export function problemOf(state: UploadState, required: boolean, { validity }: Messages): string {
  if (isCancellable(state)) return validity.busy
  if (state.status === 'error') return validity.failed
  if (state.status === 'ready') return validity.notUploaded
  return required && state.status === 'idle' ? validity.missing : ''
}
