/** The store: one uploader owns one picture's way. Layer L3. */
import { check, selectedImage, type Accepted } from './check.js'
import { createCountdown } from './countdown.js'
import { isUploadError, uploadError, type UploadFailure } from './errors.js'
import { sourceOf } from './inspect.js'
import type { Job, Run } from './job.js'
import { pickOne, type Choice } from './pick.js'
import { confirmOnly, deliver, makeReady } from './pipeline.js'
import { browserPorts, type Ports } from './ports.js'
import { hasOwnPreview, makePreview } from './prepare/index.js'
import { createPreviewSlot } from './preview-slot.js'
import { registerMutation } from './register.js'
import { resolveSettings } from './settings.js'
import { resolveLimits, type Limits } from './spec.js'
import { isBusy, ticketOf, type UploadEvent, type UploadState } from './state.js'
import { createStore } from './store.js'
import { publicTicket } from './ticket.js'
import type { Destination, UploadedAsset, UploadEvents, UploadOptions } from './types.js'

export type UploaderOptions = UploadOptions &
  UploadEvents &
  Destination & {
    /** False: stop at `ready`, with the link's remaining time. Default true. */
    autoUpload?: boolean | undefined
    onStatusChange?: ((state: UploadState) => void) | undefined
  }

/** An external store in React's sense, with the actions a person can take. Methods are bound; unknown arguments are ignored. */
export interface Uploader {
  subscribe(listener: () => void): () => void
  getSnapshot(): UploadState
  /** Whole seconds left of the shown link, rounded up, by the clock rule; `null` without a link. */
  getRemainingSeconds(): number | null
  readonly limits: Limits
  /** Checks a choice; an accepted one replaces what was there. */
  select(choice: Choice): void
  /** Starts the upload of a `ready` picture, renewing the link first where needed. */
  upload(): void
  /** Goes on after an `error` with the same prepared picture. */
  retry(): void
  /** Stops what runs: a silent check first, then the upload (back to `ready`). */
  cancel(): void
  reset(): void
  /** Aborts everything and rests; no callback is called afterwards. */
  dispose(): void
}

/** What the React binding needs besides: life cycle of a view and a value given from outside. */
export interface ManagedUploader extends Uploader {
  /** Undoes `dispose()`: a view was shown again. */
  attach(): void
  /** Shows an asset that was uploaded earlier; ignored while something runs. */
  restore(asset: UploadedAsset): void
}

/** Creates an uploader; options and callbacks are read anew at every use, so the object may change between calls. */
export function createUploader(options: UploaderOptions): Uploader {
  return createManagedUploader(() => options)
}

/** `cancel()` and its like; told apart from a caller's own abort reasons by identity. */
const CANCELLED = new DOMException('The upload was cancelled.', 'AbortError')

type Goal = 'ready' | 'upload'

