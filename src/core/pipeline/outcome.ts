/** What an unfinished upload means to a person, once nothing more can be tried. Pure. Layer L3. */
import { uploadError, type UploadFailure } from '../errors.js'
import type { PutOutcome, UnknownOutcome } from './put.js'

/** Codes that a new link cannot cure: the site's own set-up is at fault. */
const SETUP_FAULTS = [
  'SignatureDoesNotMatch',
  'AuthorizationQueryParametersError',
  'EntityTooLarge',
  'BadDigest',
  'NoSuchBucket',
]

/**
 * A new link would be redirected as well, and the image would reach the redirect's target once
 * more.
 */
export const isRedirected = (outcome: PutOutcome): boolean =>
  outcome.kind === 'unknown' && outcome.why === 'redirect'

/** Set when the storage named a fault that a new link would meet again. */
export function setupFault(outcome: PutOutcome): UploadFailure | undefined {
  if (
    outcome.kind !== 'unknown' ||
    outcome.storageCode === undefined ||
    !SETUP_FAULTS.includes(outcome.storageCode)
  )
    return undefined
  return uploadError(
    'storage-rejected',
    'upload',
    'none',
    { storageCode: outcome.storageCode },
    outcome.status,
  )
}

/** True where trying at once with a new link is right: the old one was simply too old. */
export const isExpiredLink = (outcome: PutOutcome): boolean =>
  outcome.kind === 'unknown' && outcome.expired

/** The error for the last outcome. */
export function failureOf(outcome: PutOutcome, offline: boolean): UploadFailure {
  if (outcome.kind === 'rate-limited') {
    const { retryAfter } = outcome
    return uploadError(
      'rate-limited',
      'upload',
      'try-again',
      retryAfter === undefined ? {} : { retryAfter },
      429,
    )
  }
  // Stored by its own word, and yet not found: nothing better is known than that it did not arrive.
  if (outcome.kind === 'stored') return uploadError('network', 'upload', 'try-again', { offline })
  return setupFault(outcome) ?? unknownFailure(outcome, offline)
}

function unknownFailure(
  { why, status, expired, storageCode }: UnknownOutcome,
  offline: boolean,
): UploadFailure {
  if (why === 'redirect') return uploadError('upload-redirected', 'upload', 'none', {}, status)
  if (why === 'stalled') return uploadError('stalled', 'upload', 'try-again', {})
  if (why !== 'status')
    return uploadError('network', 'upload', 'try-again', { offline }, status || undefined)
  if (expired) return uploadError('link-expired', 'upload', 'try-again', {}, status)
  if (status >= 500) return uploadError('service-unavailable', 'upload', 'try-again', {}, status)
  return uploadError(
    'storage-rejected',
    'upload',
    'try-again',
    { storageCode: storageCode ?? `HTTP ${status}` },
    status,
  )
}
