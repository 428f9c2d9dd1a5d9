/**
 * The queue before the account's budget: one subject cannot take the turns of the others.
 *
 * Each call asks and waits for itself, with its own timer, and no call does so for another one. In
 * workerd, timers and continuations end with the request that they belong to, and the client's
 * leaving is not always told (https://developers.cloudflare.com/workers/runtime-apis/context/). A
 * call that has ended like that is noticed by those behind it.
 */
import { clientGone, HttpError } from '../http-error.js'
import { consumeOnce, retryAfterOf, type Consumed, type RateLimiter } from './rate-limiter.js'
import { RoundRobin } from './round-robin.js'

export interface FairQueue {
  /**
   * Waits for a turn. The call may be made when the promise resolves, not later: nothing else may
   * be awaited before it.
   * @param subject who calls; waiting subjects are served in turn
   * @param signal gives the place back
   * @returns time waited, in ms
   * @throws {@link HttpError} 429 `account-limit`, 503 `limiter-failed` or `limiter-timeout`, or
   * `client-gone`
   */
  take(subject: string, signal: AbortSignal): Promise<number>
}

/**
 * @param limiter asked for one call at a time; if it rejects one, it is asked again after the time
 * that it names
 * @param call the key for the limiter
 * @param maxWaitMs longest wait for a turn, in ms
 */
export const createFairQueue = (
  limiter: RateLimiter,
  call: 'presigned-url' | 'complete',
  maxWaitMs: number,
): FairQueue => new Turns(() => consumeOnce(limiter, call), maxWaitMs)

/** Least time between a rejection and the next question, in ms; limiters may name none. */
const MIN_PAUSE_MS = 5
/** A waiting call looks after the queue this often, in ms; it is also woken for its turn. */
const LOOK_MS = 50
/**
 * A call that has not looked for so long has ended, in ms. If the process was only busy, the call
 * goes to the end of the queue.
 */
const SILENT_MS = 500

/** One call that waits. Times are monotonic. */
class Waiter {
  readonly since = performance.now()
  seenAt = this.since
  /** Why it ends without a turn. */
  error: HttpError | undefined
  /** What the limiter was asked when it began to wait, and how often it had decided before. */
  question: Question | undefined
  /** Ends its sleep. */
  wake = () => {}

  constructor(
    readonly subject: string,
    readonly decided: number,
  ) {}

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wake(), ms)
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  end(error: HttpError): void {
    this.error ??= error
    this.wake()
  }
}

/** What the limiter was asked. */
interface Question {
  /** The call that waits for the decision; it gets what is decided. */
  asker: Waiter | undefined
  /** When the last asker left. */
  leftAt: number
  result?: Consumed
}

class Turns implements FairQueue {
  readonly #waiting = new RoundRobin<Waiter>()
  /** The question that the limiter has not decided yet. */
  #question: Question | undefined
  /** The limiter is not asked before, in monotonic time. */
  #pausedUntil = 0
  /** Number of questions that the limiter decided. */
  #decided = 0

  constructor(
    readonly ask: () => Promise<Consumed>,
    readonly maxWaitMs: number,
  ) {}

