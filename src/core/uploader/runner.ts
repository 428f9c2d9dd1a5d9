/** Runs the pipeline for one accepted image at a time, and puts its outcome into the state. */
import { isUploadError, uploadError, type UploadFailure } from '../errors.js'
import type { PipelineEvent } from '../pipeline/events.js'
import { resolveSettings, type UploadJob, type UploadRun } from '../pipeline/job.js'
import { registerMutation } from '../pipeline/register-mutation.js'
import type { UploadedAsset } from '../pipeline/types.js'
import { confirmOnly, prepareWithLink, uploadImage } from '../pipeline/upload-image.js'
import { createTask } from '../platform/abort.js'
import { reportUncaught } from '../platform/call-host.js'
import { publicLink } from '../protocol/responses.js'
import type { Context } from './context.js'

/**
 * Where a run ends. `ready`: prepared and with a link; `upload`: at the asset; `confirm`: at the
 * outcome of what was sent before, and nothing is sent.
 */
export type Goal = 'ready' | 'upload' | 'confirm'

/**
 * The hand-over between uploader, runner and pipeline: the uploader owns the job and decides when a
 * run starts and towards which goal; the runner owns the run, that is its signal, its budget and
 * its outcome; the pipeline owns the steps and only emits events. A run and the state can therefore
 * disagree in one direction only: the run is over before the state says so. `createTask` frees
 * itself before it calls back, because a listener of the final event may start the next run
 * synchronously, and `start` does nothing while a run is under way. The other direction is closed
 * by the signal: `stop()` aborts first and the uploader dispatches `cancelled` afterwards, so an
 * event of the stopped run finds `signal.aborted` and is dropped.
 */
export class Runner {
  readonly #context: Context
  readonly #task = createTask()
  #budget: UploadRun['budget'] = { presigns: 0 }

  constructor(context: Context) {
    this.#context = context
  }

  /** Starts a run; does nothing while one is under way. */
  start(job: UploadJob, goal: Goal): void {
    if (this.#task.isRunning()) return
    this.#budget = { presigns: 0 }
    const { store, options } = this.#context
    const failed = (thrown: unknown) => this.#fail(asFailure(thrown, job))
    if (goal === 'ready')
      return this.#task.start(
        (signal) => prepareWithLink(job, runFor(this.#context, signal, this.#budget)),
        ([, link]) => store.dispatch({ type: 'readied', link: publicLink(link) }),
        failed,
      )
    this.#task.start(
      (signal) => {
        const run = runFor(this.#context, signal, this.#budget)
        const work = () => (goal === 'confirm' ? confirmOnly(job, run) : uploadImage(job, run))
        return registerMutation(options().queryClient, work, signal)
      },
      (asset) => asset && this.#succeed(asset),
      failed,
    )
  }

  /** Aborts the run. Nothing that it does afterwards reaches the state or the host. */
  stop(): void {
    this.#task.stop()
  }

  /** The user has acted again: the run may request links anew. */
  renewBudget(): void {
    this.#budget.presigns = 0
  }

  #succeed(asset: UploadedAsset): void {
    this.#context.countdown.stop()
    this.#context.store.dispatch({ type: 'succeeded', asset })
    this.#context.notify(({ onUploadComplete }) => onUploadComplete?.(asset))
  }

  #fail(error: UploadFailure): void {
    this.#context.countdown.stop()
    this.#context.store.dispatch({ type: 'failed', error })
    this.#context.notify(({ onError }) => onError?.(error))
  }
}

/** What one run is given: its events go to the state first and then to the host. */
function runFor(
  { ports, options, store, countdown, preview, notify }: Context,
  signal: AbortSignal,
  budget: UploadRun['budget'],
): UploadRun {
  const emit = (event: PipelineEvent) => {
    if (signal.aborted) return
    store.dispatch(event)
    // A listener may have cancelled.
    if (signal.aborted) return
    const state = store.get()
    // The state's progress never goes back; that of a browser which repeats the PUT by itself
    // starts again at 0.
    if (event.type === 'progressed' && state.status === 'uploading')
      notify(({ onUploadProgress }) => onUploadProgress?.(state.progress))
    if (event.type === 'uploadStarted') notify(({ onUploadBegin }) => onUploadBegin?.(event.link))
  }
  return {
    ports,
    settings: resolveSettings(options()),
    signal,
    budget,
    emit,
    onLink(link) {
      emit({ type: 'linkIssued', link: publicLink(link) })
      if (!signal.aborted) countdown.start(link.life)
    },
    onPreview(drawn) {
      if (!signal.aborted) preview.show(drawn)
    },
  }
}

/**
 * Everything that the pipeline throws has a code; anything else is a bug, reported to developers.
 */
function asFailure(thrown: unknown, { image }: UploadJob): UploadFailure {
  if (isUploadError(thrown)) return thrown
  reportUncaught(thrown)
  return uploadError('prepare-failed', 'prepare', 'try-again', { name: image.source.name })
}
