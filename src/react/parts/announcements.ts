import type { UploadFailure } from '../../core/errors.js'
import { isBusy, ticketOf, type UploadState } from '../../core/state.js'
import { fill, formatDuration, formatPercent, shortName } from '../../locales/format.js'
import type { Messages } from '../../locales/types.js'
import { errorText } from '../messageFor.js'
import type { Announcement } from './announcer.js'
import type { DragVerdict } from '../transfer.js'
import { successText, waitingText } from './texts.js'

export interface AnnouncementOptions {
  /** Seconds that are left of the upload link. */
  readonly remaining: number | null
  readonly messages: Messages
  /** In the short words of one row. Default `false`. */
  readonly short?: boolean
}

/**
 * What a change of state is worth saying. `null`: nothing; `undefined`: an alert speaks instead.
 * Link and progress texts come at issue and at each quarter, never by the second.
 */
export function announcementOf(
  before: UploadState,
  state: UploadState,
  { remaining, messages: m, short = false }: AnnouncementOptions,
): Announcement | null | undefined {
  const name = 'image' in state && state.image !== undefined ? shortName(state.image.source.name) : ''
  const link = remaining === null ? '' : fill(m.announcements.linkIssued, { time: formatDuration(remaining, m.locale, 'long') })
  switch (state.status) {
    case 'idle':
      return before.status !== 'idle' && before.status !== 'checking' && state.rejection === undefined
        ? { key: 'removed', text: m.announcements.removed }
        : null
    case 'preparing':
    case 'requesting':
      return isBusy(before) ? null : { key: 'preparing', text: fill(m.announcements.preparing, { name }) }
    case 'ready':
      if (before.status === 'ready') return null
      return ticketOf(state) === undefined
        ? isBusy(before)
          ? { key: 'cancelled', text: m.announcements.cancelled }
          : null
        : { key: 'ready', text: sentence(m.status.ready, link) }
    case 'uploading': {
      const quarter = Math.min(3, Math.floor(state.progress.fraction * 4))
      if (quarter === 0) return { key: 'uploading', text: sentence(fill(m.announcements.uploading, { name }), link) }
      const percent = formatPercent(quarter / 4, m.locale)
      return { key: `progress ${quarter}`, text: fill(m.announcements.progress, { percent }), minor: true }
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

/** Joins two sentences; the first one may lack its full stop. */
function sentence(first: string, second: string): string {
  if (second === '') return first
  return `${first.replace(/[.。]$/, '')}${second.includes('。') ? '。' : '. '}${second}`
}

/** A failure as it is said: the heading tells that the upload has ended, the sentence why. */
export function failureAnnouncement(error: UploadFailure, m: Messages): string {
  const { title, text } = errorText(error, m)
  return sentence(title, text)
}

/** Where a link is in its life; only the steps are worth saying. */
export type LinkStage = 'calm' | 'minute' | 'expired'

export const linkStage = (remaining: number): LinkStage => (remaining === 0 ? 'expired' : remaining <= 60 ? 'minute' : 'calm')

export function linkAnnouncement(stage: LinkStage, m: Messages): Announcement | null {
  if (stage === 'calm') return null
  return { key: `link ${stage}`, text: stage === 'minute' ? m.announcements.linkLastMinute : m.announcements.linkExpired }
}

export function dragAnnouncement(verdict: DragVerdict | null, m: Messages): Announcement {
  return verdict === null ? { key: 'drag left', text: m.drag.left } : { key: `drag ${verdict}`, text: m.drag[verdict].title }
}
