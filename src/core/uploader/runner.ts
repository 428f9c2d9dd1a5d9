/** Runs one accepted image at a time towards its goal; a newer run supersedes it. Layer L3. */
import { reportUncaught } from '../platform/call-host.js'
import { CANCELLED, type Context } from './context.js'
import { isUploadError, uploadError, type UploadFailure } from '../errors.js'
import { resolveSettings, type UploadJob, type UploadRun } from '../pipeline/job.js'
import { confirmOnly, prepareWithLink, uploadImage } from '../pipeline/upload-image.js'
import { registerMutation } from '../pipeline/register-mutation.js'
import type { PipelineEvent } from '../pipeline/events.js'
import { publicLink, type PresignedLink } from '../protocol/responses.js'
import type { UploadedAsset } from '../pipeline/types.js'

/**
 * `ready`: prepared and with a link. `upload`: all the way. `confirm`: ask for the outcome, send
 * nothing.
 */
export type Goal = 'ready' | 'upload' | 'confirm'

export class Runner {
  #current: AbortController | undefined
  #budget: UploadRun['budget'] = { presigns: 0 }
  readonly #context: Context

  constructor(context: Context) {
    this.#context = context
  }

  start(job: UploadJob, goal: Goal): void {
    if (this.#current) return
    const mine = (this.#current = new AbortController())
    const ifMine = (done: () => void) => {
      if (this.#current !== mine || mine.signal.aborted) return
      this.#current = undefined
      done()
    }
    const run = this.#runFor(mine.signal)
    const fail = (thrown: unknown) => ifMine(() => this.#fail(asFailure(thrown, job)))
    // The run is over before the state says so: whoever listens may start the next one at once.
    if (goal === 'ready')
      return void prepareWithLink(job, run).then(
        ([, link]) => ifMine(() => this.#ready(link)),
        fail,
      )
    const work = () => (goal === 'confirm' ? confirmOnly(job, run) : uploadImage(job, run))
    const { queryClient } = this.#context.options()
    registerMutation(queryClient, work, mine.signal).then(
      (asset) => ifMine(() => asset && this.#succeed(asset)),
      fail,
    )
  }

  /** Aborts at once; what was under way leaves no trace in the state. */
  stop(): void {
    this.#current?.abort(CANCELLED)
    this.#current = undefined
  }

  /** The user has acted again. */
  renewBudget(): void {
    this.#budget.presigns = 0
  }

  #runFor(signal: AbortSignal): UploadRun {
    const { ports, options, store, countdown, preview, tell } = this.#context
    const emit = (event: PipelineEvent) => {
      if (signal.aborted) return
      store.dispatch(event)
      // Whoever listens may have cancelled.
      if (signal.aborted) return
      const state = store.get()
      // The state's own, which never goes back: a browser that repeats the PUT by itself starts to
      // count anew.
      if (event.type === 'progressed' && state.status === 'uploading')
        tell(({ onUploadProgress }) => onUploadProgress?.(state.progress))
      if (event.type === 'uploadStarted') tell(({ onUploadBegin }) => onUploadBegin?.(event.link))
    }
    return {
      ports,
      settings: resolveSettings(options()),
      signal,
      budget: (this.#budget = { presigns: 0 }),
      emit,
      onLink(link) {
        emit({ type: 'linkIssued', link: publicLink(link) })
        if (!signal.aborted) countdown.start(link.life)
      },
      onPreview(blob) {
        if (!signal.aborted) preview.show(blob)
      },
    }
  }

  #ready(link: PresignedLink): void {
    this.#context.store.dispatch({ type: 'readied', link: publicLink(link) })
  }

  #succeed(asset: UploadedAsset): void {
    this.#context.countdown.stop()
    this.#context.store.dispatch({ type: 'succeeded', asset })
    this.#context.tell(({ onUploadComplete }) => onUploadComplete?.(asset))
  }

  #fail(error: UploadFailure): void {
    this.#context.countdown.stop()
    this.#context.store.dispatch({ type: 'failed', error })
    this.#context.tell(({ onError }) => onError?.(error))
  }
}

/**
 * Everything thrown on the line has a code already; anything else is a bug, and developers see it.
 */
function asFailure(thrown: unknown, { image }: UploadJob): UploadFailure {
  if (isUploadError(thrown)) return thrown
  reportUncaught(thrown)
  return uploadError('prepare-failed', 'prepare', 'try-again', { name: image.source.name })
}
