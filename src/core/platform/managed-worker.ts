/** Starts a worker when it is needed, keeps it for the next job, and ends it when it is idle. */
import { isLoadError } from './lazy.js'
import { seemsOffline } from './network.js'

/**
 * In ms. A script that has not run by then counts as blocked. Slow phones and cold caches need less.
 */
const START_MS = 5_000
/** In ms. An idle worker is ended after this time, which frees its memory. */
const IDLE_MS = 10_000

/**
 * Creates a worker and waits for its `{ ready: true }`. A missing file or a rejection by the CSP
 * arrives as an `error` event, as a synchronous exception (Next.js), or not at all.
 */
function started(create: () => Worker, signal: AbortSignal): Promise<Worker> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const worker = create()
    const finish = (done: () => void) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      worker.onmessage = null
      worker.onerror = null
      done()
    }
    const fail = (why: string) =>
      finish(() => {
        worker.terminate()
        reject(new Error(why))
      })
    const onAbort = () => fail('the worker is no longer needed')
    signal.addEventListener('abort', onAbort)
    const timer = setTimeout(() => fail('the worker does not respond'), START_MS)
    worker.onmessage = () => finish(() => resolve(worker))
    worker.onerror = (event) => {
      event.preventDefault()
      fail('the worker cannot start')
    }
  })
}

/** Loads a function that creates the worker. */
export type Launcher = () => Promise<() => Worker>

/** @returns `undefined` where this launcher never works, `unreachable` where it needs the network */
const launch = (
  launcher: Launcher,
  signal: AbortSignal,
): Promise<Worker | 'unreachable' | undefined> =>
  launcher()
    .then((create) => started(create, signal))
    .catch((error: unknown) => (isLoadError(error) && seemsOffline() ? 'unreachable' : undefined))

export interface ManagedWorker {
  /** True while a worker runs: the next job needs no network to get one. */
  readonly isRunning: boolean
  /** Starts a worker unless one runs. Resolves with `undefined` where this browser has none. */
  acquire(): Promise<Worker | undefined>
  /** Takes the running worker, without waiting. */
  take(): Worker | undefined
  /** Says that the worker is free. It is ended unless it is taken again within 10 s. */
  release(): void
  /** Ends the worker at once, whether it works, is idle or still starts. */
  terminate(): void
}

/**
 * @param launchers ways to create the worker, tried in order; one that failed is not tried again,
 *   except where the network was the reason
 */
export function createManagedWorker(launchers: readonly Launcher[]): ManagedWorker {
  const untried = [...launchers]
  let worker: Worker | undefined
  let idle: ReturnType<typeof setTimeout> | undefined
  let starting: AbortController | undefined
  const terminate = () => {
    clearTimeout(idle)
    starting?.abort()
    worker?.terminate()
    worker = undefined
  }
  return {
    get isRunning() {
      return worker !== undefined
    },
    take() {
      clearTimeout(idle)
      return worker
    },
    async acquire() {
      clearTimeout(idle)
      while (worker === undefined && untried[0] !== undefined) {
        starting = new AbortController()
        const { signal } = starting
        const launched = await launch(untried[0], signal)
        // The same launcher is tried again once the network is back.
        if (launched === 'unreachable') return undefined
        if (signal.aborted) {
          launched?.terminate()
          return undefined
        }
        if (launched === undefined) untried.shift()
        else worker = launched
      }
      return worker
    },
    release() {
      clearTimeout(idle)
      idle = setTimeout(terminate, IDLE_MS)
    },
    terminate,
  }
}