export function createManagedUploader(options: () => UploaderOptions, ports: Ports = browserPorts): ManagedUploader {
  let disposed = false
  let job: Job | undefined
  let goal: Goal = 'upload'
  let checking: AbortController | undefined
  let running: AbortController | undefined
  /** Lives as long as the picture is on screen. */
  let showing = new AbortController()
  const store = createStore((state) => tell(() => options().onStatusChange?.(state)))
  const preview = createPreviewSlot(store)
  const countdown = createCountdown(ports.clock, () => {
    const state = store.get()
    // A link that is being used may run out: its validity counts at the start of the request.
    if (ticketOf(state) && state.status !== 'uploading' && state.status !== 'confirming') tell(() => options().onExpire?.())
  })

  /** A host's callback: never after `dispose`, and its exceptions are its own. */
  function tell(callback: () => void): void {
    if (disposed) return
    try {
      callback()
    } catch (thrown) {
      reportError(thrown)
    }
  }

  function select(choice: Choice): void {
    checking?.abort(CANCELLED)
    const picked = pickOne(choice)
    if (isUploadError(picked)) return refuseChoice(picked)
    const mine = (checking = new AbortController())
    const isMine = () => checking === mine && !mine.signal.aborted
    store.dispatch({ type: 'checkStarted', source: sourceOf(picked) })
    check(picked, resolveSettings(options()), ports, mine.signal).then(
      (accepted) => isMine() && accept(accepted),
      (thrown: unknown) => isMine() && refuseChoice(asFailure(thrown, 'choose')),
    )
  }

  function refuseChoice(error: UploadFailure): void {
    checking = undefined
    store.dispatch({ type: 'rejected', error })
    tell(() => options().onReject?.(error))
  }

  function accept(accepted: Accepted): void {
    checking = undefined
    stop()
    hide()
    showing = new AbortController()
    job = accepted.job
    const image = selectedImage(job)
    store.dispatch({ type: 'accepted', image })
    tell(() => options().onImageSelect?.(image))
    drawPreview(accepted)
    start((goal = options().autoUpload === false ? 'ready' : 'upload'))
  }

  function drawPreview({ job: { image, plan }, preview: drawn }: Accepted): void {
    if (drawn) return preview.show(drawn)
    if (!hasOwnPreview(image, plan)) return
    const { signal } = showing
    const { heicDecoder, createWorker } = options()
    makePreview(image, { signal, heicDecoder, createWorker }).then(
      (blob) => {
        if (blob && !signal.aborted) preview.show(blob)
      },
      () => undefined, // Without a preview the placeholder stays.
    )
  }

  /** Runs the accepted picture towards its goal; `only: 'confirm'` asks for the outcome and sends nothing. */
  function start(towards: Goal, only?: 'confirm'): void {
    const mine = job
    if (!mine || running) return
    const abort = (running = new AbortController())
    const run = runFor(abort.signal)
    const work = async () => {
      if (towards === 'upload') return only ? confirmOnly(mine, run) : deliver(mine, run)
      const { ticket } = await makeReady(mine, run)
      run.report({ type: 'readied', ticket: publicTicket(ticket) })
      return null
    }
    const finish = (conclude: () => void) => {
      if (running !== abort || abort.signal.aborted) return
      running = undefined
      conclude()
    }
    const registered = towards === 'upload' ? registerMutation(options().queryClient, work, abort.signal) : work()
    registered.then(
      (asset) => finish(() => asset && succeed(asset)),
      (thrown: unknown) => finish(() => fail(asFailure(thrown, 'upload'))),
    )
  }

  function runFor(signal: AbortSignal): Run {
    const report = (event: UploadEvent) => {
      if (signal.aborted) return
      store.dispatch(event)
      if (event.type === 'progressed') tell(() => options().onUploadProgress?.(event.progress))
      if (event.type === 'uploadStarted') tell(() => options().onUploadBegin?.(event.ticket))
    }
    return {
      ports,
      settings: resolveSettings(options()),
      signal,
      budget: { presigns: 0 },
      report,
      issued(ticket) {
        if (signal.aborted) return
        report({ type: 'ticketIssued', ticket: publicTicket(ticket) })
        countdown.start(ticket.life)
      },
      preview(blob) {
        if (!signal.aborted) preview.show(blob)
      },
    }
  }

  function succeed(asset: UploadedAsset): void {
    countdown.stop()
    store.dispatch({ type: 'succeeded', asset })
    tell(() => options().onUploadComplete?.(asset))
  }

  function fail(error: UploadFailure): void {
    countdown.stop()
    store.dispatch({ type: 'failed', error })
    tell(() => options().onError?.(error))
  }

  /** Ends what runs; the picture rests at `ready`, without a link. */
  function stop(): void {
    running?.abort(CANCELLED)
    running = undefined
    if (!isBusy(store.get())) return
    countdown.stop()
    if (job) delete job.ticket
    store.dispatch({ type: 'cancelled' })
  }

  function stopChecking(): boolean {
    if (!checking) return false
    checking.abort(CANCELLED)
    checking = undefined
    store.dispatch({ type: 'checkStopped' })
    return true
  }

  /** Takes the picture off the screen. */
  function hide(): void {
    showing.abort(CANCELLED)
    preview.clear()
    countdown.stop()
  }

  return {
    subscribe: store.subscribe,
    getSnapshot: store.get,
    getRemainingSeconds: () => (ticketOf(store.get()) ? countdown.seconds() : null),
    get limits() {
      return resolveLimits(options())
    },
    select,
    upload() {
      if (store.get().status === 'ready') start((goal = 'upload'))
    },
    retry() {
      const state = store.get()
      if (state.status === 'error') start(goal, state.error.phase === 'confirm' && job?.unsettled ? 'confirm' : undefined)
    },
    cancel() {
      if (!stopChecking()) {
        if (!isBusy(store.get())) return
        stop()
      }
      tell(() => options().onCancel?.())
    },
    reset() {
      stopChecking()
      stop()
      hide()
      job = undefined
      store.dispatch({ type: 'reset' })
    },
    dispose() {
      disposed = true
      stopChecking()
      stop()
      showing.abort(CANCELLED)
      preview.rest()
      countdown.rest()
    },
    attach() {
      if (!disposed) return
      disposed = false
      showing = new AbortController()
      preview.revive()
      countdown.revive()
    },
    restore(asset) {
      if (isBusy(store.get()) || checking) return
      hide()
      job = undefined
      store.dispatch({ type: 'valueGiven', asset })
    },
  }
}

/** Everything thrown on the line has a code already; anything else is a bug and is named as such to developers. */
function asFailure(thrown: unknown, where: 'choose' | 'upload'): UploadFailure {
  if (isUploadError(thrown)) return thrown
  reportError(thrown)
  return where === 'choose'
    ? uploadError('unreadable-image', 'choose', 'choose-another', { name: '' })
    : uploadError('prepare-failed', 'prepare', 'try-again', { name: '' })
}
