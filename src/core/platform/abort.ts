/** Work that an `AbortSignal` ends. */

/** The reason of every abort that the uploader itself causes: `cancel()`, or a newer selection. */
export const CANCELLED = new DOMException('The upload was cancelled.', 'AbortError')

/** Work of which at most one runs at a time. */
export interface Task {
  readonly isRunning: () => boolean
  /**
   * Starts work in place of what runs. Neither callback is called after `stop()` or a newer
   * `start()`.
   * @param work is given the signal that `stop()` aborts
   * @param done is called with the result
   * @param failed is called with what `work` rejected with
   */
  readonly start: <T>(
    work: (signal: AbortSignal) => Promise<T>,
    done: (result: T) => void,
    failed: (thrown: unknown) => void,
  ) => void
  /**
   * Aborts what runs.
   * @returns whether something ran
   */
  readonly stop: () => boolean
}

/** @returns a task that is free: `isRunning()` is false before a callback is called. */
export function createTask(): Task {
  let current: AbortController | undefined
  const stop = () => {
    const running = current
    current = undefined
    running?.abort(CANCELLED)
    return running !== undefined
  }
  return {
    isRunning: () => current !== undefined,
    start(work, done, failed) {
      stop()
      const own = new AbortController()
      current = own
      const unlessStopped =
        <T>(call: (value: T) => void) =>
        (value: T) => {
          if (own.signal.aborted) return
          current = undefined
          call(value)
        }
      work(own.signal).then(unlessStopped(done), unlessStopped(failed))
    },
    stop,
  }
}

/**
 * Waits for something that a signal can end.
 * @param begin starts it; returns what is to be done once it has ended, in whatever way
 * @returns what `begin` resolves with
 * @throws the signal's reason as soon as it aborts, or what `begin` rejects with
 */
export function abortable<T>(
  signal: AbortSignal,
  begin: (resolve: (value: T) => void, reject: (reason: unknown) => void) => (() => void) | void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    let isOver = false
    let stop: (() => void) | void
    const finish =
      <V>(end: (value: V) => void) =>
      (value: V) => {
        isOver = true
        signal.removeEventListener('abort', onAbort)
        stop?.()
        end(value)
      }
    const onAbort = () => finish(reject)(signal.reason)
    signal.addEventListener('abort', onAbort)
    stop = begin(finish(resolve), finish(reject))
    // It may have ended before `begin` returned.
    if (isOver) stop?.()
  })
}

/**
 * Waits for work, but not longer than the signal lets it.
 * @returns what `work` resolves with
 * @throws the signal's reason as soon as it aborts, or what `work` rejects with
 */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // After an abort nothing awaits `work`: its rejection must not be reported as unhandled.
  work.catch(() => undefined)
  return abortable(signal, (resolve, reject) => void work.then(resolve, reject))
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

/**
 * @param task starts once all earlier tasks have ended
 * @param signal removes the task from the queue; a task that runs keeps its place until it ends
 * @returns the task's result
 * @throws the signal's reason as soon as it aborts, else what the task threw
 */
export type Queue = <T>(task: () => Promise<T>, signal: AbortSignal) => Promise<T>

/** Creates a queue that runs tasks one after the other. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve()
  return (task, signal) => {
    const current = last.then(() => {
      signal.throwIfAborted()
      return task()
    })
    last = current.catch(() => undefined)
    return untilAborted(current, signal)
  }
}
