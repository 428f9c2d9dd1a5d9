import { useCallback, useEffect, useMemo, useState } from 'react'
import type { UploadFailure } from '../../core/errors.js'
import type { UploadState } from '../../core/uploader/state.js'
import type { UploadedAsset } from '../../core/pipeline/types.js'
import type { Uploader } from '../../core/uploader/create-uploader.js'
import { withValue } from './view.js'

export interface ShownState {
  readonly state: UploadState
  /** What was put away in this view: rejections, and the sentence of a failure in one row. */
  readonly dismissed: readonly UploadFailure[]
  readonly reset: () => void
  readonly dismiss: (failure: UploadFailure) => void
}

/**
 * The store's state, with a value from outside in its place until something happened here, and
 * without a rejection that the user has put away: in this view alone, the uploader keeps it until
 * the next selection.
 */
export function useShownState(
  control: Uploader,
  snapshot: UploadState,
  value: UploadedAsset | null,
): ShownState {
  const [spent, setSpent] = useState<string>()
  const [dismissed, setDismissed] = useState<readonly UploadFailure[]>([])
  const key = value?.assetKey
  const isElsewhere = snapshot.status !== 'idle' && snapshot.status !== 'checking'
  useEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect -- set while rendering, React 18 misses the store's way back to its first state
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
  // At most one rejection and one failure are shown at a time.
  return {
    state,
    dismissed,
    reset,
    dismiss: (failure) => setDismissed([...dismissed.slice(-1), failure]),
  }
}
