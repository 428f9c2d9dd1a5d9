/** What is shown of a state, in words; screen readers hear the same. Pure. */
import { systemClock } from '../../core/platform/clock.js'
import { MAX_RETRY_AFTER_MS } from '../../core/spec.js'
import type { UploadState, WaitingState } from '../../core/uploader/state.js'
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
import { fractionOf, rejectionOf, shownOf } from './view.js'

export interface ProgressTexts {
  readonly main: string
  /** Bytes that are sent, of all. */
  readonly sent?: string
  /** Once they are sane. */
  readonly speed?: string
  readonly left?: string
}

/** `short`: for one row. */
export function progressTexts(
  state: UploadState,
  messages: Messages,
  short: boolean,
): ProgressTexts {
  const { status, labels, errors, locale } = messages
  switch (state.status) {
    case 'checking':
      return {
        main: fill(status.checking, { name: wholeName(state.source.name, short ? 16 : 26) }),
      }
    case 'preparing':
      return {
        main: preparingText(state.image, messages, short || rejectionOf(state) !== undefined),
      }
    case 'requesting':
      return { main: status.requesting }
    case 'uploading': {
      const fraction = fractionOf(state)
      if (fraction === undefined) return { main: status.sending }
      const percent = formatPercent(fraction, locale)
      const pace = paceTexts(state.progress, messages)
      if (short) return { main: percent, ...pace }
      return {
        main: fill(labels.percent, { percent }),
        sent: sentText(state.progress, messages),
        ...pace,
      }
    }
    case 'confirming':
      return { main: status.finishing }
    case 'waiting': {
      // Beside a rejected selection, too, there is room for the heading only.
      const brief = short || rejectionOf(state) !== undefined
      if (state.reason === 'backoff')
        return { main: brief ? errors['rate-limited'].soon.title : status.waiting }
      return { main: brief ? status.offlineShort : status.offline }
    }
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
  { status, locale }: Messages,
): { speed?: string; left?: string } {
  return {
    ...(bytesPerSecond === undefined ? {} : { speed: formatSpeed(bytesPerSecond, locale) }),
    ...(secondsLeft === undefined
      ? {}
      : {
          left: fill(status.timeLeft, { time: formatDuration(Math.max(1, secondsLeft), locale) }),
        }),
  }
}

/** What a wait says as it begins. */
export function waitingText(state: WaitingState, messages: Messages, short: boolean): string {
  if (state.until === undefined) return progressTexts(state, messages, short).main
  return backoffText(
    Math.ceil(waitMs(state.until) / 1000),
    messages,
    short || rejectionOf(state) !== undefined,
  )
}

export const successText = ({ confirmed }: UploadedAsset, { status }: Messages): string =>
  confirmed ? status.success : status.unconfirmed

/** Instead of "Ready to upload" once the link has expired. */
export const expiredText = ({ status, errors }: Messages, short: boolean): string =>
  short ? errors['link-expired'].title : status.expired

/** What a drop would do. */
export const dragTexts = (result: DragState, state: UploadState, { drag }: Messages): ErrorText =>
  drag[result === 'accept' && shownOf(state) !== undefined ? 'replace' : result]

/**
 * Milliseconds until then; never more than the longest wait there is, whatever was done to the
 * system clock.
 */
export const waitMs = (until: number): number =>
  Math.min(until - systemClock.now(), MAX_RETRY_AFTER_MS)

/** The wait until the next try. */
export function backoffText(seconds: number, { status, locale }: Messages, short: boolean): string {
  return fill(short ? status.backoffShort : status.backoff, {
    time: formatDuration(Math.max(1, seconds), locale),
  })
}

export const sizeText = (
  { width, height }: { width: number; height: number },
  { labels, locale }: Messages,
): string => fill(labels.size, { size: formatSize(width, height, locale) })
