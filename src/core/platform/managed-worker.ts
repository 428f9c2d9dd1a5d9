/** Starts a worker when it is needed, keeps it for the next job, and ends it when it is idle. */
import { isLoadError } from './lazy.js'
import { seemsOffline } from './network.js'

/**
 * In ms. A script that has not run by then counts as blocked. Slow phones and cold caches need
 * less.
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

/**
 * @returns `undefined` where this launcher never works, `unreachable` where it needs the network
 */
const launch = (
  launcher: Launcher,
  signal: AbortSignal,
): Promise<Worker | 'unreachable' | undefined> =>
  launcher()
    .then((create) => started(create, signal))
    .catch((error: unknown) => (isLoadError(error) && seemsOffline() ? 'unreachable' : undefined))

/** One worker: started by the first launcher that works. */
export class ManagedWorker {
  readonly #untried: Launcher[]
  #worker: Worker | undefined
  #idle: ReturnType<typeof setTimeout> | undefined
  #starting: AbortController | undefined

  /**
   * @param launchers tried in order; one that failed is not tried again, unless the network was the
   *   reason
   */
  constructor(launchers: readonly Launcher[]) {
    this.#untried = [...launchers]
  }

  /** True while a worker runs: the next job needs no network to get one. */
  get isRunning(): boolean {
    return this.#worker !== undefined
  }

  /** Takes the running worker, without waiting. */
  take(): Worker | undefined {
    clearTimeout(this.#idle)
    return this.#worker
  }

  /** Starts a worker unless one runs. Resolves with `undefined` where this browser has none. */
  async acquire(): Promise<Worker | undefined> {
    clearTimeout(this.#idle)
    while (this.#worker === undefined && this.#untried[0] !== undefined) {
      this.#starting = new AbortController()
      const { signal } = this.#starting
      const launched = await launch(this.#untried[0], signal)
      // The same launcher is tried again once the network is back.
      if (launched === 'unreachable') return undefined
      if (signal.aborted) {
        launched?.terminate()
        return undefined
      }
      if (launched === undefined) this.#untried.shift()
      else this.#worker = launched
    }
    return this.#worker
  }

  /** Says that the worker is free. It is ended unless it is taken again within 10 s. */
  release(): void {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => this.terminate(), IDLE_MS)
  }

  /** Ends the worker at once, whether it works, is idle or still starts. */
  terminate(): void {
    clearTimeout(this.#idle)
    this.#starting?.abort()
    this.#worker?.terminate()
    this.#worker = undefined
  }
}
