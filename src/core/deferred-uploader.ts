/** Stands in for the uploader until its chunk is there: a page pays for it after its first paint. Layer L3. */
import { refuse } from './errors.js'
import type { ManagedUploader } from './managed-uploader.js'
import { pickOne, type Choice } from './pick.js'
import { sourceOf } from './source.js'
import { resolveLimits, type Limits } from './spec.js'
import { IDLE, type UploadState } from './state.js'
import type { UploadedAsset } from './types.js'
import type { Uploader, UploaderOptions } from './uploader.js'

type Module = { readonly ManagedUploader: typeof ManagedUploader }

/** Loads once for the whole page; a failed load is tried anew at the next call. */
let loading: Promise<Module> | undefined
const load = (): Promise<Module> =>
  (loading ??= import('./managed-uploader.js').catch((failed: unknown) => {
    loading = undefined
    throw failed
  }))

export class DeferredUploader implements Uploader {
  #options: UploaderOptions
  #inner: ManagedUploader | undefined
  /** What is shown until then. */
  #early: UploadState = IDLE
  /** Chosen before the chunk was there. */
  #waiting: Choice | undefined
  #attached = false
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
  readonly upload = (): void => this.#inner?.upload()
  readonly retry = (): void => this.#inner?.retry()

  readonly select = (choice: Choice): void => {
    if (this.#inner) return this.#inner.select(choice)
    this.#waiting = choice
    const picked = pickOne(choice)
    this.#show(picked instanceof Error ? IDLE : { status: 'checking', source: sourceOf(picked), previous: IDLE })
    this.#load()
  }

  readonly cancel = (): void => {
    if (this.#inner) return this.#inner.cancel()
    if (this.#waiting === undefined) return
    this.#forget()
    queueMicrotask(() => this.#options.onCancel?.())
  }

  readonly reset = (): void => (this.#inner ? this.#inner.reset() : this.#forget())

  readonly dispose = (): void => {
    this.#attached = false
    removeEventListener('online', this.#load)
    if (this.#inner) this.#inner.dispose()
    else this.#forget()
  }

  /** A view is shown, or shown again after `dispose()`. */
  readonly attach = (): void => {
    this.#attached = true
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
    // A load that fails may fail for the page's whole life, so that none begins while the browser is sure to be offline.
    if (navigator.onLine === false) {
      addEventListener('online', this.#load, { once: true })
      return this.#fail()
    }
    load().then(
      (module) => this.#become(module),
      () => this.#fail(),
    )
  }

  #become({ ManagedUploader: Managed }: Module): void {
    if (this.#inner || !this.#attached) return
    const inner = (this.#inner = new Managed(this.#options))
    inner.subscribe(() => this.#tell())
    if (this.#early.status === 'success') inner.restore(this.#early.asset)
    if (this.#waiting !== undefined) inner.select(this.#waiting)
    this.#waiting = undefined
    this.#early = IDLE
    this.#tell()
  }

  /** Nobody needs to know before there is a picture. It is kept, and goes on by itself once the chunk is there. */
  #fail(): void {
    if (this.#waiting === undefined || this.#early.rejection) return
    const rejection = refuse('network', { offline: navigator.onLine === false })
    this.#show({ ...IDLE, rejection })
    // Not called from within `select()` or a listener: what a host throws is its own.
    queueMicrotask(() => this.#options.onReject?.(rejection))
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
