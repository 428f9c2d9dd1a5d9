import type { UploadFailure } from '../../core/errors.js'
import { isBusy, linkOf, type UploadState } from '../../core/uploader/state.js'
import { formatDuration, shortName } from '../../locales/format.js'
import type { Messages } from '../../locales/types.js'
import { errorText } from '../../locales/messageFor.js'
import type { Announcement } from './announcer.js'
import type { DragState } from '../input/transfer.js'
import { dragTexts, expiredText, progressTexts, successText, waitingText } from '../view/texts.js'
import { hasNotice, imageViewOf } from '../view/view.js'

export interface AnnouncementOptions {
  /** Seconds that are left of the upload link. */
  readonly remaining: number | null
  readonly messages: Messages
  /** In the short words of one row. Default `false`. */
  readonly short?: boolean
}

/**
 * What a change of state is worth saying, in the words that are shown. `null`: nothing;
 * `undefined`: an alert speaks instead. Link and progress texts come at issue and at each quarter,
 * never by the second. Checking and confirming are silent: they usually last less than the pause
 * that an announcement needs, and would delay the outcome.
 */
export function announcementOf(
  before: UploadState,
  state: UploadState,
  { remaining, messages: m, short = false }: AnnouncementOptions,
): Announcement | null | undefined {
  const link = remaining === null ? '' : linkText(remaining, m)
  const { main } = progressTexts(state, m, short)
  switch (state.status) {
    case 'idle':
      return before.status !== 'idle' &&
        before.status !== 'checking' &&
        state.rejection === undefined
        ? { key: 'removed', text: m.announcements.removed }
        : null
    case 'preparing':
    case 'requesting': {
      if (isBusy(before)) return null
      const notice =
        hasNotice(state) && !short && state.rejection === undefined ? m.status.animated : ''
      return { key: 'preparing', text: sentences(shortName(state.image.source.name), main, notice) }
    }
    case 'ready':
      // An expired link is announced by itself.
      if (before.status === 'ready' || remaining === 0) return null
      if (linkOf(state) !== undefined)
        return { key: 'ready', text: sentences(m.status.ready, link) }
      return isBusy(before)
        ? { key: 'cancelled', text: sentences(m.announcements.cancelled, m.status.ready) }
        : null
    case 'uploading': {
      const quarter = Math.min(3, Math.floor(state.progress.fraction * 4))
      return quarter === 0
        ? { key: 'uploading', text: sentences(main, link) }
        : { key: `progress ${quarter}`, text: main, minor: true }
    }
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

/** Joins sentences, of which some may be empty or lack their full stop. */
function sentences(...texts: readonly string[]): string {
  return texts.filter(Boolean).reduce((first, next) => {
    if (/[.。…]$/.test(first)) return `${first} ${next}`
    return `${first}${/[ぁ-ヿ]/.test(next) ? '。' : '. '}${next}`
  })
}

const linkText = (seconds: number, { labels, locale }: Messages): string =>
  `${labels.linkTimeLeft} ${formatDuration(seconds, locale, 'long')}`

/** A failure as it is said: the heading tells that the upload has ended, the sentence why. */
export function failureAnnouncement(error: UploadFailure, m: Messages): string {
  const { title, text } = errorText(error, m)
  return sentences(title, text)
}

/** Where a link is in its life; only the steps are worth saying. */
export type LinkStage = 'calm' | 'minute' | 'expired'

export const linkStage = (remaining: number): LinkStage =>
  remaining === 0 ? 'expired' : remaining <= 60 ? 'minute' : 'calm'

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
