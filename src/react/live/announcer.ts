/**
 * Which polite announcements are made, and when: at most one in three seconds, the newest wins,
 * none twice. Pure.
 */

/**
 * ARIA25's example comes at 0.8 to 2 s; three leave a screen reader time to finish its sentence.
 */
export const ANNOUNCEMENT_GAP_MS = 3_000

export interface Announcement {
  /** What it is about; the same key is not said twice in a row. */
  readonly key: string
  readonly text: string
  /** A mere step of progress gives way to whatever else waits to be said. */
  readonly minor?: boolean
}

export interface AnnouncerMemory {
  readonly key?: string | undefined
  readonly saidAt?: number
  readonly pending?: Announcement | undefined
}

export interface AnnouncerStep {
  readonly memory: AnnouncerMemory
  /** To be said now. */
  readonly say?: string
  /** Milliseconds after which `flush` has something to say. */
  readonly wait?: number
}

/**
 * Takes in what could be said at `now`; `undefined` (an alert takes its place) drops what waits.
 */
export function announce(
  memory: AnnouncerMemory,
  wish: Announcement | undefined,
  now: number,
): AnnouncerStep {
  if (wish === undefined) return { memory: { ...memory, key: undefined, pending: undefined } }
  if (wish.key === memory.key) return again(memory, now)
  const { pending } = memory
  if (pending !== undefined && wish.minor === true && pending.minor !== true)
    return again(memory, now)
  return again({ ...memory, key: wish.key, pending: wish }, now)
}

/** Says what waits, if its time has come. */
export const flush = (memory: AnnouncerMemory, now: number): AnnouncerStep => again(memory, now)

function again(memory: AnnouncerMemory, now: number): AnnouncerStep {
  const { pending, saidAt } = memory
  if (pending === undefined) return { memory }
  const wait = saidAt === undefined ? 0 : saidAt + ANNOUNCEMENT_GAP_MS - now
  if (wait > 0) return { memory, wait }
  return { memory: { key: memory.key, saidAt: now }, say: pending.text }
}
