/** The budget of one key: the instances count together in Redis, or each apart while it is away. */
import { rejection, type RateLimiter } from '../limits/rate-limiter.js'
import type { Budget } from '../limits/share.js'
import { inTime } from './in-time.js'
import { parseResponse, type Mode, type ScriptResponse } from './script.js'

export interface BudgetPorts {
  /** Runs the script for this key. */
  readonly run: (mode: Mode, args: readonly string[]) => Promise<unknown>
  /** Limits the calls of this instance while the instances count apart; it never waits. */
  readonly own: RateLimiter
  /** Called when Redis is away. */
  readonly onAway: (error: unknown) => void
}

/**
 * A call is made at most 80 ms after its question was sent, else Redis is asked again. Grants that
 * are 100 ms more than a window apart are then calls that are at least a window apart; 20 ms remain
 * for the way from this check to `fetch`.
 */
const FENCE_MS = 80
const SLACK_MS = 100
/** Redis is too far away if so many responses in a row come after the fence. */
const MAX_LATE = 5
/** Time for all instances to notice that Redis is back; clients reconnect every two seconds. */
const APART_MS = 5_000
/** Redis is asked this often whether it is back. */
const PROBE_MS = 100
/** A question without a response does not keep others back for longer than this. */
const OPEN_MS = 2_000
/** Instances that were rejected together would come back together, the same one always first. */
const JITTER_MS = 5

/** Times are monotonic. */
interface Apart {
  /** Begin of this instance's own calls: those that Redis granted are a window away by then. */
  readonly from: number
  /** Their end. Redis, if it is back already, grants nothing before. */
  until: number
  /** Whether Redis does not respond. */
  readonly isAway: boolean
  /** Whether there may be calls that Redis does not know. */
  hasUnknown: boolean
}

export class SharedBudget {
  readonly #args: readonly string[]
  /** A quiet second, in which calls of one kind end before those of the other begin. */
  readonly #quietMs: number
  #apart: Apart | undefined
  #probeAt = 0
  #late = 0

  constructor(
    { limit, windowMs, gapMs }: Budget,
    readonly ports: BudgetPorts,
  ) {
    this.#quietMs = Math.min(windowMs, 1_000) + SLACK_MS
    const numbers = [limit, windowMs + SLACK_MS, gapMs, this.#quietMs, APART_MS]
    this.#args = numbers.map(String)
  }

  /** @throws `{ msBeforeNext }` if the call may not be made now */
  async consume(key: string): Promise<void> {
    const sent = performance.now()
    if (this.#apart && sent < this.#apart.until) {
      if (this.#apart.isAway) void this.#probe(this.#apart)
      return this.#consumeApart(key)
    }
    // By now Redis may have granted calls to others since.
    if (this.#apart && sent >= this.#apart.until + this.#quietMs) this.#apart = undefined
    const response = await this.#ask('claim').catch((error: unknown) => this.#leave(error, sent))
    const now = performance.now()
    this.#apply(response, sent)
    if (response.kind === 'apart') return this.#consumeApart(key)
    if (response.kind === 'wait') throw rejection(response.waitMs + Math.random() * JITTER_MS)
    this.#late = now - sent > FENCE_MS ? this.#late + 1 : 0
    if (this.#late >= MAX_LATE) throw new Error(`Redis takes longer than ${FENCE_MS} ms`)
    if (this.#late > 0) throw rejection(0)
  }

  /** Redis is away. It did not respond to what was sent, so it is not back for long. */
  #leave(error: unknown, sent: number): never {
    const from = performance.now() + this.#quietMs
    this.#apart = { from, until: sent + APART_MS, isAway: true, hasUnknown: false }
    this.ports.onAway(error)
    throw rejection(PROBE_MS)
  }

  async #consumeApart(key: string): Promise<void> {
    const now = performance.now()
    const apart = this.#apart
    if (!apart || now >= apart.until) throw rejection(0)
    if (now < apart.from) throw rejection(Math.min(apart.from - now, PROBE_MS))
    apart.hasUnknown = apart.isAway
    await this.ports.own.consume(key)
  }

  async #ask(mode: Mode): Promise<ScriptResponse> {
    const sent = performance.now()
    this.#probeAt = sent + OPEN_MS
    return parseResponse(await inTime(this.#run(mode, sent)))
  }

  /** A response that comes after its time still shows that Redis can be asked again. */
  async #run(mode: Mode, sent: number): Promise<unknown> {
    try {
      return await this.ports.run(mode, this.#args)
    } finally {
      this.#probeAt = sent + PROBE_MS
    }
  }

  /** Asks whether Redis is back, and reports the calls that were made without it. */
  async #probe(apart: Apart): Promise<void> {
    const sent = performance.now()
    if (sent < this.#probeAt) return
    const mode = apart.hasUnknown ? 'report' : 'probe'
    const response = await this.#ask(mode).catch(() => undefined)
    if (this.#apart !== apart) return
    if (response === undefined) {
      apart.until = sent + APART_MS
      return
    }
    // The first of these calls was made while Redis was asked. They are reported next time.
    if (response.kind !== 'apart' && apart.hasUnknown) return
    this.#apply(response, sent)
  }

  #apply(response: ScriptResponse, sent: number): void {
    if (response.kind !== 'apart') {
      this.#apart = undefined
      return
    }
    const { forMs, sinceMs } = response
    const now = performance.now()
    // Without a log, the calls of an instance that was not apart may be as recent as now.
    const unknown = this.#apart ? -Infinity : now
    const last = sinceMs === undefined ? unknown : now - sinceMs
    const from = Math.max(this.#apart?.from ?? -Infinity, last + this.#quietMs)
    this.#apart = { from, until: sent + forMs, isAway: false, hasUnknown: false }
  }
}
