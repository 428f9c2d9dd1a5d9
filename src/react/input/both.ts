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
