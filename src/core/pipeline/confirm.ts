/** Asks for the outcome, and asks again; never sends the picture. Layer L3. */
import { delayBefore, retryAfterOf } from './backoff.js'
import { wait } from '../platform/clock.js'
import { isUploadError, uploadError } from '../errors.js'
import type { Run } from './job.js'
import type { PutOutcome } from './put.js'
import { askVerdict } from './service.js'
import { MAX_CONFIRMS } from '../spec.js'
import { publicTicket, type SpentTicket, type Verdict } from '../protocol/answers.js'
import { callContext, untilOnline } from './links.js'

/** A bucket may need a moment until it lists what it has just stored. */
const LISTING_LAG_MS = 1_000

/**
 * The service's own word on what arrived under this key.
 * @throws UploadError `upload-refused`, or what kept `complete` from answering, with recovery `confirm-again` or `sign-in`
 */
export async function settle(ticket: SpentTicket, outcome: PutOutcome, run: Run): Promise<Exclude<Verdict, { kind: 'failed' }>> {
  let verdict = await askPatiently(ticket, run)
  if (verdict.kind === 'missing' && outcome.kind === 'stored') {
    await wait(LISTING_LAG_MS, run.ports.clock, run.signal)
    verdict = await askPatiently(ticket, run)
  }
  if (verdict.kind !== 'failed') return verdict
  const recovery = verdict.reason === 'unknown' ? 'try-again' : 'choose-another'
  throw uploadError('upload-refused', 'confirm', recovery, { reason: verdict.reason })
}

/** The call changes nothing, so that everything but a refused caller is worth another try. */
async function askPatiently(ticket: SpentTicket, run: Run): Promise<Verdict> {
  for (let tries = 1; ; tries++) {
    if (await untilOnline(run, ticket)) run.report({ type: 'confirming', ticket: publicTicket(ticket) })
    try {
      return await askVerdict({ assetKey: ticket.assetFileKey, receipt: ticket.receipt }, run.settings.service, callContext(run))
    } catch (thrown) {
      run.signal.throwIfAborted()
      if (!isUploadError(thrown) || thrown.code === 'unauthorized' || tries >= MAX_CONFIRMS) throw thrown
      const delay = delayBefore(tries, retryAfterOf(thrown), run.ports.random)
      if (delay === undefined) throw thrown
      await wait(delay, run.ports.clock, run.signal)
    }
  }
}
