'use client'
import { useCallback, useSyncExternalStore } from 'react'
import { systemClock } from '../../core/platform/clock.js'
import { linkOf } from '../../core/uploader/state.js'
import type { Uploader } from '../../core/uploader/create-uploader.js'

const none = () => null

/**
 * Whole seconds that the shown link still lives, rounded up; `null` without a link.
 * Re-renders only its own caller, once a second, and is right at once when a sleeping page wakes.
 */
export function useRemainingTime(control: Uploader): number | null {
  const subscribe = useCallback((tell: () => void) => everySecond(control, tell), [control])
  return useSyncExternalStore(subscribe, control.getRemainingSeconds, none)
}

/** Calls `tell` on every change of the shown second: by timer, by state, and on waking. */
function everySecond(control: Uploader, tell: () => void): () => void {
  let stopTimer = () => {}
  const tick = () => {
    stopTimer()
    tell()
    const link = linkOf(control.getSnapshot())
    if (!link || control.getRemainingSeconds() === 0) return
    const left = link.expiresAt - systemClock.now()
    // 5 ms past the full second, so that an early timer does not read the same second twice.
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
