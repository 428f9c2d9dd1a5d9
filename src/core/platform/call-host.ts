/**
 * Calls a callback of the host app. An exception is rethrown asynchronously, so that it cannot
 * interrupt the uploader.
 */
export function callHost(call: () => void): void {
  try {
    call()
  } catch (thrown) {
    reportUncaught(thrown)
  }
}

/** Rethrows in a microtask: the page then sees it like an exception in an event listener. */
export function reportUncaught(thrown: unknown): void {
  queueMicrotask(() => {
    throw thrown
  })
}
