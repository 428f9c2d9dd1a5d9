import type { KeyboardEvent, MouseEvent } from 'react'

/**
 * The second click of a double click meets whatever stands there after the first one: another
 * button, mostly.
 */
export const single =
  (run: () => void) =>
  ({ detail }: MouseEvent): unknown =>
    detail < 2 && run()

/** So does a key that is held down. */
export const withoutRepetition = (event: KeyboardEvent): unknown =>
  event.repeat && event.key === 'Enter' && event.preventDefault()
