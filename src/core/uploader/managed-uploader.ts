/** The store: one uploader owns one image's way. Layer L3. */
import { Checker } from './checker.js'
import { CANCELLED, createContext, type Context } from './context.js'
import type { Accepted, UploadJob } from '../pipeline/job.js'
import type { ImageSelection } from './selection.js'
import { browserPorts, type Ports } from '../platform/ports.js'
import { warmUp } from '../prepare/prepare.js'
import { Runner, type Goal } from './runner.js'
import { selectedImage } from './selected-image.js'
import { showPreview } from './show-preview.js'
import { resolveLimits, type Limits } from '../spec.js'
import { isBusy, isOfflineWait, linkOf, type UploadStatus } from './state.js'
import type { UploadedAsset } from '../pipeline/types.js'
import type { Uploader, UploaderOptions } from './create-uploader.js'

export class ManagedUploader implements Uploader {
  readonly subscribe: Uploader['subscribe']
  readonly getSnapshot: Uploader['getSnapshot']
  readonly #context: Context
  readonly #checker: Checker
  readonly #runner: Runner
  #options: UploaderOptions
  #disposed = false
  /** The status that the host knew of when `dispose()` silenced its callbacks. */
  #told: UploadStatus = 'idle'
  #job: UploadJob | undefined
  #goal: Goal = 'upload'
  /** Lives as long as the image is on screen. */
  #showing = new AbortController()

  constructor(options: UploaderOptions, ports: Ports = browserPorts) {
    this.#options = options
    this.#context = createContext(
      () => this.#options,
      ports,
      () => this.#disposed,
    )
    this.#checker = new Checker(this.#context, (accepted) => this.#accept(accepted))
    this.#runner = new Runner(this.#context)
    this.subscribe = this.#context.store.subscribe
    this.getSnapshot = this.#context.store.get
  }

  get limits(): Limits {
    return resolveLimits(this.#context.options())
  }

  readonly getRemainingSeconds = (): number | null =>
    linkOf(this.getSnapshot()) ? this.#context.countdown.seconds() : null

  /** A drop is read asynchronously: its view may be gone when it arrives. */
  readonly select = (selection: ImageSelection): void => {
    if (!this.#disposed) this.#checker.select(selection)
  }

  /** Somebody is about to choose. */
  readonly warmUp = (): void => {
    warmUp(this.#context.options().createWorker, () => !this.#disposed)
  }

  readonly upload = (): void => {
    if (this.getSnapshot().status === 'ready') this.#start('upload')
    else this.#tryAnyway()
  }

  readonly retry = (): void => {
    const state = this.getSnapshot()
    if (state.status !== 'error') return this.#tryAnyway()
    // "Check again" sends nothing. Any other goal asks for an open outcome first too, and goes on
    // where nothing had arrived.
    this.#start(
      state.error.recovery === 'confirm-again' && this.#job?.unconfirmed ? 'confirm' : this.#goal,
    )
  }

  readonly cancel = (): void => {
    const { waits } = this.#checker
    if (!this.#checker.stop()) {
      if (isBusy(this.getSnapshot())) this.#stop()
      else if (!waits) return
    }
    this.#context.tell(({ onCancel }) => onCancel?.())
  }

  readonly reset = (): void => {
    this.#checker.stop()
    this.#clear()
    this.#context.store.dispatch({ type: 'reset' })
  }

  /** New options count from their next use on; nothing restarts. */
  readonly update = (options: UploaderOptions): void => {
    this.#options = options
  }

  readonly dispose = (): void => {
    if (this.#disposed) return
    this.#disposed = true
    this.#told = this.getSnapshot().status
    this.#checker.stop()
    this.#stop()
    this.#showing.abort(CANCELLED)
    this.#context.preview.rest()
    this.#context.countdown.rest()
  }

  /** Undoes `dispose()`: a view was shown again. */
  readonly attach = (): void => {
    if (!this.#disposed) return
    this.#disposed = false
    this.#showing = new AbortController()
    // Without one to revive, it was not drawn yet when the view was hidden.
    if (!this.#context.preview.revive() && this.#job) this.#showPreview({ job: this.#job })
    this.#context.countdown.revive()
    const state = this.getSnapshot()
    if (state.status !== this.#told)
      this.#context.tell(({ onStatusChange }) => onStatusChange?.(state))
  }

  /** Shows an asset that was uploaded earlier; ignored while something runs. */
  readonly restore = (asset: UploadedAsset): void => {
    const state = this.getSnapshot()
    if (isBusy(state) || state.status === 'checking') return
    this.#clear()
    this.#context.store.dispatch({ type: 'valueGiven', asset })
  }

  #accept(accepted: Accepted): void {
    this.#clear()
    this.#showing = new AbortController()
    this.#job = accepted.job
    this.#showPreview(accepted)
    const image = selectedImage(accepted.job)
    this.#context.store.dispatch({ type: 'accepted', image })
    this.#context.tell(({ onImageSelect }) => onImageSelect?.(image))
    // A callback may have unmounted the view, chosen something else, or cancelled.
    if (this.#disposed || this.#job !== accepted.job) return
    this.#goal = this.#context.options().autoUpload === false ? 'ready' : 'upload'
    if (isBusy(this.getSnapshot())) this.#start(this.#goal)
  }

  /** What waits because the browser says that it is offline goes on. */
  #tryAnyway(): void {
    if (this.#disposed || !(isOfflineWait(this.getSnapshot()) || this.#checker.waits)) return
    this.#runner.renewBudget()
    this.#context.ports.network.tryAnyway()
  }

  #start(goal: Goal): void {
    if (!this.#job || this.#disposed) return
    if (goal === 'upload') this.#goal = goal
    this.#runner.start(this.#job, goal)
  }

  #showPreview(accepted: Accepted): void {
    showPreview(accepted, this.#context, this.#showing.signal)
  }

  /** Ends what runs; the image rests at `ready`, without a link. */
  #stop(): void {
    this.#runner.stop()
    if (!isBusy(this.getSnapshot())) return
    this.#context.countdown.stop()
    if (this.#job) delete this.#job.link
    this.#context.store.dispatch({ type: 'cancelled' })
  }

  /**
   * Takes the image off the screen and ends what runs for it; the next event says what there is
   * instead.
   */
  #clear(): void {
    this.#runner.stop()
    this.#showing.abort(CANCELLED)
    this.#context.preview.clear()
    this.#context.countdown.stop()
    this.#job = undefined
  }
}