  async take(subject: string, signal: AbortSignal): Promise<number> {
    if (signal.aborted) throw clientGone()
    const waiter = new Waiter(subject, this.#decided)
    const onAbort = () => waiter.end(clientGone())
    signal.addEventListener('abort', onAbort)
    try {
      while (!this.#isGranted(waiter)) {
        const ms = this.#look(waiter)
        if (ms !== undefined) await waiter.sleep(ms)
        else await this.#ask(waiter)
      }
      return performance.now() - waiter.since
    } finally {
      signal.removeEventListener('abort', onAbort)
      this.#leave(waiter)
    }
  }

  /**
   * Looks whether this call may ask the limiter.
   * @returns how long to wait before the next look, in ms; `undefined` if it may ask
   * @throws {@link HttpError} if the call has waited for too long, or its client is gone
   */
  #look(waiter: Waiter): number | undefined {
    const now = performance.now()
    waiter.seenAt = now
    if (waiter.error) throw waiter.error
    const left = waiter.since + this.maxWaitMs - now
    if (left <= 0) throw this.#timeOver(waiter)
    this.#waiting.add(waiter.subject, waiter)
    this.#dropSilent(now)
    waiter.question ??= this.#question
    const pause = this.#pausedUntil - now
    if (pause > left) throw accountLimit(pause)
    if (this.#question?.asker || this.#waiting.first !== waiter) return Math.min(LOOK_MS, left)
    return pause > 0 ? Math.min(LOOK_MS, left, Math.ceil(pause)) : undefined
  }

  /**
   * Waits for the limiter's decision, and looks after the queue meanwhile. A question whose asker
   * has left is taken over, so that its grant is not lost.
   */
  async #ask(waiter: Waiter): Promise<void> {
    const question = this.#question ?? this.#newQuestion()
    question.asker = waiter
    waiter.question ??= question
    while (!question.result && this.#question === question) {
      const left = waiter.since + this.maxWaitMs - performance.now()
      if (waiter.error || left <= 0) return
      waiter.seenAt = performance.now()
      await waiter.sleep(Math.min(LOOK_MS, left))
    }
  }

  #newQuestion(): Question {
    const question: Question = { asker: undefined, leftAt: performance.now() }
    this.#question = question
    const decide = async () => {
      question.result = await this.ask()
      question.asker?.wake()
    }
    void decide()
    return question
  }

  /**
   * Applies what the limiter has decided about this call.
   * @throws {@link HttpError} if the limiter failed
   */
  #isGranted(waiter: Waiter): boolean {
    const question = this.#question
    if (question?.asker !== waiter || !question.result) return false
    this.#question = undefined
    this.#decided += 1
    const { result } = question
    if (result.kind === 'failed') throw limiterError('limiter-failed', result.error)
    if (result.kind === 'rejected') this.#pauseFor(result.waitMs)
    else this.#waiting.serve(waiter.subject, waiter)
    return result.kind === 'granted'
  }

  /** Rejects at once those whose time would end before. */
  #pauseFor(waitMs: number): void {
    const now = performance.now()
    this.#pausedUntil = now + Math.max(MIN_PAUSE_MS, waitMs)
    for (const waiter of this.#waiting.all())
      if (waiter.since + this.maxWaitMs < now + waitMs) waiter.end(accountLimit(waitMs))
  }

  #leave(waiter: Waiter): void {
    this.#waiting.remove(waiter.subject, waiter)
    if (this.#question?.asker === waiter) {
      this.#question.asker = undefined
      this.#question.leftAt = performance.now()
    }
    if (this.#waiting.first === undefined) this.#pausedUntil = 0
    else this.#waiting.first.wake()
  }

  /** Drops calls that have ended without leaving, and their questions. */
  #dropSilent(now: number): void {
    const isSilent = (waiter: Waiter) => now - waiter.seenAt > SILENT_MS
    const asked = this.#question
    if (asked && now - (asked.asker?.seenAt ?? asked.leftAt) > SILENT_MS) this.#question = undefined
    for (let { first } = this.#waiting; first && isSilent(first); { first } = this.#waiting)
      this.#waiting.remove(first.subject, first)
  }

  /** A limiter that decided nothing during the whole wait hangs: it is asked anew. */
  #timeOver({ question, decided }: Waiter): HttpError {
    if (!question || decided !== this.#decided) return accountLimit(0)
    if (this.#question === question) this.#question = undefined
    return limiterError('limiter-timeout')
  }
}

const accountLimit = (waitMs: number) =>
  new HttpError('rate-limited', 'account-limit', { retryAfter: retryAfterOf(waitMs) })

const limiterError = (reason: 'limiter-failed' | 'limiter-timeout', thrown?: unknown) =>
  new HttpError('service-busy', reason, { thrown })
