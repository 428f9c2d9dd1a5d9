/** The uploader: owns the state of one image from selection to confirmation. */
import type { Accepted, UploadJob } from '../pipeline/job.js'
import type { UploadedAsset } from '../pipeline/types.js'
import { callHost } from '../platform/call-host.js'
import { browserPorts, type Ports } from '../platform/ports.js'
import { warmUp } from '../prepare/prepare.js'
import { resolveLimits, type Limits } from '../spec.js'
import { Checker, selectedImage } from './checker.js'
import type { Context } from './context.js'
import { createCountdown } from './countdown.js'
import type { Uploader, UploaderOptions } from './uploader.js'
import { Preview } from './preview.js'
import { Runner, type Goal } from './runner.js'
import type { ImageSelection } from './selection.js'
import { isBusy, isOfflineWait, linkOf, type UploadStatus } from './state.js'
import { createStore } from './store.js'

export class ManagedUploader implements Uploader {
  readonly subscribe: Uploader['subscribe']
  readonly getSnapshot: Uploader['getSnapshot']
  readonly #context: Context
  readonly #checker: Checker
  readonly #runner: Runner
  #options: UploaderOptions
  #disposed = false
  /** The last status that the host was notified of before `dispose()`. */
  #notifiedStatus: UploadStatus = 'idle'
  #job: UploadJob | undefined
  #goal: Goal = 'upload'

  constructor(options: UploaderOptions, ports: Ports = browserPorts) {
    this.#options = options
    const notify: Context['notify'] = (call) => {
      if (!this.#disposed) callHost(() => call(this.#options))
    }
    const store = createStore((state) => notify(({ onStatusChange }) => onStatusChange?.(state)))
    const preview = new Preview(store, ports, () => this.#options)
    const countdown = createCountdown(ports.clock, () => this.#expire())
    this.#context = { ports, options: () => this.#options, store, preview, countdown, notify }
    this.#checker = new Checker(this.#context, (accepted) => this.#accept(accepted))
    this.#runner = new Runner(this.#context)
    this.subscribe = this.#context.store.subscribe
    this.getSnapshot = this.#context.store.get
  }

  get limits(): Limits {
    return resolveLimits(this.#options)
  }

  readonly getRemainingSeconds = (): number | null =>
    linkOf(this.getSnapshot()) ? this.#context.countdown.seconds() : null

  /** Drops are read asynchronously, so the view may have been unmounted by now. */
  readonly select = (selection: ImageSelection): void => {
    if (!this.#disposed) this.#checker.select(selection)
  }

  readonly warmUp = (): void => {
    warmUp(this.#options.createWorker, () => !this.#disposed)
  }

  readonly upload = (): void => {
    if (this.getSnapshot().status === 'ready') this.#start('upload')
    else this.#tryAnyway()
  }

  readonly retry = (): void => {
    const state = this.getSnapshot()
    if (state.status !== 'error') return this.#tryAnyway()
    // `confirm` sends nothing. Every other goal confirms an unconfirmed PUT first too, and uploads
    // if nothing had arrived.
    const canConfirm = state.error.recovery === 'confirm-again' && this.#job?.unconfirmed
    this.#start(canConfirm ? 'confirm' : this.#goal)
  }

  readonly cancel = (): void => {
    const wasWaiting = this.#checker.isWaiting
    if (!this.#checker.stop()) {
      if (isBusy(this.getSnapshot())) this.#stop()
      else if (!wasWaiting) return
    }
    this.#context.notify(({ onCancel }) => onCancel?.())
  }

  readonly reset = (): void => {
    this.#checker.stop()
    this.#clear()
    this.#context.store.dispatch({ type: 'reset' })
  }

  readonly update = (options: UploaderOptions): void => {
    this.#options = options
  }

  readonly dispose = (): void => {
    if (this.#disposed) return
    this.#disposed = true
    this.#notifiedStatus = this.getSnapshot().status
    this.#checker.stop()
    this.#stop()
    this.#context.preview.suspend()
    this.#context.countdown.suspend()
  }

  readonly attach = (): void => {
    if (!this.#disposed) return
    this.#disposed = false
    this.#context.preview.resume(this.#job)
    this.#context.countdown.resume()
    const state = this.getSnapshot()
    if (state.status !== this.#notifiedStatus)
      this.#context.notify(({ onStatusChange }) => onStatusChange?.(state))
  }

  readonly restore = (asset: UploadedAsset): void => {
    const state = this.getSnapshot()
    if (isBusy(state) || state.status === 'checking') return
    this.#clear()
    this.#context.store.dispatch({ type: 'valueGiven', asset })
  }

  #accept(accepted: Accepted): void {
    this.#clear()
    this.#job = accepted.job
    this.#context.preview.begin(accepted)
    const image = selectedImage(accepted.job)
    this.#context.store.dispatch({ type: 'accepted', image })
    this.#context.notify(({ onImageSelect }) => onImageSelect?.(image))
    // The callback may have unmounted the view, selected another image, or cancelled.
    if (this.#disposed || this.#job !== accepted.job) return
    this.#goal = this.#options.autoUpload === false ? 'ready' : 'upload'
    if (isBusy(this.getSnapshot())) this.#start(this.#goal)
  }

  /** A link may expire while it is used, because storages check it when the request begins. */
  #expire(): void {
    const state = this.getSnapshot()
    if (linkOf(state) && state.status !== 'uploading' && state.status !== 'confirming')
      this.#context.notify(({ onExpire }) => onExpire?.())
  }

  /** Continues what waits for the network, although the browser says that it is offline. */
  #tryAnyway(): void {
    if (this.#disposed) return
    if (!isOfflineWait(this.getSnapshot()) && !this.#checker.isWaiting) return
    this.#runner.renewBudget()
    this.#context.ports.network.tryAnyway()
  }

  #start(goal: Goal): void {
    if (!this.#job || this.#disposed) return
    if (goal === 'upload') this.#goal = goal
    this.#runner.start(this.#job, goal)
  }

  /** Aborts the run; the state returns to `ready`, without a link. */
  #stop(): void {
    this.#runner.stop()
    if (!isBusy(this.getSnapshot())) return
    this.#context.countdown.stop()
    if (this.#job) delete this.#job.link
    this.#context.store.dispatch({ type: 'cancelled' })
  }

  /** Aborts the run and forgets the image; the caller then dispatches what replaces it. */
  #clear(): void {
    this.#runner.stop()
    this.#context.preview.clear()
    this.#context.countdown.stop()
    this.#job = undefined
  }
}
