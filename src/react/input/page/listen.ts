type Events = WindowEventMap

/** Calls `run` in the capture phase. @returns removes it. */
export function listenFirst<T extends keyof Events>(
  view: Window,
  type: T,
  run: (event: Events[T]) => void,
): () => void {
  view.addEventListener(type, run, true)
  return () => view.removeEventListener(type, run, true)
}

/**
 * Calls `run` after every other listener of an event, wherever and whenever they were added: on the
 * way from the document to the window it moves to the end of the window's list. Not called for an
 * event that a listener stops.
 * @returns removes it.
 */
export function listenLast<T extends keyof Events>(
  view: Window,
  type: T,
  run: (event: Events[T]) => unknown,
): () => void {
  const remove = () => view.removeEventListener(type, run)
  const requeue = () => {
    remove()
    view.addEventListener(type, run)
  }
  const { document } = view
  document.addEventListener(type, requeue)
  return () => {
    document.removeEventListener(type, requeue)
    remove()
  }
}

/** Calls `run` at the first of these events, wherever in the window it happens. */
export function atNext(view: Window, types: readonly (keyof Events)[], run: () => void): void {
  const waiting = new AbortController()
  const first = () => {
    waiting.abort()
    run()
  }
  for (const type of types)
    view.addEventListener(type, first, { capture: true, signal: waiting.signal })
}
