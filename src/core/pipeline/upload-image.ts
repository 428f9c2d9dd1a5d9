/**
 * The pipeline: prepare the image and request an upload link side by side, put, confirm. A run
 * requests at most three links.
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
 * @returns the asset; confirmed, unless no confirm step is configured
 * @throws UploadError once nothing more can be tried; the signal's reason if the user cancels
 */
export async function uploadImage(job: UploadJob, run: UploadRun): Promise<UploadedAsset> {
  if (job.unconfirmed) {
    const asset = await confirm(job, run)
    if (asset) return asset
  }
  for (let attempt = 1; ; attempt++) {
    const [image, link] = await prepareWithLink(job, run)
    await untilOnline(run, link)
    // The link expired while the image was prepared or the page was offline. The next iteration
    // requests another, which counts against the budget.
    if (!isUsable(link, run)) continue
    const outcome = await putImage(job, image, link, run)
    const asset = outcome.kind === 'rate-limited' ? undefined : await confirm(job, run)
    if (asset) return asset
    await waitBeforeNextLink(outcome, attempt, run)
  }
}

/**
 * Confirms the unconfirmed PUT, and sends nothing.
 * @throws UploadError `network` if nothing has arrived, or what `confirm` throws
 */
export async function confirmOnly(job: UploadJob, run: UploadRun): Promise<UploadedAsset> {
  const outcome = job.unconfirmed?.outcome ?? { kind: 'stored' as const }
  const asset = await confirm(job, run)
  if (asset) return asset
  throw failureOf(outcome, run.ports.network.failed())
}

/**
 * Prepares the image and requests its upload link side by side. That is possible because the plan
 * has fixed the file name, which is all that the service needs. Three things make it hard:
 *
 * - Failures differ in weight. If the image cannot be prepared, the request is aborted, because its
 *   link would be useless. If the request fails, the image is prepared to its end first, so that a
 *   retry finds it in the job. `bothOrAbort` does exactly this.
 * - The status shows the step that is waited for: `preparing` until the image is prepared, then
 *   `requesting` while the link is missing. The request therefore asks for its status each time it
 *   emits one, and `requesting` is emitted here if the image is the first to be finished, unless
 * the request is waiting (offline or backing off), which the status shows already.
 * - The image may be prepared in another format than planned: a PNG that this browser cannot
 *   re-encode is sent as it is. The link was then requested for a wrong file name; it is dropped
 * without a PUT, and a second one is requested.
 * @returns the image and a link on which no PUT has been sent
 * @throws UploadError, or the signal's reason
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

/** Changes the plan to the format that the image has, and requests a link for the new file name. */
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

/** Waits before the next link is requested, or throws the error with which the run ends. */
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
