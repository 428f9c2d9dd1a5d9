type Events = WindowEventMap

/**
 * Calls `run` in the capture phase.
 * @returns a function that removes the listener.
 */
export function listenFirst<T extends keyof Events>(
  view: Window,
  type: T,
  run: (event: Events[T]) => void,
): () => void {
  view.addEventListener(type, run, true)
  return () => view.removeEventListener(type, run, true)
}

/**
 * Calls `run` after every other listener of the event, wherever and whenever those were added: when
 * the event reaches the document, `run` is moved to the end of the window's list of listeners. Not
 * called for an event that a listener stops.
 * @returns a function that removes the listener.
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

/** Calls `run` once, at the first of these events anywhere in the window. */
export function atNext(view: Window, types: readonly (keyof Events)[], run: () => void): void {
  const waiting = new AbortController()
  const first = () => {
    waiting.abort()
    run()
  }
  for (const type of types)
    view.addEventListener(type, first, { capture: true, signal: waiting.signal })
}
