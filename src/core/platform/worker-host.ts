/** Keeps one worker: starts it by the first way that works, ends it when idle. */
import { isLoadError } from './lazy.js'
import { seemsOffline } from './network.js'

/** A script that has not run by then is taken as blocked; slow phones and cold caches included. */
const START_MS = 5_000
/** An idle worker gives its memory back. */
const IDLE_MS = 10_000

/**
 * Waits, until `signal` aborts, for the worker's `{ ready: true }`: a missing file or a CSP
 * rejection arrives as an `error` event, as a synchronous exception (Next.js) or as nothing at all.
 */
function started(make: () => Worker, signal: AbortSignal): Promise<Worker> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const worker = make()
    const finish = (done: () => void) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      worker.onmessage = worker.onerror = worker.onmessageerror = null
      done()
    }
    const fail = (why: string) =>
      finish(() => {
        worker.terminate()
        reject(new Error(why))
      })
    const onAbort = () => fail('the worker is not wanted any more')
    signal.addEventListener('abort', onAbort)
    const timer = setTimeout(() => fail('the worker does not answer'), START_MS)
    worker.onmessage = () => finish(() => resolve(worker))
    worker.onerror = (event) => {
      event.preventDefault()
      fail('the worker cannot start')
    }
  })
}

type Way = () => Promise<() => Worker>

/** `undefined`: this way leads nowhere; `unreachable`: not without a network. */
const startBy = (make: Way, signal: AbortSignal): Promise<Worker | 'unreachable' | undefined> =>
  make()
    .then((maker) => started(maker, signal))
    .catch((error: unknown) => (isLoadError(error) && seemsOffline() ? 'unreachable' : undefined))

export interface WorkerHost {
  /** A running worker, or `undefined` where none can be had. */
  acquire(): Promise<Worker | undefined>
  /** The worker that runs already, without a wait. */
  take(): Worker | undefined
  /** One runs: the next job needs no network to get it. */
  readonly running: boolean
  /** The worker is free; it ends unless it is acquired again soon. */
  release(): void
  /** Ends the worker at once, whatever it does; one that is starting as well. */
  discard(): void
}

/** `makers` are tried in order; a way that failed is not tried again. */
export function createWorkerHost(makers: readonly Way[]): WorkerHost {
  const ways = [...makers]
  let worker: Worker | undefined
  let idle: ReturnType<typeof setTimeout> | undefined
  let starting: AbortController | undefined
  const discard = () => {
    clearTimeout(idle)
    starting?.abort()
    worker?.terminate()
    worker = undefined
  }
  return {
    get running() {
      return worker !== undefined
    },
    take() {
      clearTimeout(idle)
      return worker
    },
    async acquire() {
      clearTimeout(idle)
      while (worker === undefined && ways[0] !== undefined) {
        const make = ways[0]
        const { signal } = (starting = new AbortController())
        const fresh = await startBy(make, signal)
        // Tried again once the network is back.
        if (fresh === 'unreachable') return undefined
        if (signal.aborted) return (fresh?.terminate(), undefined)
        if (fresh === undefined) ways.shift()
        else worker = fresh
      }
      return worker
    },
    release() {
      clearTimeout(idle)
      idle = setTimeout(discard, IDLE_MS)
    },
    discard,
  }
}
