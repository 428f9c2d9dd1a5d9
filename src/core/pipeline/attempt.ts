/** One attempt: send once, then find out what became of it. Layer L3. */
import { settle } from './confirm.js'
import type { Job, Run } from './job.js'
import { createProgressMeter, createThrottle } from './progress.js'
import { put, type PutOutcome } from './put.js'
import { noteSentTo } from './sent-urls.js'
import { canConfirm } from './service.js'
import { publicTicket, type SpentTicket, type UploadTicket } from '../protocol/answers.js'
import type { PreparedImage, UploadedAsset } from '../types.js'

/** Progress is reported at most this often, in ms. */
const PROGRESS_EVERY_MS = 100

/** Ready to be sent. */
export interface Ready {
  readonly prepared: PreparedImage
  readonly ticket: UploadTicket
}

/** One `send()`; from here on the link is spent. */
export async function send(job: Job, { prepared, ticket }: Ready, run: Run): Promise<PutOutcome> {
  const { clock } = run.ports
  delete job.ticket
  const { url, ...spent } = ticket
  const shown = publicTicket(spent)
  const total = prepared.blob.size
  run.issued(ticket)
  run.report({ type: 'uploadStarted', ticket: shown, total })
  const meter = createProgressMeter(total, clock)
  const report = (loaded: number) => run.report({ type: 'progressed', progress: meter(loaded) })
  const progress = createThrottle(PROGRESS_EVERY_MS, clock, report)
  const onSent = () => {
    progress.stop()
    report(total)
    // Cancelled from here on, the picture may be stored all the same.
    job.unsettled = { ticket: spent, outcome: UNANSWERED }
    run.report({ type: 'confirming', ticket: shown })
  }
  try {
    const { ports, signal, settings } = run
    const to = { url, type: job.plan.type }
    noteSentTo(url)
    const outcome = await put(prepared.blob, to, { ports, signal, timeouts: settings.timeouts, onProgress: progress.push, onSent })
    if (outcome.kind === 'refused') delete job.unsettled
    else job.unsettled = { ticket: spent, outcome }
    return outcome
  } finally {
    progress.stop()
  }
}

const UNANSWERED: PutOutcome = { kind: 'unknown', why: 'network', status: 0, sent: 0, storageCode: undefined, expired: false }

/** Turns what was sent into an asset, or into nothing where it is known (or must be assumed) not to have arrived. */
export async function conclude(job: Job, run: Run): Promise<UploadedAsset | undefined> {
  if (!job.unsettled || !job.prepared) return undefined
  const { ticket, outcome } = job.unsettled
  if (!canConfirm(run.settings.service)) {
    delete job.unsettled
    return outcome.kind === 'stored' ? assetOf(job, job.prepared, ticket, undefined) : undefined
  }
  run.report({ type: 'confirming', ticket: publicTicket(ticket) })
  const verdict = await settle(ticket, outcome, run).catch((thrown: unknown) => {
    if (!run.signal.aborted && isVerdict(thrown)) delete job.unsettled
    throw thrown
  })
  delete job.unsettled
  return verdict.kind === 'completed' ? assetOf(job, job.prepared, ticket, verdict.assetKey) : undefined
}

/** The service has spoken; any other error leaves the outcome open. */
const isVerdict = (thrown: unknown): boolean => thrown instanceof Error && 'code' in thrown && thrown.code === 'upload-refused'

function assetOf({ image, plan }: Job, prepared: PreparedImage, ticket: SpentTicket, assetKey: string | undefined): UploadedAsset {
  const { name, type, bytes } = image.source
  const { width, height } = image.header
  return {
    assetKey: assetKey ?? ticket.assetFileKey,
    assetFileKey: ticket.assetFileKey,
    confirmed: assetKey !== undefined,
    fileName: plan.fileName,
    type: plan.type,
    width: prepared.width,
    height: prepared.height,
    bytes: prepared.blob.size,
    source: { name, type, width, height, bytes },
  }
}
