/** What the parts show for a state. Pure. */
import type { UploadFailure } from '../../core/errors.js'
import { imageOf, isBusy, type UploadState } from '../../core/state.js'
import type { SelectedImage, UploadedAsset, UploadProgress } from '../../core/types.js'
import { cleanName, fill, formatBytes, formatDuration, formatPixels, formatSpeed } from '../../locales/format.js'
import type { Messages } from '../../locales/types.js'

/** The picture's facts, wherever the state has them from. */
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
  // The new size is shown once the smaller picture exists; until then the progress line tells both.
  const { width, height } = bytes !== undefined && target !== undefined ? target : image
  return { name: cleanName(source.name), type, width, height, bytes: source.bytes, ...sent, image }
}

/** What the main button does. `choose`: the trigger is the main button. */
export type Primary = 'upload' | 'retry' | 'confirm' | 'choose' | undefined

export function primaryOf(state: UploadState): Primary {
  if (state.status === 'ready') return 'upload'
  if (state.status !== 'error') return undefined
  if (state.error.recovery === 'choose-another') return 'choose'
  return state.error.recovery === 'confirm-again' ? 'confirm' : 'retry'
}

export const isCancellable = (state: UploadState): boolean => isBusy(state) || state.status === 'checking'

/** The refused choice, but not while a new one is being checked. */
export const rejectionOf = (state: UploadState): UploadFailure | undefined => (state.status === 'checking' ? undefined : state.rejection)

/** What is going on, in one line. */
export function progressText(state: UploadState, messages: Messages): string {
  const { status, locale } = { status: messages.status, locale: messages.locale }
  switch (state.status) {
    case 'preparing': {
      const { target, bytes } = state.image
      if (bytes !== undefined) return status.requesting
      if (target === undefined) return status.preparing
      return fill(status.reducing, { from: pair(state.image, locale), to: pair(target, locale) })
    }
    case 'requesting':
      return status.requesting
    case 'uploading':
      return fill(status.uploading, {
        loaded: formatBytes(state.progress.loaded, locale),
        total: formatBytes(state.progress.total, locale),
      })
    case 'confirming':
      return status.finishing
    case 'waiting':
      if (state.reason === 'backoff') return status.waiting
      // Beside a refused choice there is room for the heading only.
      return rejectionOf(state) === undefined ? status.offline : messages.errors.network.offline.title
    default:
      return ''
  }
}

const pair = (size: { width: number; height: number }, locale: string) =>
  `${formatPixels(size.width, locale)} × ${formatPixels(size.height, locale)}`

/** Speed and time left, once they are sane. */
export function paceText(progress: UploadProgress, { status, locale }: Messages): { speed?: string; left?: string } {
  const { bytesPerSecond, secondsLeft } = progress
  return {
    ...(bytesPerSecond === undefined ? {} : { speed: formatSpeed(bytesPerSecond, locale) }),
    ...(secondsLeft === undefined ? {} : { left: fill(status.timeLeft, { time: formatDuration(Math.max(1, secondsLeft), locale) }) }),
  }
}

export const sizeText = ({ width, height }: { width: number; height: number }, { labels, locale }: Messages): string =>
  fill(labels.size, { width: formatPixels(width, locale), height: formatPixels(height, locale) })

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

/** The uploaded picture, also while its replacement is only being checked. */
export function assetOf(state: UploadState): UploadedAsset | null {
  const resting = state.status === 'checking' ? state.previous : state
  return resting.status === 'success' ? resting.asset : null
}

/** Submitting would lose a picture that is not uploaded, so that is invalid also where none is required. */
export function problemOf(state: UploadState, required: boolean, { validity }: Messages): string {
  if (isCancellable(state)) return validity.busy
  if (state.status === 'error') return validity.failed
  if (state.status === 'ready') return validity.notUploaded
  return required && state.status === 'idle' ? validity.missing : ''
}
