/**
 * Stands in for the uploader until its chunk is there: a page pays for it after its first paint.
 * Layer L3.
 */
import { rejectionError } from '../errors.js'
import { lazy } from '../platform/lazy.js'
import type { ManagedUploader } from './managed-uploader.js'
import { singleFile, type ImageSelection } from './selection.js'
import { onOnline, seemsOffline, tryAnyway } from '../platform/network.js'
import { fileInfoOf } from '../image/file-info.js'
import { resolveLimits, type Limits } from '../spec.js'
import { IDLE, type UploadState } from './state.js'
import type { UploadedAsset } from '../pipeline/types.js'
import type { Uploader, UploaderOptions } from './create-uploader.js'

type Module = { readonly ManagedUploader: typeof ManagedUploader }

/** Once for the whole page. */
const load = lazy((): Promise<Module> => import('./managed-uploader.js'))

export class DeferredUploader implements Uploader {
  #options: UploaderOptions
  #inner: ManagedUploader | undefined
  /** What is shown until then. */
  #early: UploadState = IDLE
  /** Chosen before the chunk was there. */
  #waiting: ImageSelection | undefined
  #attached = false
  #disposed = false
  #stopListening = (): void => {}
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
    this.#waiting = selection
    const file = singleFile(selection)
    this.#show(
      file instanceof Error
        ? IDLE
        : { status: 'checking', source: fileInfoOf(file), previous: IDLE },
    )
    this.#load()
  }

  readonly cancel = (): void => {
    if (this.#inner) return this.#inner.cancel()
    if (this.#waiting === undefined) return
    this.#forget()
    this.#notify((options) => options.onCancel?.())
  }

  readonly reset = (): void => (this.#inner ? this.#inner.reset() : this.#forget())

  readonly dispose = (): void => {
    this.#attached = false
    this.#disposed = true
    this.#stopListening()
    if (this.#inner) this.#inner.dispose()
    else this.#forget()
  }

  /** A view is shown, or shown again after `dispose()`. */
  readonly attach = (): void => {
    this.#attached = true
    this.#disposed = false
    this.#inner?.attach()
    this.#load()
  }

  /** Shows an asset that was uploaded earlier; ignored while something runs. */
  readonly restore = (asset: UploadedAsset): void => {
    if (this.#inner) return this.#inner.restore(asset)
    if (this.#waiting === undefined) this.#show({ status: 'success', asset })
  }

  /** New options count from their next use on; nothing restarts. */
  readonly update = (options: UploaderOptions): void => {
    this.#options = options
    this.#inner?.update(options)
  }

  readonly #load = (): void => {
    if (this.#inner || !this.#attached) return
    load().then(
      (module) => this.#become(module),
      () => this.#fail(),
    )
  }

  #tryAnyway(): void {
    if (this.#waiting === undefined) return
    tryAnyway()
    this.select(this.#waiting)
  }

  #become({ ManagedUploader: Managed }: Module): void {
    if (this.#inner || !this.#attached) return
    this.#stopListening()
    const inner = (this.#inner = new Managed(this.#options))
    inner.subscribe(() => this.#tell())
    if (this.#early.status === 'success') inner.restore(this.#early.asset)
    if (this.#waiting !== undefined) inner.select(this.#waiting)
    this.#waiting = undefined
    this.#early = IDLE
    this.#tell()
  }

  /**
   * Nobody needs to know before there is an image. It is kept, and goes on by itself once the chunk
   * is there.
   */
  #fail(): void {
    if (this.#inner || !this.#attached) return
    this.#stopListening()
    this.#stopListening = onOnline(this.#load)
    if (this.#waiting === undefined || this.#early.rejection) return
    const rejection = rejectionError('network', { offline: seemsOffline() })
    this.#show({ ...IDLE, rejection })
    this.#notify((options) => options.onReject?.(rejection))
  }

  /**
   * Not from within `select()` or a listener: what a host throws is its own. Not any more where the
   * view went meanwhile.
   */
  #notify(call: (options: UploaderOptions) => void): void {
    queueMicrotask(() => {
      if (this.#attached) call(this.#options)
    })
  }

  #forget(): void {
    this.#waiting = undefined
    this.#show(IDLE)
  }

  #show(early: UploadState): void {
    if (this.#early === early) return
    this.#early = early
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
