/** Holds the state and tells its subscribers; nothing else may change it. Layer L3. */
import { IDLE, transition, type UploadEvent, type UploadState } from './state.js'

export interface Store {
  readonly get: () => UploadState
  readonly dispatch: (event: UploadEvent) => void
  readonly subscribe: (listener: () => void) => () => void
}

/** `onChange` is called when status or rejection change, after the subscribers. */
export function createStore(onChange: (state: UploadState) => void): Store {
  let state: UploadState = IDLE
  const listeners = new Set<() => void>()
  return {
    get: () => state,
    dispatch(event) {
      const before = state
      const next = transition(before, event)
      if (next === before) return
      state = next
      for (const listener of [...listeners]) listener()
      if (next.status !== before.status || next.rejection !== before.rejection) onChange(next)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
