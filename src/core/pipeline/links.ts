/** Gets a usable link within the action's budget: back-off, Retry-After, offline, links that are born too old. Layer L3. */
import { delayBefore, isTransient, retryAfterOf } from './backoff.js'
import { remainingMs, wait } from '../platform/clock.js'
import { isUploadError, uploadError } from '../errors.js'
import { hasBudget, type Job, type Run } from './job.js'
import { whenReachable } from '../platform/online.js'
import { wasSentTo } from './sent-urls.js'
import { requestUploadLink } from './service.js'
import { EXPIRY_MARGIN_MS } from '../spec.js'
import { publicLink, type SpentLink, type PresignedLink } from '../protocol/answers.js'
import type { CallContext } from './endpoint.js'

const isFresh = (link: PresignedLink, run: Run): boolean => remainingMs(link.life, run.ports.clock) > EXPIRY_MARGIN_MS

/** True while a PUT may start: the link has life enough, and no uploader of this page has sent to it. */
export const isUsable = (link: PresignedLink, run: Run): boolean => isFresh(link, run) && !wasSentTo(link.url)

/** `during`: what is shown while no wait is on. */
export async function obtainLink(job: Job, run: Run, during: () => 'preparing' | 'requesting'): Promise<PresignedLink> {
  if (job.link && isUsable(job.link, run)) return job.link
  if (job.link) run.report({ type: 'linkDropped' })
  delete job.link
  run.report({ type: during() })
  // A link that is born with too little life, or comes out of a cache, is renewed once; a second one will not be better.
  let reused = false
  for (let unusable = 0; unusable < 2 && hasBudget(run); unusable++) {
    const link = await requestWithRetries(job, run, during)
    reused = wasSentTo(link.url)
    if (!isUsable(link, run)) continue
    job.link = link
    run.issued(link)
    return link
  }
  throw reused ? uploadError('upload-url-reused', 'request', 'none', {}) : uploadError('link-expired', 'request', 'try-again', {})
}

async function requestWithRetries(job: Job, run: Run, during: () => 'preparing' | 'requesting'): Promise<PresignedLink> {
  for (let tries = 1; ; tries++) {
    if (await untilOnline(run)) run.report({ type: during() })
    const attempt = ++run.budget.presigns
    try {
      return await requestUploadLink({ assetFileName: job.plan.fileName, attempt }, run.settings.service, callContext(run))
    } catch (thrown) {
      run.signal.throwIfAborted()
      if (!isUploadError(thrown) || !isTransient(thrown) || !hasBudget(run)) throw thrown
      const delay = delayBefore(tries, retryAfterOf(thrown), run.ports.random)
      if (delay === undefined) throw thrown
      if (!(await untilOnline(run))) await backOff(delay, run)
      run.report({ type: during() })
    }
  }
}

/** Waits and shows that it does. */
export async function backOff(ms: number, run: Run): Promise<void> {
  run.report({ type: 'waiting', reason: 'backoff', until: run.ports.clock.now() + ms })
  await wait(ms, run.ports.clock, run.signal)
}

/** Nothing starts while the network cannot be reached; goes on by itself, once, or when the user wants to. True: it had to wait. */
export const untilOnline = (run: Run, link?: SpentLink): Promise<boolean> =>
  whenReachable(run.ports, run.signal, () =>
    run.report({ type: 'waiting', reason: 'offline', ...(link ? { link: publicLink(link) } : {}) }),
  )

export const callContext = (run: Run): CallContext => ({
  clock: run.ports.clock,
  signal: run.signal,
  timeout: run.settings.timeouts.request,
  failed: run.ports.network.failed,
})
