/** The line itself: prepare ∥ link → put → confirm, with at most three links per user action. Layer L3. */
import { confirmSent, send, type Ready } from './attempt.js'
import { delayBefore } from './backoff.js'
import { prepareContext } from './accept.js'
import { hintAtSetup } from './setup-hint.js'
import { hasBudget, type Job, type Run } from './job.js'
import { failureOf, isExpiredLink, isRedirected, setupFault } from './outcome.js'
import { prepare } from '../prepare/prepare.js'
import type { PutOutcome } from './put.js'
import { canConfirm } from './service.js'
import { FORMATS } from '../spec.js'
import { backOff, isUsable, obtainLink, untilOnline } from './links.js'
import type { PreparedImage, UploadedAsset } from '../types.js'

/** Prepares the image and asks for its link, side by side: the plan has already fixed the name. */
export async function makeReady(job: Job, run: Run): Promise<Ready> {
  const linkAbort = new AbortController()
  const stop = () => linkAbort.abort(run.signal.reason)
  run.signal.addEventListener('abort', stop)
  let waiting = false
  const report: Run['report'] = (event) => {
    waiting = event.type === 'waiting'
    run.report(event)
  }
  const linkRun: Run = { ...run, signal: linkAbort.signal, report }
  const during = () => (job.prepared ? 'requesting' : 'preparing')
  const requested = obtainLink(job, linkRun, during)
  // A failed request is looked at below, once the image is prepared: it must not be lost for the next try.
  requested.catch(() => undefined)
  try {
    const prepared = await prepareOnce(job, run)
    if (!job.link && !waiting) run.report({ type: 'requesting' })
    const link = await requested
    return matches(job, prepared) ? { prepared, link } : await renamed(job, prepared, run)
  } catch (thrown) {
    linkAbort.abort(thrown)
    throw thrown
  } finally {
    run.signal.removeEventListener('abort', stop)
  }
}

async function prepareOnce(job: Job, run: Run): Promise<PreparedImage> {
  // What prepares is loaded when it is needed.
  if (!job.prepared && (await untilOnline(run))) run.report({ type: 'preparing' })
  const prepared = job.prepared ?? (await prepare(job.image, job.plan, prepareContext(run.settings, run.signal, run.preview)))
  run.signal.throwIfAborted()
  job.prepared = prepared
  const { blob, width, height } = prepared
  const { header } = job.image
  const shrunk = width !== header.width || height !== header.height
  run.report({ type: 'imageChanged', patch: { bytes: blob.size, target: shrunk ? { width, height } : null } })
  return prepared
}

const matches = (job: Job, prepared: PreparedImage): boolean => prepared.format === job.plan.format

/** Preparing ended with another format than planned: the link was issued for the wrong name and is dropped unused. */
async function renamed(job: Job, prepared: PreparedImage, run: Run): Promise<Ready> {
  const { format, width, height } = prepared
  const { type, extension } = FORMATS[format]
  job.plan = { ...job.plan, format, type, width, height, fileName: job.plan.fileName.replace(/\.[^.]*$/, `.${extension}`) }
  delete job.link
  run.report({ type: 'linkDropped' })
  return { prepared, link: await obtainLink(job, run, () => 'requesting') }
}

/** Uploads and confirms; throws `UploadError` once nothing more can be tried, or the signal's reason. */
export async function deliver(job: Job, run: Run): Promise<UploadedAsset> {
  if (job.unconfirmed) {
    const asset = await confirmSent(job, run)
    if (asset) return asset
  }
  for (let tries = 1; ; tries++) {
    const ready = await makeReady(job, run)
    await untilOnline(run, ready.link)
    // It grew old while the image was prepared or the page offline: the next round renews it, and counts.
    if (!isUsable(ready.link, run)) continue
    const outcome = await send(job, ready, run)
    const asset = outcome.kind === 'rate-limited' ? undefined : await confirmSent(job, run)
    if (asset) return asset
    await beforeNextLink(outcome, tries, run)
  }
}

/** Asks for the outcome of what was sent and nothing else; `network` where it did not arrive. */
export async function confirmOnly(job: Job, run: Run): Promise<UploadedAsset> {
  const outcome = job.unconfirmed?.outcome ?? { kind: 'stored' as const }
  const asset = await confirmSent(job, run)
  if (asset) return asset
  throw failureOf(outcome, run.ports.network.failed())
}

/** Waits as long as is polite before the next link, or gives up with the reason. */
async function beforeNextLink(outcome: PutOutcome, tries: number, run: Run): Promise<void> {
  hintAtSetup(outcome)
  if (isRedirected(outcome)) throw failureOf(outcome, false)
  const fault = setupFault(outcome)
  if (fault && canConfirm(run.settings.service)) throw fault
  const delay = delayBefore(tries, outcome.kind === 'rate-limited' ? outcome.retryAfter : undefined, run.ports.random)
  if (!hasBudget(run) || delay === undefined) throw failureOf(outcome, run.ports.network.failed())
  if (!isExpiredLink(outcome)) await backOff(delay, run)
}
