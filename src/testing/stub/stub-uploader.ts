/** An `Uploader` that does not upload: it keeps one state or plays a script. */
import { isUploadError, type UploadFailure } from '../../core/errors.js'
import { singleFile } from '../../core/uploader/selection.js'
import { resolveLimits, type Limits } from '../../core/spec.js'
import {
  IDLE,
  isBusy,
  linkOf,
  type UploadEvent,
  type UploadState,
} from '../../core/uploader/state.js'
import { transition } from '../../core/uploader/store.js'
import type { UploadedAsset } from '../../core/pipeline/types.js'
import type { Uploader } from '../../core/uploader/uploader.js'
import { createScript } from './stub-script.js'

/** The methods of `Uploader` that `onCall` reports. */
export type StubMethod = 'select' | 'upload' | 'retry' | 'cancel' | 'reset' | 'dispose'

type Outcome =
  | {
      /** Keeps this state. */
      readonly state: UploadState
      readonly resolves?: undefined
      readonly rejects?: undefined
    }
  | {
      /** Plays an upload of each selected file that ends with this asset. */
      readonly resolves: UploadedAsset
      readonly state?: undefined
      readonly rejects?: undefined
    }
  | {
      /** Plays an upload that ends with this error; one of phase `choose` rejects the file. */
      readonly rejects: UploadFailure
      readonly state?: undefined
      readonly resolves?: undefined
    }

/** Options of `stubUploader`: one of `state`, `resolves` and `rejects`, and details. */
export type StubUploaderOptions = Outcome & {
  /**
   * The result of `getRemainingSeconds`, in seconds.
   * @default from the state's `link.expiresAt`
   */
  readonly remainingSeconds?: number | null | undefined
  /**
   * Limits that the component shows.
   * @default those of the service
   */
  readonly limits?: { readonly [K in keyof Limits]?: Limits[K] | undefined } | undefined
  /**
   * If false, the script stops at `ready` until `upload()` is called.
   * @default true
   */
  readonly autoUpload?: boolean | undefined
  /**
   * Length of one step of the script, in ms.
   * @default 300
   */
  readonly stepMs?: number | undefined
  /**
   * Called with each method call; pass a spy.
   * @param method name of the method
   * @param argument the selection, only for `select`
   */
  readonly onCall?: ((method: StubMethod, argument?: unknown) => void) | undefined
}

/**
 * Creates an `Uploader` for stories and component tests.
 * @param options the state, the asset or the error to show
 * @returns an uploader for the `control` option
 * @example
 * <SearchImageUploader control={stubUploader({ resolves: asset })} />
 */
export function stubUploader(options: StubUploaderOptions): Uploader {
  const listeners = new Set<() => void>()
  let state: UploadState = options.state ?? IDLE
  const dispatch = (event: UploadEvent) => {
    const next = options.state ? state : transition(state, event)
    if (next === state) return
    state = next
    for (const listener of listeners) listener()
  }
  const script = createScript(options, dispatch)
  const called = (method: StubMethod, run: () => void) => {
    options.onCall?.(method)
    if (!options.state) run()
  }
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    getSnapshot: () => state,
    getRemainingSeconds: () =>
      options.remainingSeconds === undefined ? secondsLeft(state) : options.remainingSeconds,
    limits: resolveLimits(options.limits),
    select(selection) {
      options.onCall?.('select', selection)
      const file = singleFile(selection)
      if (isUploadError(file)) dispatch({ type: 'rejected', error: file })
      else if (!options.state) script.select(file)
    },
    upload: () => called('upload', () => (state.status === 'ready' ? script.upload() : undefined)),
    retry: () => called('retry', () => (state.status === 'error' ? script.upload() : undefined)),
    cancel: () =>
      called('cancel', () =>
        script.stop(isBusy(state) ? { type: 'cancelled' } : { type: 'checkStopped' }),
      ),
    reset: () => called('reset', () => script.stop({ type: 'reset' })),
    dispose: () => called('dispose', () => script.stop()),
  }
}

function secondsLeft(state: UploadState): number | null {
  const link = linkOf(state)
  return link ? Math.max(0, Math.ceil((link.expiresAt - Date.now()) / 1000)) : null
}
