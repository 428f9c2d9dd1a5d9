'use client'
import { useCallback, useSyncExternalStore } from 'react'
import { systemClock } from '../../core/platform/clock.js'
import { linkOf } from '../../core/uploader/state.js'
import type { Uploader } from '../../core/uploader/uploader.js'

const none = () => null

/**
 * The remaining seconds of the upload link. The hook renders its own component again once per
 * second, and immediately when a sleeping page wakes.
 * @param control The uploader, such as the hook's `control`.
 * @returns Whole seconds, rounded up; `null` without a link.
 * @example
 * const left = useRemainingTime(upload.control)
 * return left === null ? null : <output>{left} s</output>
 */
export function useRemainingTime(control: Uploader): number | null {
  const subscribe = useCallback((notify: () => void) => everySecond(control, notify), [control])
  return useSyncExternalStore(subscribe, control.getRemainingSeconds, none)
}

/** Calls `notify` when the shown second changes: by a timer, by a new state, and on waking. */
function everySecond(control: Uploader, notify: () => void): () => void {
  let stopTimer = () => {}
  const tick = () => {
    stopTimer()
    notify()
    const link = linkOf(control.getSnapshot())
    if (!link || control.getRemainingSeconds() === 0) return
    const left = link.expiresAt - systemClock.now()
    // 5 ms after the full second, because a timer that fires early would read the same second
    // again.
    stopTimer = systemClock.setTimer(tick, (((left % 1000) + 1000) % 1000) + 5)
  }
  const stopState = control.subscribe(tick)
  const stopWake = systemClock.onWake(tick)
  tick()
  return () => {
    stopTimer()
    stopState()
    stopWake()
  }
}
