/** Runs engine jobs, one at a time, in a worker or else on the main thread. */

import { createQueue, untilAborted } from '../platform/abort.js'
import { EngineError, isPixels, type EngineJob } from './engine/job.js'
import { clientFor, runOnMainThread, type EngineClient, type EngineName } from './engine-clients.js'

export interface JobContext {
  readonly signal: AbortSignal
  /** Creates the worker instead of the package. The CMYK engine ignores it. */
  readonly createWorker?: (() => Worker) | undefined
  readonly onPreview?: ((preview: Blob) => void) | undefined
}

/** A job whose source is opened once the job is at the head of the queue. */
export interface PendingJob {
  /** `native` by default. `cmyk` for a JPEG with a CMYK profile. */
  readonly engine?: EngineName
  readonly parts: Omit<EngineJob, 'source'>
  /** Returns the bytes, or decodes a HEIC. Called again where the worker lost the source. */
  readonly open: () => EngineJob['source'] | Promise<EngineJob['source']>
}

/**
 * Every decode of the page waits here for its turn: two 48 MP images decoded at the same time
 * would make a phone close the tab.
 */
export const decodeQueue = createQueue()

/** Whether a worker runs that can take the next job. */
export const hasWorker = (createWorker: (() => Worker) | undefined): boolean =>
  clientFor('native', createWorker).isRunning

/** A JPEG of 16 × 16 pixels. */
const TINY_JPEG =
  '/9j/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////////////////////////wAARCAAQABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAA//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AIAGZ//Z'

const WARM_UP_JOB: PendingJob = {
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
 * Starts a worker and makes it decode and draw once, so that the first image does not wait for
 * that. The worker ends like any idle one.
 */
export function startWorker(createWorker: (() => Worker) | undefined): void {
  runJob(WARM_UP_JOB, { signal: new AbortController().signal, createWorker }).catch(() => undefined)
}

/**
 * Runs a job when its turn comes.
 * @returns the JPEG, or nothing where only a preview was asked for
 * @throws EngineError, or the signal's reason as soon as it aborts
 */
export const runJob = (job: PendingJob, context: JobContext): Promise<Blob | undefined> =>
  decodeQueue(() => runNow(job, context), context.signal)

/**
 * A job runs in a worker where there is one. If the worker is lost, or fails for an unknown
 * reason, the same code runs on the main thread, which cannot be stopped there: the queue waits
 * until it ends. Where a worker already runs and the source is at hand, the job is posted before
 * this function first waits, so that the worker decodes while this thread renders.
 */
async function runNow(
  { parts, open, engine = 'native' }: PendingJob,
  { signal, createWorker, onPreview }: JobContext,
): Promise<Blob | undefined> {
  const givePreview = (preview: Blob) => {
    if (!signal.aborted) onPreview?.(preview)
  }
  const client = clientFor(engine, createWorker)
  const opened = open()
  const source =
    opened instanceof Promise || !client.isRunning ? await begin(opened, client, signal) : opened
  const job = { ...parts, source }
  if (!client.isRunning) return runOnMainThread(engine, job, givePreview)
  const response = await client.request(
    { job },
    {
      signal,
      transfer: source instanceof Blob ? [] : [source],
      onProgress(message) {
        if (!('preview' in message)) return false
        givePreview(message.preview)
        return true
      },
    },
  )
  if (response && 'result' in response) return response.result
  // The main thread would fail for the same reason.
  if (response && 'failure' in response && response.failure !== 'failed')
    throw new EngineError(response.failure, response.message)
  signal.throwIfAborted()
  return runOnMainThread(engine, { ...parts, source: await open() }, givePreview)
}

/**
 * Waits for the source, then for a worker. If the signal aborts before both are there, the decoded
 * bitmap is closed as soon as it arrives.
 */
async function begin(
  opened: ReturnType<PendingJob['open']>,
  client: EngineClient,
  signal: AbortSignal,
): Promise<EngineJob['source']> {
  const opening = Promise.resolve(opened)
  try {
    const source = await untilAborted(opening, signal)
    await client.start(signal)
    return source
  } catch (error) {
    opening.then(
      (source) => isPixels(source) && source.close(),
      () => undefined,
    )
    throw error
  }
}
