/**
 * Checks one selection at a time; a newer one supersedes it. What cannot be checked offline is kept
 * until it can. Layer L3.
 */
import { accept } from '../pipeline/accept.js'
import { reportUncaught } from '../platform/call-host.js'
import { CANCELLED, type Context } from './context.js'
import { isUploadError, rejectionError, type UploadFailure } from '../errors.js'
import { whenOnline } from '../platform/network.js'
import { fileInfoOf } from '../image/file-info.js'
import { resolveSettings, type Accepted } from '../pipeline/job.js'
import { singleFile, type ImageSelection } from './selection.js'

export class Checker {
  #current: AbortController | undefined
  /**
   * Chosen offline; goes on once the page is online, unless another selection was accepted. A
   * rejected one costs nothing.
   */
  #kept: { readonly file: Blob; readonly waiting: AbortController } | undefined
  readonly #context: Context
  readonly #onAccepted: (accepted: Accepted) => void

  constructor(context: Context, onAccepted: (accepted: Accepted) => void) {
    this.#context = context
    this.#onAccepted = onAccepted
  }

  select(selection: ImageSelection): void {
    this.#current?.abort(CANCELLED)
    const file = singleFile(selection)
    if (isUploadError(file)) return this.#rejectionError(file)
    const { store, options, ports } = this.#context
    const mine = (this.#current = new AbortController())
    const ifMine = (done: () => void) => {
      if (this.#current !== mine || mine.signal.aborted) return
      this.#current = undefined
      done()
    }
    store.dispatch({ type: 'checkStarted', source: fileInfoOf(file) })
    accept(file, resolveSettings(options()), ports, mine.signal).then(
      (accepted) =>
        ifMine(() => {
          this.#forget()
          this.#onAccepted(accepted)
        }),
      (thrown: unknown) => ifMine(() => this.#rejectionError(asRejection(thrown, file), file)),
    )
  }

  /** Whether a selection waits for the line. */
  get waits(): boolean {
    return this.#kept !== undefined
  }

  /** Forgets what waits, too. True if a check was running. */
  stop(): boolean {
    this.#forget()
    if (!this.#current) return false
    this.#current.abort(CANCELLED)
    this.#current = undefined
    this.#context.store.dispatch({ type: 'checkStopped' })
    return true
  }

  #rejectionError(error: UploadFailure, file?: Blob): void {
    this.#current = undefined
    if (file && error.code === 'network' && error.details.offline) this.#keep(file)
    this.#context.store.dispatch({ type: 'rejected', error })
    this.#context.tell(({ onReject }) => onReject?.(error))
    this.#goOn()
  }

  /** What looks into it cannot be loaded now. */
  #keep(file: Blob): void {
    this.#forget()
    const waiting = new AbortController()
    this.#kept = { file, waiting }
    whenOnline(this.#context.ports, waiting.signal).then(
      () => this.#goOn(),
      () => undefined,
    )
  }

  /** Not while a newer selection is checked: that comes first, and this after its rejection. */
  #goOn(): void {
    if (!this.#kept || this.#current || this.#context.ports.network.offline()) return
    const { file } = this.#kept
    this.#forget()
    this.select(file)
  }

  #forget(): void {
    this.#kept?.waiting.abort(CANCELLED)
    this.#kept = undefined
  }
}

/**
 * Everything thrown on the way has a code; the rest is a bug or the host's `validate`, and
 * developers see it.
 */
function asRejection(thrown: unknown, file: Blob): UploadFailure {
  if (isUploadError(thrown)) return thrown
  reportUncaught(thrown)
  return rejectionError('unreadable-image', { name: fileInfoOf(file).name })
}
