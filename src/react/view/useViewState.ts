import { useCallback, useEffect, useMemo, useState } from 'react'
import type { UploadFailure } from '../../core/errors.js'
import type { UploadState } from '../../core/uploader/state.js'
import type { UploadedAsset } from '../../core/pipeline/types.js'
import type { Uploader } from '../../core/uploader/uploader.js'
import { withValue } from './view.js'

export interface ViewState {
  /** The uploader's state with this view's changes. */
  readonly state: UploadState
  /** Rejections, and sentences of failures in one row, that the user dismissed in this view. */
  readonly dismissed: readonly UploadFailure[]
  readonly reset: () => void
  readonly dismiss: (failure: UploadFailure) => void
}

/**
 * The uploader's state as one view shows it: with the host app's `value` until something was
 * selected here, and without a rejection that the user has dismissed. Only this view dismisses it;
 * the uploader keeps it until the next selection.
 */
export function useViewState(
  control: Uploader,
  snapshot: UploadState,
  value: UploadedAsset | null,
): ViewState {
  const [spent, setSpent] = useState<string>()
  const [dismissed, setDismissed] = useState<readonly UploadFailure[]>([])
  const key = value?.assetKey
  const isElsewhere = snapshot.status !== 'idle' && snapshot.status !== 'checking'
  useEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect -- if it is set while rendering, React 18 misses the store's change back to its first state
    if (isElsewhere) setSpent(key)
  }, [isElsewhere, key])
  const reset = useCallback(() => {
    setSpent(key)
    control.reset()
  }, [control, key])
  const given = spent === key ? null : value
  const state = useMemo(() => {
    const { rejection, ...rest } = snapshot
    return withValue(rejection && dismissed.includes(rejection) ? rest : snapshot, given)
  }, [snapshot, dismissed, given])
  return {
    state,
    dismissed,
    reset,
    // Two are enough: at most one rejection and one failure are shown at a time.
    dismiss: (failure) => setDismissed([...dismissed.slice(-1), failure]),
  }
}
