/** Asks for the outcome, and asks again; never sends the image. Layer L3. */
import { delayBefore, retryAfterOf } from './backoff.js'
import { wait } from '../platform/clock.js'
import { isUploadError, uploadError } from '../errors.js'
import type { Run } from './job.js'
import type { PutOutcome } from './put.js'
import { requestConfirmation } from './service.js'
import { MAX_CONFIRMS } from '../spec.js'
import { publicLink, type SpentLink, type Confirmation } from '../protocol/answers.js'
import { callContext, untilOnline } from './links.js'

/** A bucket may need a moment until it lists what it has just stored. */
const LISTING_LAG_MS = 1_000

/**
 * The service's own word on what arrived under this key.
 * @throws UploadError `upload-rejected`, or what kept `complete` from answering, with recovery `confirm-again` or `sign-in`
 */
export async function confirmOutcome(link: SpentLink, outcome: PutOutcome, run: Run): Promise<Exclude<Confirmation, { kind: 'failed' }>> {
  let confirmation = await confirmWithRetries(link, run)
  if (confirmation.kind === 'missing' && outcome.kind === 'stored') {
    await wait(LISTING_LAG_MS, run.ports.clock, run.signal)
    confirmation = await confirmWithRetries(link, run)
  }
  if (confirmation.kind !== 'failed') return confirmation
  const recovery = confirmation.reason === 'unknown' ? 'try-again' : 'choose-another'
  throw uploadError('upload-rejected', 'confirm', recovery, { reason: confirmation.reason })
}

/** The call changes nothing, so that everything but a rejected caller is worth another try. */
async function confirmWithRetries(link: SpentLink, run: Run): Promise<Confirmation> {
  for (let tries = 1; ; tries++) {
    if (await untilOnline(run, link)) run.report({ type: 'confirming', link: publicLink(link) })
    try {
      return await requestConfirmation({ assetKey: link.assetFileKey, receipt: link.receipt }, run.settings.service, callContext(run))
    } catch (thrown) {
      run.signal.throwIfAborted()
      if (!isUploadError(thrown) || thrown.code === 'unauthorized' || tries >= MAX_CONFIRMS) throw thrown
      const delay = delayBefore(tries, retryAfterOf(thrown), run.ports.random)
      if (delay === undefined) throw thrown
      await wait(delay, run.ports.clock, run.signal)
    }
  }
}
