/** Gets a usable link within the action's budget: back-off, Retry-After, offline, links that are born too old. Layer L3. */
import { delayBefore, isTransient, retryAfterOf } from './backoff.js'
import { remainingMs, wait } from './clock.js'
import { isUploadError, uploadError } from './errors.js'
import { hasBudget, type Job, type Run } from './job.js'
import { whenOnline } from './online.js'
import { requestTicket } from './service.js'
import { EXPIRY_MARGIN_MS } from './spec.js'
import { publicTicket, type SpentTicket, type UploadTicket } from './ticket.js'
import type { CallContext } from './endpoint.js'

export const isFresh = (ticket: UploadTicket, run: Run): boolean => remainingMs(ticket.life, run.ports.clock) > EXPIRY_MARGIN_MS

/** `during`: what is shown while no wait is on. */
export async function obtainTicket(job: Job, run: Run, during: () => 'preparing' | 'requesting'): Promise<UploadTicket> {
  if (job.ticket && isFresh(job.ticket, run)) return job.ticket
  if (job.ticket) run.report({ type: 'ticketDropped' })
  delete job.ticket
  run.report({ type: during() })
  // A link that is born with too little life is renewed once; a second one will not be older.
  for (let tooShort = 0; tooShort < 2 && hasBudget(run); tooShort++) {
    const ticket = await requestWithRetries(job, run, during)
    if (!isFresh(ticket, run)) continue
    job.ticket = ticket
    run.issued(ticket)
    return ticket
  }
  throw uploadError('link-expired', 'request', 'try-again', {})
}

async function requestWithRetries(job: Job, run: Run, during: () => 'preparing' | 'requesting'): Promise<UploadTicket> {
  for (let tries = 1; ; tries++) {
    if (await untilOnline(run)) run.report({ type: during() })
    const attempt = ++run.budget.presigns
    try {
      return await requestTicket({ assetFileName: job.plan.fileName, attempt }, run.settings.service, callContext(run))
    } catch (thrown) {
      run.signal.throwIfAborted()
      if (!isUploadError(thrown) || !isTransient(thrown) || !hasBudget(run)) throw thrown
      const delay = delayBefore(tries, retryAfterOf(thrown), run.ports.random)
      if (delay === undefined) throw thrown
      await backOff(delay, run)
      run.report({ type: during() })
    }
  }
}

/** Waits and shows that it does. */
export async function backOff(ms: number, run: Run): Promise<void> {
  run.report({ type: 'waiting', reason: 'backoff', until: run.ports.clock.now() + ms })
  await wait(ms, run.ports.clock, run.signal)
}

/** Nothing starts while the browser is sure to be offline; goes on by itself, once. True: it had to wait. */
export async function untilOnline(run: Run, ticket?: SpentTicket): Promise<boolean> {
  if (!run.ports.network.offline()) return false
  run.report({ type: 'waiting', reason: 'offline', ...(ticket ? { ticket: publicTicket(ticket) } : {}) })
  await whenOnline(run.ports, run.signal)
  return true
}

export const callContext = (run: Run): CallContext => ({
  clock: run.ports.clock,
  signal: run.signal,
  timeout: run.settings.timeouts.request,
  offline: run.ports.network.offline,
})
