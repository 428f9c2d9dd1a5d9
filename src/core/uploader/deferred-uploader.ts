/**
 * Takes the place of the uploader until its code is loaded, because a page loads that after its
 * first paint.
 */
import { isUploadError, rejectionError } from '../errors.js'
import { fileInfoOf } from '../image/file-info.js'
import type { UploadedAsset } from '../pipeline/types.js'
import { lazy } from '../platform/lazy.js'
import { onOnline, seemsOffline, tryAnyway } from '../platform/network.js'
import { resolveLimits, type Limits } from '../spec.js'
import type { Uploader, UploaderOptions } from './uploader.js'
import type { ManagedUploader } from './managed-uploader.js'
import { createHeldSelection, singleFile, type ImageSelection } from './selection.js'
import { IDLE, type UploadState } from './state.js'

type Module = { readonly ManagedUploader: typeof ManagedUploader }

/** Loaded once for the whole page. */
const load = lazy((): Promise<Module> => import('./managed-uploader.js'))

export class DeferredUploader implements Uploader {
  #options: UploaderOptions
  #inner: ManagedUploader | undefined
  /** The state until the code is loaded. */
  #early: UploadState = IDLE
  /** Selected before the code was loaded. */
  readonly #held = createHeldSelection(onOnline, () => this.#load())
  #attached = false
  #disposed = false
  readonly #listeners = new Set<() => void>()

  constructor(options: UploaderOptions) {
    this.#options = options
  }

  get limits(): Limits {
    return resolveLimits(this.#options)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly getSnapshot = (): UploadState => this.#inner?.getSnapshot() ?? this.#early
  readonly getRemainingSeconds = (): number | null => this.#inner?.getRemainingSeconds() ?? null
  readonly warmUp = (): void => this.#inner?.warmUp()
  readonly upload = (): void => (this.#inner ? this.#inner.upload() : this.#tryAnyway())
  readonly retry = (): void => (this.#inner ? this.#inner.retry() : this.#tryAnyway())

  readonly select = (selection: ImageSelection): void => {
    if (this.#inner) return this.#inner.select(selection)
    if (this.#disposed) return
    this.#held.selection = selection
    const file = singleFile(selection)
    this.#show(
      isUploadError(file) ? IDLE : { status: 'checking', source: fileInfoOf(file), previous: IDLE },
    )
    this.#load()
  }

  readonly cancel = (): void => {
    if (this.#inner) return this.#inner.cancel()
    if (this.#held.selection === undefined) return
    this.#forget()
    this.#notify((options) => options.onCancel?.())
  }

  readonly reset = (): void => (this.#inner ? this.#inner.reset() : this.#forget())

  readonly dispose = (): void => {
    this.#attached = false
    this.#disposed = true
    this.#held.stop()
    if (this.#inner) this.#inner.dispose()
    else this.#forget()
  }

  readonly attach = (): void => {
    this.#attached = true
    this.#disposed = false
    this.#inner?.attach()
    this.#load()
  }

  readonly restore = (asset: UploadedAsset): void => {
    if (this.#inner) return this.#inner.restore(asset)
    if (this.#held.selection === undefined) this.#show({ status: 'success', asset })
  }

  readonly update = (options: UploaderOptions): void => {
    this.#options = options
    this.#inner?.update(options)
  }

  #load(): void {
    if (this.#inner || !this.#attached) return
    load().then(
      (module) => this.#become(module),
      () => this.#fail(),
    )
  }

  #tryAnyway(): void {
    const { selection } = this.#held
    if (selection === undefined) return
    tryAnyway()
    this.select(selection)
  }

  #become({ ManagedUploader: Managed }: Module): void {
    if (this.#inner || !this.#attached) return
    this.#held.stop()
    const inner = new Managed(this.#options)
    this.#inner = inner
    inner.subscribe(() => this.#emit())
    if (this.#early.status === 'success') inner.restore(this.#early.asset)
    const { selection } = this.#held
    if (selection !== undefined) inner.select(selection)
    this.#held.selection = undefined
    this.#early = IDLE
    this.#emit()
  }

  /**
   * A load failure is reported only if a selection is held. The selection is kept, and checked once
   * the code is loaded.
   */
  #fail(): void {
    if (this.#inner || !this.#attached) return
    this.#held.watch()
    if (this.#held.selection === undefined || this.#early.rejection) return
    const rejection = rejectionError('network', { offline: seemsOffline() })
    this.#show({ ...IDLE, rejection })
    this.#notify((options) => options.onReject?.(rejection))
  }

  /**
   * Calls a callback of the host in a microtask, so that its exceptions do not propagate into
   * `select()` or a listener; does not call it if the view was unmounted meanwhile.
   */
  #notify(call: (options: UploaderOptions) => void): void {
    queueMicrotask(() => {
      if (this.#attached) call(this.#options)
    })
  }

  #forget(): void {
    this.#held.selection = undefined
    this.#show(IDLE)
  }

  #show(early: UploadState): void {
    if (this.#early === early) return
    this.#early = early
    this.#emit()
  }

  #emit(): void {
    for (const listener of this.#listeners) listener()
  }
}
