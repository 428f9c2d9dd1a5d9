/**
 * Checks one selection at a time; a newer one replaces it. A selection that cannot be checked
 * offline is held until it can.
 */
import { isUploadError, rejectionError, type UploadFailure } from '../errors.js'
import { fileInfoOf } from '../image/file-info.js'
import { accept } from '../pipeline/accept.js'
import { resolveSettings, type Accepted, type UploadJob } from '../pipeline/job.js'
import { createTask } from '../platform/abort.js'
import { reportUncaught } from '../platform/call-host.js'
import { onReturn } from '../platform/network.js'
import { FORMATS } from '../spec.js'
import type { Context } from './context.js'
import {
  createHeldSelection,
  singleFile,
  type HeldSelection,
  type ImageSelection,
} from './selection.js'
import type { SelectedImage } from './types.js'

export class Checker {
  readonly #context: Context
  readonly #onAccepted: (accepted: Accepted) => void
  readonly #task = createTask()
  readonly #held: HeldSelection

  /** @param onAccepted is called with each accepted image */
  constructor(context: Context, onAccepted: (accepted: Accepted) => void) {
    this.#context = context
    this.#onAccepted = onAccepted
    this.#held = createHeldSelection(
      (run) => onReturn(context.ports, run),
      () => this.#resume(),
    )
  }

  select(selection: ImageSelection): void {
    this.#task.stop()
    const file = singleFile(selection)
    if (isUploadError(file)) return this.#reject(file)
    const { store, options, ports } = this.#context
    this.#task.start(
      (signal) => {
        store.dispatch({ type: 'checkStarted', source: fileInfoOf(file) })
        return accept(file, resolveSettings(options()), ports, signal)
      },
      (accepted) => {
        this.#forget()
        this.#onAccepted(accepted)
      },
      (thrown) => this.#reject(asRejection(thrown, file), file),
    )
  }

  /** Whether a selection is held until the network is back. */
  get isWaiting(): boolean {
    return this.#held.selection !== undefined
  }

  /**
   * Stops the check and forgets a held selection.
   * @returns whether a check was running
   */
  stop(): boolean {
    this.#forget()
    if (!this.#task.stop()) return false
    this.#context.store.dispatch({ type: 'checkStopped' })
    return true
  }

  #reject(error: UploadFailure, file?: Blob): void {
    if (file && error.code === 'network' && error.details.offline) {
      this.#held.selection = file
      this.#held.watch()
    }
    this.#context.store.dispatch({ type: 'rejected', error })
    this.#context.notify(({ onReject }) => onReject?.(error))
    this.#resume()
  }

  /**
   * Checks the held selection again. A newer selection that is being checked comes first: the held
   * one follows if that is rejected, and is forgotten if it is accepted.
   */
  #resume(): void {
    const { selection } = this.#held
    if (selection === undefined || this.#task.isRunning()) return
    if (this.#context.ports.network.offline()) return
    this.#forget()
    this.select(selection)
  }

  #forget(): void {
    this.#held.stop()
    this.#held.selection = undefined
  }
}

/**
 * Everything that the check throws has a code. Anything else comes from a bug or from the host's
 * `validate`, and is reported to developers.
 */
function asRejection(thrown: unknown, file: Blob): UploadFailure {
  if (isUploadError(thrown)) return thrown
  reportUncaught(thrown)
  return rejectionError('unreadable-image', { name: fileInfoOf(file).name })
}

/** @returns the accepted image as the state shows it, still without a preview */
export function selectedImage({ image, plan }: UploadJob): SelectedImage {
  const { source, header } = image
  const { width, height } = header
  const isResized = plan.width !== width || plan.height !== height
  return {
    source,
    type: FORMATS[header.format].type,
    width,
    height,
    ...(isResized ? { target: { width: plan.width, height: plan.height } } : {}),
    ...(header.animated && plan.kind === 'reencode' ? { notices: ['animated' as const] } : {}),
  }
}
