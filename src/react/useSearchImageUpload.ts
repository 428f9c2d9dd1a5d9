'use client'
import { QueryClientContext } from '@tanstack/react-query'
import {
  useContext,
  useEffect,
  useInsertionEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { DeferredUploader } from '../core/uploader/deferred-uploader.js'
import type { ImageSelection } from '../core/uploader/selection.js'
import type { UploadState } from '../core/uploader/state.js'
import type { Uploader, UploaderOptions } from '../core/uploader/uploader.js'
import type { Chooser, ChooserOptions } from './input/chooser.js'
import { useChooser } from './input/useChooser.js'

type WithControl = { control: Uploader } & { [K in keyof UploaderOptions]?: undefined }
type WithOptions = UploaderOptions & { control?: undefined }

/** Upload options or the `control` of another view, never both; and how the view gets images. */
export type UseSearchImageUploadOptions = (WithControl | WithOptions) & ChooserOptions

/** What `useSearchImageUpload` returns. */
export interface UseSearchImageUpload extends Pick<
  Chooser,
  'open' | 'dragState' | 'getRootProps' | 'getTriggerProps' | 'getInputProps'
> {
  /** The present state. */
  readonly state: UploadState
  /** The uploader. Give it to other views to show the same upload there. */
  readonly control: Uploader
  /**
   * Validates a selection; an accepted image replaces the present one.
   * @param selection A file, a list of files, or why there is none.
   */
  readonly select: (selection: ImageSelection) => void
  /** Uploads the image of the status `ready`. Renews the link first if it has expired. */
  readonly upload: () => void
  /** Tries again after an `error`, or while the uploader waits because it seems to be offline. */
  readonly retry: () => void
  /** Cancels the validation of a selection, else the upload. */
  readonly cancel: () => void
  /** Cancels everything and removes the image. */
  readonly reset: () => void
}

/**
 * The uploader without a look: state, actions and prop getters for your own elements.
 * @param options Upload options, or the `control` of another view. A new object restarts nothing;
 * each option counts from its next use on.
 * @returns State, actions and prop getters.
 * @example
 * const upload = useSearchImageUpload({ endpoint: '/api/search-image' })
 * return (
 *   <div {...upload.getRootProps()}>
 *     <input {...upload.getInputProps()} />
 *     <button {...upload.getTriggerProps()}>Search with an image</button>
 *     {upload.state.status}
 *   </div>
 * )
 */
export function useSearchImageUpload(options: UseSearchImageUploadOptions): UseSearchImageUpload {
  const control = useUploader(options)
  const state = useSyncExternalStore(control.subscribe, control.getSnapshot, control.getSnapshot)
  const chooser = useChooser(control, options)
  const { open, dragState, getRootProps, getTriggerProps, getInputProps } = chooser
  const actions = useMemo(
    () => ({
      select: (selection: ImageSelection) => control.select(selection),
      upload: () => control.upload(),
      retry: () => control.retry(),
      cancel: () => control.cancel(),
      reset: () => control.reset(),
    }),
    [control],
  )
  return {
    ...{ state, control, open, dragState },
    ...{ getRootProps, getTriggerProps, getInputProps },
    ...actions,
  }
}

/** For an own uploader whose view has been given a `control`: it calls no callback any more. */
const WITHOUT_CALLBACKS: UploaderOptions = { endpoint: '' }

/**
 * The given `control`, or one uploader for the life of the view. That one reads the newest options
 * at each use, so a new options object restarts nothing.
 */
export function useUploader(options: UseSearchImageUploadOptions): Uploader {
  const client = useContext(QueryClientContext)
  const settings: UploaderOptions | undefined = options.control
    ? undefined
    : { ...options, queryClient: options.queryClient ?? client }
  const [kept, keep] = useState(() => settings && new DeferredUploader(settings))
  let own = kept
  // A view that loses its `control` gets its own uploader then.
  if (settings) own ??= new DeferredUploader(settings)
  if (own !== kept) keep(own)
  useInsertionEffect(() => own?.update(settings ?? WITHOUT_CALLBACKS))
  useEffect(() => {
    own?.attach()
    return () => own?.dispose()
  }, [own])
  // One of both exists.
  return options.control ?? (own as DeferredUploader)
}
