/** Checks one choice at a time; a newer one supersedes it. Layer L3. */
import { check } from './check.js'
import { CANCELLED, reportUncaught, type Context } from './context.js'
import { isUploadError, refuse, type UploadFailure } from './errors.js'
import { whenOnline } from './online.js'
import { sourceOf } from './source.js'
import type { Accepted } from './job.js'
import { pickOne, type Choice } from './pick.js'
import { resolveSettings } from './settings.js'

export class Checker {
  #current: AbortController | undefined
  readonly #context: Context
  readonly #accept: (accepted: Accepted) => void

  constructor(context: Context, accept: (accepted: Accepted) => void) {
    this.#context = context
    this.#accept = accept
  }

  select(choice: Choice): void {
    this.#current?.abort(CANCELLED)
    const picked = pickOne(choice)
    if (isUploadError(picked)) return this.#refuse(picked)
    const { store, options, ports } = this.#context
    const mine = (this.#current = new AbortController())
    const ifMine = (settle: () => void) => {
      if (this.#current !== mine || mine.signal.aborted) return
      this.#current = undefined
      settle()
    }
    store.dispatch({ type: 'checkStarted', source: sourceOf(picked) })
    check(picked, resolveSettings(options()), ports, mine.signal).then(
      (accepted) => ifMine(() => this.#accept(accepted)),
      (thrown: unknown) => ifMine(() => this.#refuse(asRefusal(thrown, picked), picked)),
    )
  }

  /** True if a check was running. */
  stop(): boolean {
    if (!this.#current) return false
    this.#current.abort(CANCELLED)
    this.#current = undefined
    this.#context.store.dispatch({ type: 'checkStopped' })
    return true
  }

  #refuse(error: UploadFailure, file?: Blob): void {
    this.#current = undefined
    if (file && error.code === 'network' && error.details.offline) this.#keep(file)
    this.#context.store.dispatch({ type: 'rejected', error })
    this.#context.tell(({ onReject }) => onReject?.(error))
  }

  /** What looks into it cannot be loaded now: it is looked at once the page is online, unless something else is chosen. */
  #keep(file: Blob): void {
    const mine = (this.#current = new AbortController())
    whenOnline(this.#context.ports, mine.signal).then(
      () => this.select(file),
      () => undefined,
    )
  }
}

/** Everything thrown on the way has a code; the rest is a bug or the host's `validate`, and developers see it. */
function asRefusal(thrown: unknown, file: Blob): UploadFailure {
  if (isUploadError(thrown)) return thrown
  reportUncaught(thrown)
  return refuse('unreadable-image', { name: sourceOf(file).name })
}
