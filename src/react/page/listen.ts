type Events = WindowEventMap

/**
 * Calls `last` after every other listener of an event, wherever and whenever they were added: `first`, in the capture phase,
 * moves it to the end of the window's list. Not called for an event that a listener stops.
 * @returns removes both.
 */
export function listenLast<T extends keyof Events>(
  view: Window,
  type: T,
  last: (event: Events[T]) => unknown,
  first?: (event: Events[T]) => void,
): () => void {
  const requeue = (event: Events[T]) => {
    first?.(event)
    view.removeEventListener(type, last)
    view.addEventListener(type, last)
  }
  view.addEventListener(type, requeue, true)
  return () => {
    view.removeEventListener(type, requeue, true)
    view.removeEventListener(type, last)
  }
}

/** Calls `run` at the first of these events, wherever in the window it happens. */
export function atNext(view: Window, types: readonly (keyof Events)[], run: () => void): void {
  const waiting = new AbortController()
  const first = () => {
    waiting.abort()
    run()
  }
  for (const type of types) view.addEventListener(type, first, { capture: true, signal: waiting.signal })
}
