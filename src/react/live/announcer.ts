/**
 * Decides which polite announcements are made, and when. Pure.
 *
 * A screen reader reads each change of the live region to its end or is interrupted by the next
 * one, and the state may change many times per second. So between two announcements there are at
 * least `ANNOUNCEMENT_GAP_MS`. An announcement that comes earlier waits; a newer one replaces the
 * waiting one, because the user needs the newest state. Only a minor one (a step of the progress)
 * does not replace one that is not minor. Two announcements in a row with the same key are one.
 *
 * `announce` and `flush` take the memory and the time, and return the new memory, what to announce
 * now, and when to call `flush`. The caller owns the timer and the live region (`Voice`).
 */

/**
 * In milliseconds. The example of WAI's technique ARIA25 waits 0.8 to 2 s; 3 s leave a screen
 * reader enough time for one sentence.
 */
export const ANNOUNCEMENT_GAP_MS = 3_000

export interface Announcement {
  /** Its subject. Two announcements in a row with the same key are one. */
  readonly key: string
  readonly text: string
  /** A step of the progress; it does not replace a waiting announcement that is not minor. */
  readonly minor?: boolean
}

/** What the announcer has to remember between two calls. */
export interface AnnouncerMemory {
  /** Of the newest announcement, made or waiting. */
  readonly key?: string | undefined
  /** Time of the last announcement, in ms. */
  readonly announcedAt?: number
  /** The announcement that waits. */
  readonly pending?: Announcement | undefined
}

export interface AnnouncerStep {
  readonly memory: AnnouncerMemory
  /** The text to announce now. */
  readonly text?: string
  /** Milliseconds after which to call `flush`. */
  readonly wait?: number
}

/**
 * Adds an announcement at the time `now`, in ms. `undefined`: an alert is announced instead, and
 * the waiting announcement is dropped.
 */
export function announce(
  memory: AnnouncerMemory,
  added: Announcement | undefined,
  now: number,
): AnnouncerStep {
  if (added === undefined) return { memory: { ...memory, key: undefined, pending: undefined } }
  if (added.key === memory.key) return again(memory, now)
  const { pending } = memory
  if (pending !== undefined && added.minor === true && pending.minor !== true)
    return again(memory, now)
  return again({ ...memory, key: added.key, pending: added }, now)
}

/** Announces what waits, if enough time has passed. */
export const flush = (memory: AnnouncerMemory, now: number): AnnouncerStep => again(memory, now)

function again(memory: AnnouncerMemory, now: number): AnnouncerStep {
  const { pending, announcedAt } = memory
  if (pending === undefined) return { memory }
  const wait = announcedAt === undefined ? 0 : announcedAt + ANNOUNCEMENT_GAP_MS - now
  if (wait > 0) return { memory, wait }
  return { memory: { key: memory.key, announcedAt: now }, text: pending.text }
}
