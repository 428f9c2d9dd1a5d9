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
import type { Uploader, UploaderOptions } from '../core/uploader/create-uploader.js'
import { useChooser, type Chooser, type ChooserOptions } from './input/useChooser.js'

type WithControl = { control: Uploader } & { [K in keyof UploaderOptions]?: undefined }
type WithOptions = UploaderOptions & { control?: undefined }

/** Upload options, or the `control` of another view; never both. */
export type UseSearchImageUploadOptions = (WithControl | WithOptions) & ChooserOptions

export interface UseSearchImageUpload extends Pick<
  Chooser,
  'open' | 'dragState' | 'getRootProps' | 'getTriggerProps' | 'getInputProps'
> {
  readonly state: UploadState
  /** Hand it to other views, so that they share this upload. */
  readonly control: Uploader
  readonly select: (selection: ImageSelection) => void
  readonly upload: () => void
  readonly retry: () => void
  readonly cancel: () => void
  readonly reset: () => void
}

/** The whole uploader without a look: state, actions and prop getters. */
export function useSearchImageUpload(options: UseSearchImageUploadOptions): UseSearchImageUpload {
  const own = useOwnUploader(options)
  const control = options.control ?? own
  const state = useSyncExternalStore(control.subscribe, control.getSnapshot, control.getSnapshot)
  const { open, dragState, getRootProps, getTriggerProps, getInputProps } = useChooser(
    control,
    options,
  )
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
    state,
    control,
    open,
    dragState,
    getRootProps,
    getTriggerProps,
    getInputProps,
    ...actions,
  }
}

/**
 * One uploader per mounted view. It reads the newest options when it needs them: a new options
 * object restarts nothing.
 */
export function useOwnUploader(options: UseSearchImageUploadOptions): DeferredUploader {
  const client = useContext(QueryClientContext)
  // With `control` this uploader is never used and its destination never read.
  const resolved = { ...(options as UploaderOptions), queryClient: options.queryClient ?? client }
  const [own] = useState(() => new DeferredUploader(resolved))
  useInsertionEffect(() => own.update(resolved))
  useEffect(() => {
    own.attach()
    return () => own.dispose()
  }, [own])
  return own
}
