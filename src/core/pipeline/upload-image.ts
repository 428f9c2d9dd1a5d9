/**
 * The pipeline: prepare and request a link side by side, put, confirm; at most three links per user
 * action.
 */
import { bothOrAbort } from '../platform/abort.js'
import { prepare } from '../prepare/prepare.js'
import type { PreparedImage } from '../prepare/types.js'
import type { PresignedLink } from '../protocol/responses.js'
import { FORMATS } from '../spec.js'
import { prepareContext } from './accept.js'
import { delayBefore } from './backoff.js'
import { confirm } from './confirm.js'
import { hasBudget, type UploadJob, type UploadRun } from './job.js'
import { backOff, isUsable, requestLink, untilOnline } from './links.js'
import { failureOf, isExpiredLink, isRedirected, setupFault } from './outcome.js'
import { putImage } from './put-image.js'
import type { PutOutcome } from './put.js'
import { canConfirm } from './service.js'
import { hintAtSetup } from './setup-hint.js'
import type { UploadedAsset } from './types.js'

/**
 * Uploads one accepted image.
 * @returns the confirmed asset
 * @throws UploadError once nothing more can be tried; the signal's reason on cancel
 */
export async function uploadImage(job: UploadJob, run: UploadRun): Promise<UploadedAsset> {
  if (job.unconfirmed) {
    const asset = await confirm(job, run)
    if (asset) return asset
  }
  for (let attempt = 1; ; attempt++) {
    const [image, link] = await prepareWithLink(job, run)
    await untilOnline(run, link)
    // It expired while the image was prepared or the page was offline: the next round requests
    // another, within the budget.
    if (!isUsable(link, run)) continue
    const outcome = await putImage(job, image, link, run)
    const asset = outcome.kind === 'rate-limited' ? undefined : await confirm(job, run)
    if (asset) return asset
    await waitBeforeNextLink(outcome, attempt, run)
  }
}

/**
 * Confirms what was sent, and sends nothing.
 * @throws UploadError `network` if nothing has arrived, or what `confirm` throws
 */
export async function confirmOnly(job: UploadJob, run: UploadRun): Promise<UploadedAsset> {
  const outcome = job.unconfirmed?.outcome ?? { kind: 'stored' as const }
  const asset = await confirm(job, run)
  if (asset) return asset
  throw failureOf(outcome, run.ports.network.failed())
}

/**
 * Prepares the image and requests its link side by side, because the plan has already fixed the
 * file name.
 */
export async function prepareWithLink(
  job: UploadJob,
  run: UploadRun,
): Promise<[PreparedImage, PresignedLink]> {
  let waiting = false
  const emit: UploadRun['emit'] = (event) => {
    waiting = event.type === 'waiting'
    run.emit(event)
  }
  const prepareFirst = async () => {
    const image = await prepareOnce(job, run)
    if (!job.link && !waiting) run.emit({ type: 'requesting' })
    return image
  }
  const [image, link] = await bothOrAbort(run.signal, prepareFirst, (signal) =>
    requestLink(job, { ...run, signal, emit }, () => (job.prepared ? 'requesting' : 'preparing')),
  )
  return image.format === job.plan.format
    ? [image, link]
    : [image, await requestRenamed(job, image, run)]
}

async function prepareOnce(job: UploadJob, run: UploadRun): Promise<PreparedImage> {
  // The code that prepares is loaded on demand.
  if (!job.prepared && (await untilOnline(run))) run.emit({ type: 'preparing' })
  const prepared =
    job.prepared ??
    (await prepare(job.image, job.plan, prepareContext(run.settings, run.signal, run.onPreview)))
  run.signal.throwIfAborted()
  job.prepared = prepared
  const { blob, width, height } = prepared
  const { header } = job.image
  const isResized = width !== header.width || height !== header.height
  run.emit({
    type: 'imageChanged',
    patch: { bytes: blob.size, target: isResized ? { width, height } : null },
  })
  return prepared
}

/**
 * The image was prepared in another format than planned: its link was issued for the wrong name and
 * is dropped unused.
 */
async function requestRenamed(
  job: UploadJob,
  { format, width, height }: PreparedImage,
  run: UploadRun,
): Promise<PresignedLink> {
  const { type, extension } = FORMATS[format]
  job.plan = {
    ...job.plan,
    format,
    type,
    width,
    height,
    fileName: job.plan.fileName.replace(/\.[^.]*$/, `.${extension}`),
  }
  delete job.link
  run.emit({ type: 'linkDropped' })
  return requestLink(job, run, () => 'requesting')
}

/** Waits before the next link, or throws the final error of the run. */
async function waitBeforeNextLink(
  outcome: PutOutcome,
  attempt: number,
  run: UploadRun,
): Promise<void> {
  hintAtSetup(outcome)
  if (isRedirected(outcome)) throw failureOf(outcome, false)
  const fault = setupFault(outcome)
  if (fault && canConfirm(run.settings.service)) throw fault
  const delay = delayBefore(
    attempt,
    outcome.kind === 'rate-limited' ? outcome.retryAfter : undefined,
    run.ports.random,
  )
  if (!hasBudget(run) || delay === undefined) throw failureOf(outcome, run.ports.network.failed())
  if (!isExpiredLink(outcome)) await backOff(delay, run)
}
