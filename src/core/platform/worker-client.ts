/**
 * The page's side of a worker: sends it one request at a time and waits for its response.
 *
 * A worker can fail in ways that no event reports: the system may kill it for its memory, or a
 * decoder may never return. So each request has a number, which tells its messages from late ones
 * of an earlier request, and a limit of silence. A worker that crashed, fell silent or said that
 * something unexpected happened is ended and not used again; the next request starts a new one.
 * Ending the worker is also the only way to stop a decode, so an abort does the same. The client
 * does not repeat a request: the caller knows whether the main thread can do the same work, and
 * whether the transferred bytes can be had again.
 */
import { untilAborted } from './abort.js'
import { ManagedWorker, type Launcher } from './managed-worker.js'

/** In ms. A worker that the system killed for its memory sends no event. */
const SILENCE_MS = 60_000

export interface WorkerClientOptions<Message> {
  /** Ways to create the worker, in the order in which they are tried. */
  readonly launchers: readonly Launcher[]
  /** Whether the worker can take another request after this response. */
  readonly isReusable: (response: Message) => boolean
}

interface WorkerRequestOptions<Message> {
  /** Ends the worker. */
  readonly signal: AbortSignal
  /** Objects that move to the worker and cannot be used here afterwards. */
  readonly transfer?: Transferable[]
  /** Gets each message about the request. Returns true where more of them follow. */
  readonly onProgress?: (message: Message) => boolean
}

export interface WorkerClient<Request, Message> {
  /** True while a worker runs. */
  readonly isRunning: boolean
  /**
   * Starts a worker unless one runs.
   * @param signal stops the start
   * @returns false where this browser has no worker
   * @throws the signal's reason
   */
  start(signal: AbortSignal): Promise<boolean>
  /**
   * Sends a request to the running worker, before it returns.
   * @param request the content of the message; the client adds `id`
   * @returns the response, or `undefined` where no worker runs, it crashed or fell silent
   * @throws the signal's reason
   */
  request(request: Request, options: WorkerRequestOptions<Message>): Promise<Message | undefined>
}

let lastId = 0

/** Sends one request. Resolves with `undefined` where the worker crashes or falls silent. */
function exchange<Message extends { readonly id: number }>(
  worker: Worker,
  request: object,
  { transfer = [], onProgress = () => false }: WorkerRequestOptions<Message>,
): Promise<Message | undefined> {
  return new Promise((resolve) => {
    lastId += 1
    const id = lastId
    const finish = (message?: Message) => {
      clearTimeout(silence)
      resolve(message)
    }
    const silence = setTimeout(finish, SILENCE_MS)
    const onError = (event: Event) => {
      event.preventDefault()
      finish()
    }
    worker.onerror = onError
    worker.onmessageerror = onError
    worker.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.id === id && !onProgress(data)) finish(data)
    }
    worker.postMessage({ id, ...request }, transfer)
  })
}

/**
 * Creates the client of one kind of worker. No worker starts before it is needed.
 * Messages about a request carry its `id`.
 */
export function createWorkerClient<
  Request extends object,
  Message extends { readonly id: number },
>({ launchers, isReusable }: WorkerClientOptions<Message>): WorkerClient<Request, Message> {
  const managed = new ManagedWorker(launchers)
  return {
    get isRunning() {
      return managed.isRunning
    },
    async start(signal) {
      try {
        return (await untilAborted(managed.acquire(), signal)) !== undefined
      } catch (error) {
        managed.terminate()
        throw error
      }
    },
    async request(request, options) {
      const { signal } = options
      const worker = managed.take()
      if (worker === undefined) return undefined
      const exchanged = exchange(worker, request, options)
      const response = await untilAborted(exchanged, signal).catch(() => undefined)
      if (response !== undefined && isReusable(response)) managed.release()
      else managed.terminate()
      if (response === undefined) signal.throwIfAborted()
      return response
    },
  }
}
