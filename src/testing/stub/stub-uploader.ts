/**
 * An `Uploader` without an upload: frozen in one state, or playing a scripted run. For stories and
 * component tests.
 */
import type { UploadFailure } from '../../core/errors.js'
import { singleFile } from '../../core/uploader/selection.js'
import { resolveLimits, type Limits } from '../../core/spec.js'
import {
  IDLE,
  isBusy,
  linkOf,
  transition,
  type UploadEvent,
  type UploadState,
} from '../../core/uploader/state.js'
import type { UploadedAsset } from '../../core/pipeline/types.js'
import type { Uploader } from '../../core/uploader/create-uploader.js'
import { createScript } from './stub-script.js'

export type StubMethod = 'select' | 'upload' | 'retry' | 'cancel' | 'reset' | 'dispose'

type Outcome =
  /** Shows this state and never another one. */
  | { readonly state: UploadState; readonly resolves?: undefined; readonly rejects?: undefined }
  /** Every chosen file ends with this asset. */
  | { readonly resolves: UploadedAsset; readonly state?: undefined; readonly rejects?: undefined }
  /** Every chosen file ends with this error (of phase `choose`: is rejected). */
  | { readonly rejects: UploadFailure; readonly state?: undefined; readonly resolves?: undefined }

export type StubUploaderOptions = Outcome & {
  /** What `getRemainingSeconds` says. Default: from the state's `link.expiresAt`. */
  readonly remainingSeconds?: number | null | undefined
  readonly limits?: { readonly [K in keyof Limits]?: Limits[K] | undefined } | undefined
  /** False: a scripted run stops at `ready` until `upload()`. Default true. */
  readonly autoUpload?: boolean | undefined
  /** Length of one step of a scripted run, in ms. Default 300. */
  readonly stepMs?: number | undefined
  /** Called for every action; give it a spy. */
  readonly onCall?: ((method: StubMethod, argument?: unknown) => void) | undefined
}

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
      if (file instanceof Error) dispatch({ type: 'rejected', error: file })
      else if (!options.state) script.choose(file)
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
