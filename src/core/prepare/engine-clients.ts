/** The workers of the engine, and the same engine on the main thread. */
import { lazy } from '../platform/lazy.js'
import { createWorkerClient, type WorkerClient } from '../platform/worker-client.js'
import type { EngineJob, EngineMessage, EngineRequest } from './engine/job.js'

/** `cmyk`: the engine for JPEGs with a CMYK profile. */
export type EngineName = 'native' | 'cmyk'

export type EngineClient = WorkerClient<Omit<EngineRequest, 'id'>, EngineMessage>

const byUrl = (load: () => Promise<{ spawn: () => Worker }>) => async () => (await load()).spawn
const byCopy = (load: () => Promise<{ default: new () => Worker }>) => async () => {
  const { default: Inline } = await load()
  return () => new Inline()
}

const createClient = (launchers: readonly (() => Promise<() => Worker>)[]): EngineClient =>
  createWorkerClient({
    launchers,
    // After a failure for an unknown reason the worker may be damaged.
    isReusable: (response) => !('failure' in response) || response.failure !== 'failed',
  })

/** By its URL, else from an inlined copy of its script. */
const ownClient = createClient([
  byUrl(lazy(() => import('./spawn.js'))),
  byCopy(lazy(() => import('./prepare.worker.ts?worker&inline'))),
])
const cmykClient = createClient([
  byUrl(lazy(() => import('./cmyk/spawn.js'))),
  byCopy(lazy(() => import('./cmyk/cmyk.worker.ts?worker&inline'))),
])
/** One client for each `createWorker` function, so that all uploaders with it share a worker. */
const clients = new WeakMap<() => Worker, EngineClient>()

/** @param createWorker the host app's own function; the CMYK engine ignores it */
export function clientFor(
  engine: EngineName,
  createWorker: (() => Worker) | undefined,
): EngineClient {
  if (engine === 'cmyk') return cmykClient
  if (createWorker === undefined) return ownClient
  const client = clients.get(createWorker) ?? createClient([() => Promise.resolve(createWorker)])
  clients.set(createWorker, client)
  return client
}

const loadRun = lazy(() => import('./engine/run.js'))
const loadCmykRun = lazy(() => import('./cmyk/run.js'))

/**
 * Runs the engine's code on the main thread.
 * @returns the JPEG, or nothing where only a preview was asked for
 * @throws EngineError
 */
export async function runOnMainThread(
  engine: EngineName,
  job: EngineJob,
  onPreview: (preview: Blob) => void,
): Promise<Blob | undefined> {
  const { run } = engine === 'cmyk' ? await loadCmykRun() : await loadRun()
  return run(job, onPreview)
}
