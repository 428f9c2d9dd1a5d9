/** What an upload that did not succeed means to the user, once nothing more can be tried. Pure. */
import { uploadError, withStatus, type UploadFailure } from '../errors.js'
import type { PutOutcome, UnknownOutcome } from './put.js'

/** Storage codes that a new link does not cure, because the site is set up wrongly. */
const SETUP_FAULTS = [
  'SignatureDoesNotMatch',
  'AuthorizationQueryParametersError',
  'EntityTooLarge',
  'BadDigest',
  'NoSuchBucket',
]

/**
 * @returns whether the storage redirected the PUT. A new link would be redirected as well, and the
 * image would reach the target of the redirect a second time.
 */
export const isRedirected = (outcome: PutOutcome): boolean =>
  outcome.kind === 'unknown' && outcome.why === 'redirect'

/** @returns the error if the storage named a fault that would also meet a new link */
export function setupFault(outcome: PutOutcome): UploadFailure | undefined {
  if (outcome.kind !== 'unknown') return undefined
  const { storageCode, status } = outcome
  if (storageCode === undefined || !SETUP_FAULTS.includes(storageCode)) return undefined
  return withStatus(status, uploadError('storage-rejected', 'upload', 'none', { storageCode }))
}

/** @returns whether a new link can be requested without a wait: the old one had expired */
export const isExpiredLink = (outcome: PutOutcome): boolean =>
  outcome.kind === 'unknown' && outcome.expired

/**
 * @param offline whether the browser says that it is offline
 * @returns the error of the last attempt
 */
export function failureOf(outcome: PutOutcome, offline: boolean): UploadFailure {
  if (outcome.kind === 'rate-limited') {
    const { retryAfter } = outcome
    const details = retryAfter === undefined ? {} : { retryAfter }
    return withStatus(429, uploadError('rate-limited', 'upload', 'try-again', details))
  }
  // The storage confirmed the image, but the service does not find it.
  if (outcome.kind === 'stored') return uploadError('network', 'upload', 'try-again', { offline })
  return setupFault(outcome) ?? unknownFailure(outcome, offline)
}

function unknownFailure(outcome: UnknownOutcome, offline: boolean): UploadFailure {
  const failure = meaningOf(outcome, offline)
  return outcome.why === 'stalled' ? failure : withStatus(outcome.status || undefined, failure)
}

function meaningOf(
  { why, status, expired, storageCode = `HTTP ${status}` }: UnknownOutcome,
  offline: boolean,
): UploadFailure {
  if (why === 'stalled') return uploadError('stalled', 'upload', 'try-again', {})
  if (why === 'redirect') return uploadError('upload-redirected', 'upload', 'none', {})
  if (why !== 'status') return uploadError('network', 'upload', 'try-again', { offline })
  if (expired) return uploadError('link-expired', 'upload', 'try-again', {})
  if (status >= 500) return uploadError('service-unavailable', 'upload', 'try-again', {})
  return uploadError('storage-rejected', 'upload', 'try-again', { storageCode })
}
