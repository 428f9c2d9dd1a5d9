/** One attempt: send once, then find out what became of it. Layer L3. */
import { confirmOutcome } from './confirm.js'
import type { Job, Run } from './job.js'
import { createProgressMeter, createThrottle } from './progress.js'
import { put, type PutOutcome } from './put.js'
import { noteSentTo } from './sent-urls.js'
import { canConfirm } from './service.js'
import { publicLink, type SpentLink, type PresignedLink } from '../protocol/answers.js'
import type { PreparedImage, UploadedAsset } from '../types.js'

/** Progress is reported at most this often, in ms. */
const PROGRESS_EVERY_MS = 100

/** Ready to be sent. */
export interface Ready {
  readonly prepared: PreparedImage
  readonly link: PresignedLink
}

/** One `send()`; from here on the link is spent. */
export async function send(job: Job, { prepared, link }: Ready, run: Run): Promise<PutOutcome> {
  const { clock } = run.ports
  delete job.link
  const { url, ...spent } = link
  const shown = publicLink(spent)
  const total = prepared.blob.size
  run.issued(link)
  run.report({ type: 'uploadStarted', link: shown, total })
  const meter = createProgressMeter(total, clock)
  const report = (loaded: number) => run.report({ type: 'progressed', progress: meter(loaded) })
  const progress = createThrottle(PROGRESS_EVERY_MS, clock, report)
  const onSent = () => {
    progress.stop()
    report(total)
    // Cancelled from here on, the image may be stored all the same.
    job.unconfirmed = { link: spent, outcome: UNANSWERED }
    run.report({ type: 'confirming', link: shown })
  }
  try {
    const { ports, signal, settings } = run
    const to = { url, type: job.plan.type }
    noteSentTo(url)
    const outcome = await put(prepared.blob, to, { ports, signal, timeouts: settings.timeouts, onProgress: progress.push, onSent })
    if (outcome.kind === 'rate-limited') delete job.unconfirmed
    else job.unconfirmed = { link: spent, outcome }
    return outcome
  } finally {
    progress.stop()
  }
}

const UNANSWERED: PutOutcome = { kind: 'unknown', why: 'network', status: 0, sent: 0, storageCode: undefined, expired: false }

/** Turns what was sent into an asset, or into nothing where it is known (or must be assumed) not to have arrived. */
export async function confirmSent(job: Job, run: Run): Promise<UploadedAsset | undefined> {
  if (!job.unconfirmed || !job.prepared) return undefined
  const { link, outcome } = job.unconfirmed
  if (!canConfirm(run.settings.service)) {
    delete job.unconfirmed
    return outcome.kind === 'stored' ? assetOf(job, job.prepared, link, undefined) : undefined
  }
  run.report({ type: 'confirming', link: publicLink(link) })
  const confirmation = await confirmOutcome(link, outcome, run).catch((thrown: unknown) => {
    if (!run.signal.aborted && isFinal(thrown)) delete job.unconfirmed
    throw thrown
  })
  delete job.unconfirmed
  return confirmation.kind === 'completed' ? assetOf(job, job.prepared, link, confirmation.assetKey) : undefined
}

/** The service has spoken; any other error leaves the outcome open. */
const isFinal = (thrown: unknown): boolean => thrown instanceof Error && 'code' in thrown && thrown.code === 'upload-rejected'

function assetOf({ image, plan }: Job, prepared: PreparedImage, link: SpentLink, assetKey: string | undefined): UploadedAsset {
  const { name, type, bytes } = image.source
  const { width, height } = image.header
  return {
    assetKey: assetKey ?? link.assetFileKey,
    assetFileKey: link.assetFileKey,
    confirmed: assetKey !== undefined,
    fileName: plan.fileName,
    type: plan.type,
    width: prepared.width,
    height: prepared.height,
    bytes: prepared.blob.size,
    source: { name, type, width, height, bytes },
  }
}
