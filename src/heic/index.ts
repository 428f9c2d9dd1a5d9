/**
 * Decodes HEIC with the optional peer dependency `libheif-js` (LGPL-3.0, WebAssembly), loaded only
 * when an image needs it.
 */
import { lazy } from '../core/platform/lazy.js'
import { untilAborted } from '../core/platform/abort.js'
import { createWorkerHost, type WorkerHost } from '../core/platform/worker-host.js'
import type { HeicDecoder } from '../core/prepare/types.js'
import type { HeicOrder } from './decode.js'
import type { HeicReply, HeicRequest } from './serve.js'

export type { HeicDecoder }

export interface HeicDecoderOptions {
  /**
   * Where `libheif-js/libheif-wasm/libheif.wasm` is served: 500 kB to load instead of 700 kB
   * (compressed). Default, and fallback where it cannot be loaded: the wasm inside a script.
   */
  wasmUrl?: string | URL | undefined
  /**
   * For hosts whose CSP or bundler needs a self-hosted copy of the file `heic/heic.worker.js`,
   * bundled with libheif-js.
   */
  createWorker?: (() => Worker) | undefined
}

/**
 * A decoder for the option `heicDecoder`. It decodes in a worker of its own, else on the main
 * thread. A CSP has to allow `script-src 'wasm-unsafe-eval'`. It rejects with an `EncodingError`
 * where the file is broken, with the signal's reason when aborted, and with other errors where
 * libheif cannot be loaded or run.
 */
export function createHeicDecoder({ wasmUrl, createWorker }: HeicDecoderOptions = {}): HeicDecoder {
  const hosts = hostsFor(wasmUrl !== undefined, createWorker)
  let last: Promise<unknown> = Promise.resolve()
  return (image, { signal, width, height }) => {
    const url =
      wasmUrl === undefined ? undefined : new URL(wasmUrl, globalThis.document?.baseURI).href
    const size = width === undefined || height === undefined ? undefined : { width, height }
    const turn = last.then(() => decodeBy(hosts, { image, wasmUrl: url, size }, signal))
    last = turn.catch(() => undefined)
    return untilAborted(turn, signal)
  }
}

/**
 * With the wasm inside libheif-js's own script; `createHeicDecoder` for a wasm file of your own.
 */
export const heicDecoder: HeicDecoder = createHeicDecoder()

function hostsFor(
  split: boolean,
  createWorker: HeicDecoderOptions['createWorker'],
): readonly WorkerHost[] {
  if (createWorker !== undefined) return [createWorkerHost([() => Promise.resolve(createWorker)])]
  const bundled = createWorkerHost([() => loadSpawn().then(({ spawnBundled }) => spawnBundled)])
  return split
    ? [createWorkerHost([() => loadSpawn().then(({ spawnSplit }) => spawnSplit)]), bundled]
    : [bundled]
}

const loadSpawn = lazy(() => import('./spawn.js'))
const loadHere = lazy(() => Promise.all([import('./decode.js'), import('./bundled.js')]))

async function decodeBy(
  hosts: readonly WorkerHost[],
  order: HeicOrder,
  signal: AbortSignal,
): Promise<ImageBitmap> {
  for (const host of hosts) {
    const worker = await untilAborted(host.acquire(), signal).catch(discarding(host))
    if (worker === undefined) continue
    const reply = await untilAborted(ask(worker, order), signal).catch(discarding(host))
    if ('bitmap' in reply) {
      host.release()
      return reply.bitmap
    }
    host.discard()
    if (reply.broken) throw new DOMException(reply.message, 'EncodingError')
  }
  signal.throwIfAborted()
  const [{ decodeHeic }, { loadBundled }] = await loadHere()
  return decodeHeic(order, loadBundled)
}

/** Ending the worker is the only way to stop a decode. */
const discarding =
  (host: WorkerHost) =>
  (error: unknown): never => {
    host.discard()
    throw error
  }

type Answer =
  | { readonly bitmap: ImageBitmap }
  | { readonly broken: boolean; readonly message: string }

/** A worker that the system killed for its memory says nothing. */
const SILENCE_MS = 60_000

let lastId = 0

function ask(worker: Worker, order: HeicOrder): Promise<Answer> {
  return new Promise((resolve) => {
    const id = ++lastId
    const finish = (answer: Answer) => {
      clearTimeout(silent)
      resolve(answer)
    }
    const silent = setTimeout(finish, SILENCE_MS, {
      broken: false,
      message: 'the worker fell silent',
    })
    worker.onerror = worker.onmessageerror = (event: Event) => {
      event.preventDefault()
      finish({ broken: false, message: 'the worker crashed' })
    }
    worker.onmessage = ({ data }: MessageEvent<HeicReply>) => {
      if ('id' in data && data.id === id) finish(data)
    }
    worker.postMessage({ id, ...order } satisfies HeicRequest)
  })
}
