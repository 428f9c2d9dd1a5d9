/** Calls functions of the host app, whose exceptions must not interrupt the uploader. */

/**
 * Invokes a host callback. Exceptions are rethrown asynchronously, so that they cannot interrupt
 * the uploader.
 */
export function callHost(call: () => void): void {
  try {
    call()
  } catch (thrown) {
    reportUncaught(thrown)
  }
}

/** Rethrows in a microtask: the page sees it like an exception in an event listener. */
export function reportUncaught(thrown: unknown): void {
  queueMicrotask(() => {
    throw thrown
  })
}
