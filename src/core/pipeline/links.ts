/**
 * Requests an upload link within the per-action budget; handles back-off, Retry-After, offline, and
 * links that expire too soon.
 */
import { isUploadError, uploadError } from '../errors.js'
import { remainingMs, wait } from '../platform/clock.js'
import { whenReachable } from '../platform/network.js'
import { publicLink, type PresignedLink, type SpentLink } from '../protocol/responses.js'
import { EXPIRY_MARGIN_MS } from '../spec.js'
import { delayBefore, isTransient, retryAfterOf } from './backoff.js'
import type { CallContext } from './endpoint.js'
import { hasBudget, type UploadJob, type UploadRun } from './job.js'
import { wasSentTo } from '../protocol/upload-url.js'
import { requestUploadLink } from './service.js'

const isFresh = (link: PresignedLink, run: UploadRun): boolean =>
  remainingMs(link.life, run.ports.clock) > EXPIRY_MARGIN_MS

/**
 * @returns whether a PUT may use the link: enough lifetime remains, and no uploader of this page
 * has sent to it
 */
export const isUsable = (link: PresignedLink, run: UploadRun): boolean =>
  isFresh(link, run) && !wasSentTo(link.url)

/** The status to show while a link is requested without a wait. */
export type RequestStatus = () => 'preparing' | 'requesting'

/**
 * Requests an upload link, unless the job has a usable one.
 * @returns the link, which is also kept in the job
 * @throws UploadError `link-expired` or `upload-url-reused` if two new links in a row are unusable,
 * or what failed the request
 */
export async function requestLink(
  job: UploadJob,
  run: UploadRun,
  status: RequestStatus,
): Promise<PresignedLink> {
  if (job.link && isUsable(job.link, run)) return job.link
  if (job.link) run.emit({ type: 'linkDropped' })
  delete job.link
  run.emit({ type: status() })
  // A link whose lifetime is below the margin, or that comes from a cache, is renewed once. If the
  // second one is no better, a third will not be.
  let reused = false
  for (let unusable = 0; unusable < 2 && hasBudget(run); unusable++) {
    const link = await requestWithRetries(job, run, status)
    reused = wasSentTo(link.url)
    if (!isUsable(link, run)) continue
    job.link = link
    run.onLink(link)
    return link
  }
  throw reused
    ? uploadError('upload-url-reused', 'request', 'none', {})
    : uploadError('link-expired', 'request', 'try-again', {})
}

async function requestWithRetries(
  job: UploadJob,
  run: UploadRun,
  status: RequestStatus,
): Promise<PresignedLink> {
  for (let tries = 1; ; tries++) {
    if (await untilOnline(run)) run.emit({ type: status() })
    const attempt = ++run.budget.presigns
    try {
      return await requestUploadLink(
        { assetFileName: job.plan.fileName, attempt },
        run.settings.service,
        callContext(run),
      )
    } catch (thrown) {
      run.signal.throwIfAborted()
      if (!isUploadError(thrown) || !isTransient(thrown) || !hasBudget(run)) throw thrown
      const delay = delayBefore(tries, retryAfterOf(thrown), run.ports.random)
      if (delay === undefined) throw thrown
      if (!(await untilOnline(run))) await backOff(delay, run)
      run.emit({ type: status() })
    }
  }
}

/** Waits, and emits that it does. */
export async function backOff(ms: number, run: UploadRun): Promise<void> {
  run.emit({ type: 'waiting', reason: 'backoff', until: run.ports.clock.now() + ms })
  await wait(ms, run.ports.clock, run.signal)
}

/**
 * Waits until the network can be reached, or the user wants to try anyway.
 * @param link shown while waiting
 * @returns whether it had to wait
 */
export const untilOnline = (run: UploadRun, link?: SpentLink): Promise<boolean> =>
  whenReachable(run.ports, run.signal, () =>
    run.emit({ type: 'waiting', reason: 'offline', ...(link ? { link: publicLink(link) } : {}) }),
  )

/** What a call of the endpoint needs. */
export const callContext = (run: UploadRun): CallContext => ({
  clock: run.ports.clock,
  signal: run.signal,
  timeout: run.settings.timeouts.request,
  failed: run.ports.network.failed,
})
