/** The texts that are shown for a state. Screen readers announce the same texts. Pure. */
import { systemClock } from '../../core/platform/clock.js'
import { MAX_RETRY_AFTER_MS } from '../../core/spec.js'
import type { UploadingState, UploadState, WaitingState } from '../../core/uploader/state.js'
import type { UploadedAsset } from '../../core/pipeline/types.js'
import type { SelectedImage } from '../../core/uploader/types.js'
import {
  fill,
  formatBytes,
  formatDuration,
  formatLoaded,
  formatPercent,
  formatSize,
  formatSpeed,
  wholeName,
} from '../../locales/format.js'
import type { ErrorText, Messages } from '../../locales/types.js'
import type { DragState } from '../input/transfer.js'
import { fractionOf } from './view.js'

export interface ProgressTexts {
  readonly main: string
  /** Bytes that were sent, and of how many. */
  readonly sent?: string
  /** Missing until the uploader trusts its measurement. */
  readonly speed?: string
  /** Remaining time; missing until the uploader trusts its measurement. */
  readonly left?: string
}

/** Texts of the progress. `short`: for one row. */
export function progressTexts(
  state: UploadState,
  messages: Messages,
  short: boolean,
): ProgressTexts {
  const { status } = messages
  // Beside a rejected selection there is room for a short sentence only.
  const isBrief = short || state.rejection !== undefined
  switch (state.status) {
    case 'checking': {
      const name = wholeName(state.source.name, short ? 16 : 26)
      return { main: fill(status.checking, { name }) }
    }
    case 'preparing':
      return { main: preparingText(state.image, messages, isBrief) }
    case 'requesting':
      return { main: status.requesting }
    case 'uploading':
      return uploadingTexts(state, messages, short)
    case 'confirming':
      return { main: status.finishing }
    case 'waiting':
      return { main: untimedWaitText(state, messages, isBrief) }
    default:
      return { main: '' }
  }
}

function preparingText(
  { width, height, target, bytes }: SelectedImage,
  { status, locale }: Messages,
  short: boolean,
): string {
  if (bytes !== undefined) return status.requesting
  if (target === undefined || short) return status.preparing
  return fill(status.reducing, {
    from: formatSize(width, height, locale),
    to: formatSize(target.width, target.height, locale),
  })
}

function uploadingTexts(state: UploadingState, messages: Messages, short: boolean): ProgressTexts {
  const fraction = fractionOf(state)
  if (fraction === undefined) return { main: messages.status.sending }
  const percent = formatPercent(fraction, messages.locale)
  const pace = paceTexts(state.progress, messages)
  if (short) return { main: percent, ...pace }
  const main = fill(messages.labels.percent, { percent })
  return { main, sent: sentText(state.progress, messages), ...pace }
}

/** A wait without the time that it takes. */
function untimedWaitText(
  { reason }: WaitingState,
  { status, errors }: Messages,
  short: boolean,
): string {
  if (reason === 'offline') return short ? status.offlineShort : status.offline
  return short ? errors['rate-limited'].soon.title : status.waiting
}

const sentText = (
  { loaded, total }: { loaded: number; total: number },
  { status, locale }: Messages,
): string =>
  fill(status.uploading, {
    loaded: formatLoaded(loaded, total, locale),
    total: formatBytes(total, locale),
  })

interface Pace {
  readonly bytesPerSecond?: number
  readonly secondsLeft?: number
}

function paceTexts(
  { bytesPerSecond, secondsLeft }: Pace,
  messages: Messages,
): Pick<ProgressTexts, 'speed' | 'left'> {
  const { status, locale } = messages
  const texts: { speed?: string; left?: string } = {}
  if (bytesPerSecond !== undefined) texts.speed = formatSpeed(bytesPerSecond, locale)
  if (secondsLeft !== undefined)
    texts.left = fill(status.timeLeft, { time: waitTime(secondsLeft, locale) })
  return texts
}

/** The sentence of a wait at its beginning. */
export function waitingText(state: WaitingState, messages: Messages, short: boolean): string {
  if (state.until === undefined) return progressTexts(state, messages, short).main
  const seconds = Math.ceil(waitMs(state.until) / 1000)
  return backoffText(seconds, messages, short || state.rejection !== undefined)
}

export const successText = ({ confirmed }: UploadedAsset, { status }: Messages): string =>
  confirmed ? status.success : status.unconfirmed

/** Replaces "Ready to upload" once the link has expired. */
export const expiredText = ({ status, errors }: Messages, short: boolean): string =>
  short ? errors['link-expired'].title : status.expired

/** What a drop would do. `hasImage`: an image is shown, which the drop would replace. */
export const dragTexts = (drag: DragState, hasImage: boolean, messages: Messages): ErrorText =>
  messages.drag[drag === 'accept' && hasImage ? 'replace' : drag]

/**
 * Milliseconds until `until`, but never more than the longest wait that the uploader starts: the
 * user may have set the system clock back meanwhile.
 */
export const waitMs = (until: number): number =>
  Math.min(until - systemClock.now(), MAX_RETRY_AFTER_MS)

/** The sentence of a wait with its remaining seconds. */
export function backoffText(seconds: number, { status, locale }: Messages, short: boolean): string {
  return fill(short ? status.backoffShort : status.backoff, { time: waitTime(seconds, locale) })
}

const waitTime = (seconds: number, locale: string): string =>
  formatDuration(Math.max(1, seconds), locale)

export const sizeText = (
  { width, height }: { width: number; height: number },
  { labels, locale }: Messages,
): string => fill(labels.size, { size: formatSize(width, height, locale) })
