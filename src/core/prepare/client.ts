/** Runs engine jobs off the main thread, one at a time. */
import { lazy } from '../platform/lazy.js'
import { untilAborted } from '../platform/abort.js'
import { EngineError, isPixels, type EngineJob, type Reply } from './engine/job.js'
import { createWorkerHost, type WorkerHost } from '../platform/worker-host.js'

export interface JobContext {
  readonly signal: AbortSignal
  readonly createWorker?: (() => Worker) | undefined
  readonly onPreview?: ((preview: Blob) => void) | undefined
}

/** A job whose pixels may still have to be made (by a HEIC decoder, say), inside the job's turn. */
export interface PendingJob {
  /**
   * `cmyk`: a JPEG whose CMYK profile is to be applied; by a worker of our own, whatever
   * `createWorker` says.
   */
  readonly engine?: 'cmyk'
  readonly parts: Omit<EngineJob, 'source'>
  readonly open: () => EngineJob['source'] | Promise<EngineJob['source']>
}

/** A worker that the system killed for its memory says nothing. */
const SILENCE_MS = 60_000

const spawn = lazy(() => import('./spawn.js'))
const inline = lazy(() => import('./prepare.worker.ts?worker&inline'))
const spawnCmyk = lazy(() => import('./cmyk/spawn.js'))
const inlineCmyk = lazy(() => import('./cmyk/cmyk.worker.ts?worker&inline'))

const byUrl = (load: () => Promise<{ spawn: () => Worker }>) => async () => (await load()).spawn
const byCopy = (load: () => Promise<{ default: new () => Worker }>) => async () => {
  const { default: Inline } = await load()
  return () => new Inline()
}

const ownHost = createWorkerHost([byUrl(spawn), byCopy(inline)])
const cmykHost = createWorkerHost([byUrl(spawnCmyk), byCopy(inlineCmyk)])
const hosts = new WeakMap<() => Worker, WorkerHost>()

function hostFor(createWorker: (() => Worker) | undefined): WorkerHost {
  if (createWorker === undefined) return ownHost
  const host = hosts.get(createWorker) ?? createWorkerHost([() => Promise.resolve(createWorker)])
  hosts.set(createWorker, host)
  return host
}

let last: Promise<unknown> = Promise.resolve()

/**
 * One decode at a time in the whole page: two 48 MP images side by side would end the tab on a
 * phone.
 */
export function inTurn<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const turn = last.then(() => {
    signal.throwIfAborted()
    return work()
  })
  last = turn.catch(() => undefined)
  return untilAborted(turn, signal)
}

/** Whether a worker runs that can take the next job. */
export const hasWorker = (createWorker: (() => Worker) | undefined): boolean =>
  hostFor(createWorker).running

/** A JPEG of 16 × 16 pixels. */
const TINY_JPEG =
  '/9j/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////////////////////////wAARCAAQABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAA//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AIAGZ//Z'
const REHEARSAL: PendingJob = {
  parts: {
    geometry: {
      format: 'jpeg',
      codedWidth: 16,
      codedHeight: 16,
      width: 16,
      height: 16,
      orientation: 1,
    },
    previewSide: 8,
  },
  open: () => Uint8Array.from(atob(TINY_JPEG), (c) => c.charCodeAt(0)).buffer,
}

/**
 * Has a worker running, and its decoder and canvas once used, by the time of the first job; it ends
 * like any idle one.
 */
export function startWorker(createWorker: (() => Worker) | undefined): void {
  runJob(REHEARSAL, { signal: new AbortController().signal, createWorker }).catch(() => undefined)
}

/**
 * Resolves with the JPEG (or nothing for a mere preview). Rejects with `EngineError`, or the
 * signal's reason at once.
 */
export const runJob = (job: PendingJob, context: JobContext): Promise<Blob | undefined> =>
  inTurn(() => runNow(job, context), context.signal)

async function runNow(
  { parts, open, engine }: PendingJob,
  { signal, createWorker, onPreview }: JobContext,
): Promise<Blob | undefined> {
  const give = (preview: Blob) => {
    if (!signal.aborted) onPreview?.(preview)
  }
  const host = engine === 'cmyk' ? cmykHost : hostFor(createWorker)
  const opened = open()
  const { source, worker } = atHand(opened, host) ?? (await begin(opened, host, signal))
  if (worker === undefined) return runHere({ ...parts, source }, give, engine)
  try {
    const result = await untilAborted(ask(worker, { ...parts, source }, give), signal)
    host.release()
    return result
  } catch (error) {
    // A definite result would be the same on the main thread.
    if (error instanceof EngineError && error.failure !== 'failed') {
      host.release()
      throw error
    }
    // Ending the worker is the only way to stop a decode, and one that failed for no known reason
    // is not trusted again.
    host.discard()
    signal.throwIfAborted()
    return runHere({ ...parts, source: await open() }, give, engine)
  }
}

/**
 * Both without a wait, where there is nothing to wait for: the worker decodes while this thread
 * goes on, with the page's next render, say.
 */
function atHand(opened: ReturnType<PendingJob['open']>, host: WorkerHost) {
  if (opened instanceof Promise) return undefined
  const worker = host.take()
  return worker && { source: opened, worker }
}

/**
 * The pixels, and a worker where one can be had. Whoever gives up before both are there leaves no
 * bitmap open.
 */
async function begin(
  opened: ReturnType<PendingJob['open']>,
  host: WorkerHost,
  signal: AbortSignal,
) {
  const opening = Promise.resolve(opened)
  try {
    const source = await untilAborted(opening, signal)
    const worker = await untilAborted(host.acquire(), signal).catch((error: unknown) => {
      host.discard()
      throw error
    })
    return { source, worker }
  } catch (error) {
    // A decoder may still be at work.
    void opening.then(
      (source) => isPixels(source) && source.close(),
      () => undefined,
    )
    throw error
  }
}

const loadRun = lazy(() => import('./engine/run.js'))
const loadCmykRun = lazy(() => import('./cmyk/run.js'))

/** The same code on the main thread; it cannot be stopped, so the turn is kept until it is done. */
const runHere = async (
  job: EngineJob,
  give: (preview: Blob) => void,
  engine: PendingJob['engine'],
): Promise<Blob | undefined> =>
  (engine === 'cmyk' ? await loadCmykRun() : await loadRun()).run(job, give)

let lastId = 0

function ask(
  worker: Worker,
  job: EngineJob,
  give: (preview: Blob) => void,
): Promise<Blob | undefined> {
  return new Promise((resolve, reject) => {
    const id = ++lastId
    const lost = (why: string) => {
      clearTimeout(silent)
      reject(new EngineError('failed', why))
    }
    const silent = setTimeout(lost, SILENCE_MS, 'the worker fell silent')
    worker.onerror = worker.onmessageerror = (event: Event) => {
      event.preventDefault()
      lost('the worker crashed')
    }
    worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      if (!('id' in data) || data.id !== id) return
      if ('preview' in data) return give(data.preview)
      clearTimeout(silent)
      if ('failure' in data) reject(new EngineError(data.failure, data.message))
      else resolve(data.result)
    }
    worker.postMessage({ id, job }, job.source instanceof Blob ? [] : [job.source])
  })
}
