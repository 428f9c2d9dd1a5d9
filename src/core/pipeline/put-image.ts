/** One attempt: sends the image to one upload link, once. */
import type { PreparedImage } from '../prepare/types.js'
import { publicLink, type PresignedLink } from '../protocol/responses.js'
import type { UploadJob, UploadRun } from './job.js'
import { createProgressMeter, createThrottle } from './progress.js'
import { put, type PutOutcome } from './put.js'
import { noteSentTo } from '../protocol/upload-url.js'

/** Progress is emitted at most this often, in milliseconds. */
const PROGRESS_EVERY_MS = 100

const NO_RESPONSE: PutOutcome = {
  kind: 'unknown',
  why: 'network',
  status: 0,
  sent: 0,
  storageCode: undefined,
  expired: false,
}

/**
 * Sends one PUT. From here on the link cannot be used again, and the job notes what has to be
 * confirmed.
 * @throws the signal's reason
 */
export async function putImage(
  job: UploadJob,
  prepared: PreparedImage,
  link: PresignedLink,
  run: UploadRun,
): Promise<PutOutcome> {
  const { ports, signal } = run
  delete job.link
  const { url, ...spent } = link
  const shown = publicLink(spent)
  const total = prepared.blob.size
  run.onLink(link)
  run.emit({ type: 'uploadStarted', link: shown, total })
  const meter = createProgressMeter(total, ports.clock)
  const emitProgress = (loaded: number) => run.emit({ type: 'progressed', progress: meter(loaded) })
  const progress = createThrottle(PROGRESS_EVERY_MS, ports.clock, emitProgress)
  const onSent = () => {
    progress.stop()
    emitProgress(total)
    // The image may be stored even if the user cancels from here on.
    job.unconfirmed = { link: spent, outcome: NO_RESPONSE }
    run.emit({ type: 'confirming', link: shown })
  }
  try {
    noteSentTo(url)
    const { timeouts } = run.settings
    const outcome = await put(
      prepared.blob,
      { url, type: job.plan.type },
      { ports, signal, timeouts, onProgress: progress.push, onSent },
    )
    if (outcome.kind === 'rate-limited') delete job.unconfirmed
    else job.unconfirmed = { link: spent, outcome }
    return outcome
  } finally {
    progress.stop()
  }
}
