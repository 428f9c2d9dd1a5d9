/** Asks the service whether the image has arrived. Sends no image. */
import { isUploadError, uploadError } from '../errors.js'
import { wait } from '../platform/clock.js'
import type { PreparedImage } from '../prepare/types.js'
import { publicLink, type Confirmation, type SpentLink } from '../protocol/responses.js'
import { MAX_CONFIRMS } from '../spec.js'
import { delayBefore, retryAfterOf } from './backoff.js'
import type { UploadJob, UploadRun } from './job.js'
import { callContext, untilOnline } from './links.js'
import { canConfirm, requestConfirmation } from './service.js'
import { hintAtSetup } from './setup-hint.js'
import type { UploadedAsset } from './types.js'

/** Object storage may list what it has stored with a delay; in milliseconds. */
const LISTING_LAG_MS = 1_000

/**
 * Confirms the job's unconfirmed PUT.
 * @returns the asset; `undefined` if nothing has arrived, or if nothing was sent
 * @throws UploadError `upload-rejected` or, if the receipt has expired, `link-expired`; or the
 * failure of `complete`, and the PUT then stays unconfirmed
 */
export async function confirm(job: UploadJob, run: UploadRun): Promise<UploadedAsset | undefined> {
  const { unconfirmed, prepared } = job
  if (!unconfirmed || !prepared) return undefined
  const { link, outcome } = unconfirmed
  if (!canConfirm(run.settings.service)) {
    delete job.unconfirmed
    return outcome.kind === 'stored' ? assetOf(job, prepared, link, undefined) : undefined
  }
  run.emit({ type: 'confirming', link: publicLink(link) })
  const ask = () =>
    confirmWithRetries(link, run).catch((thrown: unknown) => {
      // Both are final. The host app's own `confirmUpload` may throw them.
      if (isUploadError(thrown) && /^(upload-rejected|link-expired)$/.test(thrown.code))
        delete job.unconfirmed
      throw thrown
    })
  let confirmation = await ask()
  if (confirmation.kind === 'missing' && outcome.kind === 'stored') {
    await wait(LISTING_LAG_MS, run.ports.clock, run.signal)
    confirmation = await ask()
  }
  delete job.unconfirmed
  if (confirmation.kind === 'completed') return assetOf(job, prepared, link, confirmation.assetKey)
  if (confirmation.kind === 'missing') return undefined
  throw uploadError(
    'upload-rejected',
    'confirm',
    confirmation.reason === 'unknown' ? 'try-again' : 'choose-another',
    { reason: confirmation.reason },
  )
}

/** `complete` changes nothing, so it is repeated after every error that it may outlast. */
async function confirmWithRetries(link: SpentLink, run: UploadRun): Promise<Confirmation> {
  const input = { assetKey: link.assetFileKey, receipt: link.receipt }
  for (let tries = 1; ; tries++) {
    if (await untilOnline(run, link)) run.emit({ type: 'confirming', link: publicLink(link) })
    try {
      return await requestConfirmation(input, run.settings.service, callContext(run))
    } catch (thrown) {
      run.signal.throwIfAborted()
      if (!isUploadError(thrown) || thrown.recovery !== 'confirm-again' || tries >= MAX_CONFIRMS)
        throw thrown
      hintAtSetup(thrown)
      const delay = delayBefore(tries, retryAfterOf(thrown), run.ports.random)
      if (delay === undefined) throw thrown
      await wait(delay, run.ports.clock, run.signal)
    }
  }
}

function assetOf(
  { image, plan }: UploadJob,
  prepared: PreparedImage,
  link: SpentLink,
  assetKey: string | undefined,
): UploadedAsset {
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
