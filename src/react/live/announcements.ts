import type { UploadFailure } from '../../core/errors.js'
import {
  isBusy,
  linkOf,
  type PreparingState,
  type ReadyState,
  type RequestingState,
  type UploadingState,
  type UploadState,
} from '../../core/uploader/state.js'
import { formatDuration, shortName } from '../../locales/format.js'
import type { Messages } from '../../locales/types.js'
import { errorText } from '../../locales/messageFor.js'
import type { Announcement } from './announcer.js'
import type { DragState } from '../input/transfer.js'
import { dragTexts, expiredText, progressTexts, successText, waitingText } from '../view/texts.js'
import { hasNotice, imageViewOf } from '../view/view.js'

/** What the text of an announcement depends on besides the state. */
export interface AnnouncementOptions {
  /** Remaining seconds of the upload link; `null`: there is no link. */
  readonly remaining: number | null
  readonly messages: Messages
  /** In the short texts of one row. Default `false`. */
  readonly short?: boolean
}

/**
 * The announcement of a change of state, in the texts that are shown. `null`: none; `undefined`: an
 * alert is announced instead. The progress is announced at its beginning and at each quarter.
 * Validating and confirming are not announced: they are usually shorter than the gap between two
 * announcements and would delay the outcome.
 */
export function announcementOf(
  before: UploadState,
  state: UploadState,
  options: AnnouncementOptions,
): Announcement | null | undefined {
  const { messages: m, short = false } = options
  switch (state.status) {
    case 'idle':
      return removalOf(before, state, m)
    case 'preparing':
    case 'requesting':
      return isBusy(before) ? null : preparationOf(state, options)
    case 'ready':
      return readinessOf(before, state, options)
    case 'uploading':
      return progressOf(state, options)
    case 'waiting':
      return { key: state.reason, text: waitingText(state, m, short) }
    case 'success':
      return isBusy(before) ? { key: 'complete', text: successText(state.asset, m) } : null
    case 'error':
      return undefined
    default:
      return null
  }
}

const removalOf = (before: UploadState, state: UploadState, m: Messages): Announcement | null =>
  before.status === 'idle' || before.status === 'checking' || state.rejection !== undefined
    ? null
    : { key: 'removed', text: m.announcements.removed }

function preparationOf(
  state: PreparingState | RequestingState,
  { messages: m, short = false }: AnnouncementOptions,
): Announcement {
  const hasShownNotice = hasNotice(state) && !short && state.rejection === undefined
  const notice = hasShownNotice ? m.status.animated : ''
  const { main } = progressTexts(state, m, short)
  return { key: 'preparing', text: sentences(shortName(state.image.source.name), main, notice) }
}

function readinessOf(
  before: UploadState,
  state: ReadyState,
  { remaining, messages: m }: AnnouncementOptions,
): Announcement | null {
  // An expired link has an announcement of its own.
  if (before.status === 'ready' || remaining === 0) return null
  if (linkOf(state) !== undefined)
    return { key: 'ready', text: sentences(m.status.ready, linkTextOf(remaining, m)) }
  if (!isBusy(before)) return null
  return { key: 'cancelled', text: sentences(m.announcements.cancelled, m.status.ready) }
}

function progressOf(
  state: UploadingState,
  { remaining, messages: m, short = false }: AnnouncementOptions,
): Announcement {
  const quarter = Math.min(3, Math.floor(state.progress.fraction * 4))
  const { main } = progressTexts(state, m, short)
  return quarter === 0
    ? { key: 'uploading', text: sentences(main, linkTextOf(remaining, m)) }
    : { key: `progress ${quarter}`, text: main, minor: true }
}

const linkTextOf = (remaining: number | null, m: Messages): string =>
  remaining === null ? '' : linkText(remaining, m)

/** Joins sentences. Empty ones are left out; missing full stops are added. */
function sentences(...texts: readonly string[]): string {
  return texts.filter(Boolean).reduce((first, next) => {
    if (/[.。…]$/.test(first)) return `${first} ${next}`
    return `${first}${/[ぁ-ヿ]/.test(next) ? '。' : '. '}${next}`
  })
}

const linkText = (seconds: number, { labels, locale }: Messages): string =>
  `${labels.linkTimeLeft} ${formatDuration(seconds, locale, 'long')}`

/** A failure is announced with its heading (what failed) and its sentence (why). */
export function failureAnnouncement(error: UploadFailure, m: Messages): string {
  const { title, text } = errorText(error, m)
  return sentences(title, text)
}

/** How close the link is to its end. A change of the stage is announced, a second is not. */
export type LinkStage = 'calm' | 'minute' | 'expired'

export function linkStage(remaining: number): LinkStage {
  if (remaining === 0) return 'expired'
  return remaining <= 60 ? 'minute' : 'calm'
}

export function linkAnnouncement(
  remaining: number,
  { messages: m, short = false }: Omit<AnnouncementOptions, 'remaining'>,
): Announcement | null {
  const stage = linkStage(remaining)
  if (stage === 'calm') return null
  return {
    key: `link ${stage}`,
    text: stage === 'minute' ? linkText(remaining, m) : expiredText(m, short),
  }
}

export function dragAnnouncement(
  dragged: DragState | null,
  state: UploadState,
  m: Messages,
): Announcement {
  return dragged === null
    ? { key: 'drag left', text: m.drag.left }
    : {
        key: `drag ${dragged}`,
        text: dragTexts(dragged, imageViewOf(state) !== undefined, m).title,
      }
}
