/**
 * Decodes HEIC with the optional peer dependency `libheif-js` (LGPL-3.0, WebAssembly), which is
 * loaded only when an image needs it.
 */
import { lazy } from '../core/platform/lazy.js'
import { createQueue } from '../core/platform/abort.js'
import { createWorkerClient, type WorkerClient } from '../core/platform/worker-client.js'
import type { HeicDecoder } from '../core/prepare/types.js'
import type { HeicJob } from './decode.js'
import type { HeicResponse } from './serve.js'

export type { HeicDecoder }

/** Options of `createHeicDecoder`. */
export interface HeicDecoderOptions {
  /**
   * Where the host app serves `libheif-js/libheif-wasm/libheif.wasm`: 500 kB to load instead of
   * 700 kB (compressed).
   * @default the wasm inside a script, which is also used where the file cannot be loaded
   */
  wasmUrl?: string | URL | undefined
  /**
   * Creates the worker. For a CSP or a bundler that needs a self-hosted copy of the file
   * `heic/heic.worker.js`, bundled with libheif-js.
   * @default the worker that the package brings
   */
  createWorker?: (() => Worker) | undefined
}

type HeicClient = WorkerClient<HeicJob, HeicResponse>

/**
 * Creates a decoder for the option `heicDecoder`. It decodes one image at a time, in a worker of
 * its own, or on the main thread where there is no worker. A CSP has to allow
 * `script-src 'wasm-unsafe-eval'`.
 *
 * The decoder rejects with an `EncodingError` where the file is broken, with the signal's reason
 * when it is aborted, and with other errors where libheif cannot be loaded or run.
 * @param options all are optional
 * @returns a function that decodes a HEIC to an upright sRGB bitmap
 * @example
 * const heicDecoder = createHeicDecoder({ wasmUrl: '/assets/libheif.wasm' })
 * <SearchImageUploader endpoint="/api/search-image" heicDecoder={heicDecoder} />
 */
export function createHeicDecoder(options: HeicDecoderOptions = {}): HeicDecoder {
  const { wasmUrl, createWorker } = options
  const clients = clientsFor(wasmUrl !== undefined, createWorker)
  const queue = createQueue()
  return (image, { signal, width, height }) => {
    const url =
      wasmUrl === undefined ? undefined : new URL(wasmUrl, globalThis.document?.baseURI).href
    const dimensions = width === undefined || height === undefined ? undefined : { width, height }
    return queue(() => decodeBy(clients, { image, wasmUrl: url, dimensions }, signal), signal)
  }
}

/**
 * The decoder with the wasm inside libheif-js's own script. Use `createHeicDecoder` to serve the
 * wasm file yourself.
 * @example
 * <SearchImageUploader endpoint="/api/search-image" heicDecoder={heicDecoder} />
 */
export const heicDecoder: HeicDecoder = createHeicDecoder()

const loadSpawn = lazy(() => import('./spawn.js'))
const loadMainThread = lazy(() => Promise.all([import('./decode.js'), import('./bundled.js')]))

/** A declaration, because `heicDecoder` is made above. */
function clientBy(load: () => Promise<() => Worker>): HeicClient {
  return createWorkerClient({ launchers: [load], isReusable: (response) => 'bitmap' in response })
}

/** The workers to try, in their order. */
function clientsFor(
  hasWasmFile: boolean,
  createWorker: HeicDecoderOptions['createWorker'],
): readonly HeicClient[] {
  if (createWorker !== undefined) return [clientBy(() => Promise.resolve(createWorker))]
  const bundled = clientBy(() => loadSpawn().then(({ spawnBundled }) => spawnBundled))
  return hasWasmFile
    ? [clientBy(() => loadSpawn().then(({ spawnSplit }) => spawnSplit)), bundled]
    : [bundled]
}

async function decodeBy(
  clients: readonly HeicClient[],
  job: HeicJob,
  signal: AbortSignal,
): Promise<ImageBitmap> {
  for (const client of clients) {
    if (!(await client.start(signal))) continue
    const response = await client.request(job, { signal })
    if (response === undefined) continue
    if ('bitmap' in response) return response.bitmap
    if (response.broken) throw new DOMException(response.message, 'EncodingError')
  }
  signal.throwIfAborted()
  const [{ decodeHeic }, { loadBundled }] = await loadMainThread()
  return decodeHeic(job, loadBundled)
}
