/** The queue before the account's budget: one subject cannot take the turns of the others. */
import { HttpError } from '../http-error.js'
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

interface Waiter {
  readonly since: number
  readonly go: () => void
  readonly fail: (error: HttpError) => void
}

class Turns implements FairQueue {
  readonly #waiting = new RoundRobin<Waiter>()
  /** The question that the limiter has not decided yet. */
  #question: object | undefined
  #pause: ReturnType<typeof setTimeout> | undefined
  /** Number of questions that the limiter decided. */
  #decided = 0

  constructor(
    readonly ask: () => Promise<Consumed>,
    readonly maxWaitMs: number,
  ) {}

  take(subject: string, signal: AbortSignal): Promise<number> {
    if (signal.aborted) return Promise.reject(clientGone())
    return new Promise((resolve, reject) => {
      const since = performance.now()
      const leave = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', onAbort)
        this.#waiting.remove(subject, waiter)
        if (this.#waiting.isEmpty) this.#endPause()
      }
      const waiter: Waiter = {
        since,
        go() {
          leave()
          resolve(performance.now() - since)
        },
        fail(error) {
          leave()
          reject(error)
        },
      }
      const onAbort = () => waiter.fail(clientGone())
      signal.addEventListener('abort', onAbort)
      this.#waiting.add(subject, waiter)
      this.#next()
      const question = this.#question
      const decided = this.#decided
      const timer = setTimeout(() => {
        // A limiter that decided nothing during the whole wait hangs.
        if (question && this.#decided === decided) this.#giveUp(waiter, question)
        else waiter.fail(accountLimit(0))
      }, this.maxWaitMs)
    })
  }

  /** Asks for one call, and gives it to who is first in turn when the limiter has decided. */
  #next(): void {
    if (this.#question || this.#pause !== undefined || this.#waiting.isEmpty) return
    const question = {}
    this.#question = question
    void this.#decide(question)
  }

  async #decide(question: object): Promise<void> {
    const consumed = await this.ask()
    if (this.#question !== question) return
    this.#question = undefined
    this.#decided += 1
    this.#apply(consumed)
    this.#next()
  }

  #apply(consumed: Consumed): void {
    if (consumed.kind === 'granted') this.#waiting.next()?.go()
    else if (consumed.kind === 'rejected') this.#pauseFor(consumed.waitMs)
    else this.#waiting.next()?.fail(limiterError('limiter-failed', consumed.error))
  }

  /** Rejects at once those whose time would end before. */
  #pauseFor(waitMs: number): void {
    const until = performance.now() + waitMs
    for (const waiter of this.#waiting.all())
      if (waiter.since + this.maxWaitMs < until) waiter.fail(accountLimit(waitMs))
    if (this.#waiting.isEmpty) return
    this.#pause = setTimeout(
      () => {
        this.#endPause()
        this.#next()
      },
      Math.max(MIN_PAUSE_MS, waitMs),
    )
  }

  #endPause(): void {
    clearTimeout(this.#pause)
    this.#pause = undefined
  }

  /** The question may never be decided. Those who came later get a new one. */
  #giveUp(waiter: Waiter, question: object): void {
    waiter.fail(limiterError('limiter-timeout'))
    if (this.#question === question) this.#question = undefined
    this.#next()
  }
}

const clientGone = () => new HttpError('service-unavailable', 'client-gone')

const accountLimit = (waitMs: number) =>
  new HttpError('rate-limited', 'account-limit', { retryAfter: retryAfterOf(waitMs) })

const limiterError = (reason: 'limiter-failed' | 'limiter-timeout', thrown?: unknown) =>
  new HttpError('service-busy', reason, { thrown })
