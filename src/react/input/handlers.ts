import type { KeyboardEvent, MouseEvent } from 'react'

/**
 * A click handler that ignores the second click of a double click. That click would activate the
 * button that has replaced the first one.
 */
export const single =
  (run: () => void) =>
  ({ detail }: MouseEvent): unknown =>
    detail < 2 && run()

/** Ignores the repeated clicks of an Enter key that is held down, for the same reason. */
export const withoutRepetition = (event: KeyboardEvent): unknown =>
  event.repeat && event.key === 'Enter' && event.preventDefault()

/** Calls both handlers, `first` (the host app's) first. */
export function both<E>(
  first: ((event: E) => void) | undefined,
  second: (event: E) => unknown,
): (event: E) => void {
  return (event) => {
    first?.(event)
    second(event)
  }
}
