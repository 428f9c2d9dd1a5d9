/** Work that an `AbortSignal` ends. */

/** Rejects with the signal's reason as soon as it aborts, without waiting for `work`. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // After an abort nothing awaits `work`: its rejection must not be reported as unhandled.
  work.catch(() => undefined)
  signal.throwIfAborted()
  let stop = () => {}
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/**
 * Runs two tasks side by side. If `main` fails, `beside` is aborted and the failure is thrown. If
 * `beside` fails, `main` runs to its end first, so that its result is kept for the next try.
 * @param signal aborts both
 * @returns both results
 * @throws what `main` threw, else what `beside` threw
 */
export async function bothOrAbort<Main, Beside>(
  signal: AbortSignal,
  main: () => Promise<Main>,
  beside: (signal: AbortSignal) => Promise<Beside>,
): Promise<[Main, Beside]> {
  const own = new AbortController()
  const onAbort = () => own.abort(signal.reason)
  signal.addEventListener('abort', onAbort)
  const second = beside(own.signal)
  // Awaited below; until then a failure must not be reported as unhandled.
  second.catch(() => undefined)
  try {
    return [await main(), await second]
  } catch (thrown) {
    own.abort(thrown)
    throw thrown
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
