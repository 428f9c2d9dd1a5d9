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
