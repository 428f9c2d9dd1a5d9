/**
 * Checks the responses of the host app's endpoint before they are used. Pure; own properties only.
 */
import type { Life } from '../platform/clock.js'
import { uploadError, type Recovery, type UploadFailure } from '../errors.js'
import { DEFAULT_EXPIRATION_SECONDS, MAX_EXPIRATION_SECONDS } from '../spec.js'
import { isAssetKey } from './asset-key.js'
import { isObject, own, type Fields } from './json.js'
import type { UploadLink } from './types.js'

/** An upload link with its URL. The URL is a secret: it authorizes the upload. */
export interface PresignedLink {
  readonly assetFileKey: string
  readonly url: string
  readonly life: Life
  readonly receipt: string | undefined
}

/** An upload link after its PUT, without the URL. It is enough to confirm. */
export type SpentLink = Omit<PresignedLink, 'url'>

/** The checked fields of a `presigned-url` response. */
export interface LinkFields {
  readonly assetFileKey: string
  readonly url: string
  readonly expirationSeconds: number
  readonly receipt: string | undefined
}

/** A checked `complete` response. `missing`: no image has arrived under this key. */
export type Confirmation =
  | { readonly kind: 'completed'; readonly assetKey: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly reason: 'size' | 'resolution' | 'unknown' }

export type CallPhase = 'request' | 'confirm'

/** @returns the part of an upload link that the state, events and the host contain */
export const publicLink = ({ assetFileKey, life }: SpentLink): UploadLink => ({
  assetFileKey,
  expiresAt: life.start.wall + life.ms,
})

/**
 * @returns the recovery of a failed call; a failed confirmation is repeated without sending again
 */
export const againIn = (phase: CallPhase): Recovery =>
  phase === 'confirm' ? 'confirm-again' : 'try-again'

/** @returns the error of a response that is not in the documented form */
export const malformed = (phase: CallPhase): UploadFailure =>
  uploadError('endpoint-malformed', phase, againIn(phase), {})

const rejected = (phase: CallPhase): UploadFailure =>
  uploadError('endpoint-rejected', phase, againIn(phase), {})

/**
 * The gateway's own codes, which a body can contain with any HTTP status: 200 and 210 reject the
 * caller; 400, 410 and 420 mean overload.
 */
function gatewayError(error: unknown, phase: CallPhase): UploadFailure {
  const given = isObject(error) ? (own(error, 'errorCode') ?? own(error, 'code')) : undefined
  // The documentation says number; the gateway sends a string.
  const code = typeof given === 'number' ? String(given) : given
  if (code === '200' || code === '210') return uploadError('unauthorized', phase, 'sign-in', {})
  if (code === '400' || code === '410' || code === '420')
    return uploadError('rate-limited', phase, againIn(phase), {})
  return rejected(phase)
}

/** @returns the `result` of the service's envelope `{code, message, result}`, or a bare result */
function resultOf(response: unknown, phase: CallPhase): Fields {
  if (!isObject(response)) throw malformed(phase)
  if (Object.hasOwn(response, 'error')) throw gatewayError(response['error'], phase)
  const code = own(response, 'code')
  if (code !== undefined && code !== '0' && code !== 0) throw rejected(phase)
  if (!Object.hasOwn(response, 'result')) {
    if (code !== undefined) throw malformed(phase)
    return response
  }
  const result = response['result']
  if (code === undefined || !isObject(result)) throw malformed(phase)
  return result
}

function key(fields: Fields, name: string, phase: CallPhase): string {
  const value = own(fields, name)
  if (!isAssetKey(value)) throw malformed(phase)
  return value
}

/**
 * Parses a lifetime in seconds. A string of digits counts as a number; a lifetime above seven days
 * is reduced to that.
 * @returns seconds; `undefined` for any other value
 */
export function parseExpiration(value: unknown): number | undefined {
  if (value === undefined) return DEFAULT_EXPIRATION_SECONDS
  const seconds = typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value
  if (typeof seconds !== 'number' || Number.isNaN(seconds)) return undefined
  return Math.floor(Math.min(Math.max(seconds, 0), MAX_EXPIRATION_SECONDS))
}

/**
 * Checks a `presigned-url` response.
 * @throws UploadError `endpoint-malformed`, `endpoint-rejected`, `unauthorized`, `rate-limited`
 */
export function parseLink(response: unknown): LinkFields {
  const fields = resultOf(response, 'request')
  const assetFileKey = key(fields, 'assetFileKey', 'request')
  const url = own(fields, 'presignedUploadUrl')
  const expirationSeconds = parseExpiration(own(fields, 'expirationSeconds'))
  const receipt = own(fields, 'receipt')
  if (typeof url !== 'string' || url === '' || expirationSeconds === undefined)
    throw malformed('request')
  return {
    assetFileKey,
    url,
    expirationSeconds,
    receipt: typeof receipt === 'string' && receipt.length <= 4096 ? receipt : undefined,
  }
}

const FAILED_REASONS: Readonly<Record<string, Confirmation>> = {
  FILE_NOT_EXIST: { kind: 'missing' },
  OVER_SIZE_LIMIT: { kind: 'failed', reason: 'size' },
  RESOLUTION_NOT_SUPPORT: { kind: 'failed', reason: 'resolution' },
}

/**
 * Checks a `complete` response.
 * @throws UploadError `endpoint-malformed`, `endpoint-rejected`, `unauthorized`, `rate-limited`
 */
export function parseConfirmation(response: unknown): Confirmation {
  const fields = resultOf(response, 'confirm')
  const status = own(fields, 'uploadStatus')
  if (status === 'COMPLETED')
    return { kind: 'completed', assetKey: key(fields, 'assetKey', 'confirm') }
  if (status !== 'FAILED') throw malformed('confirm')
  const message = own(fields, 'uploadMessage')
  const known =
    typeof message === 'string' && Object.hasOwn(FAILED_REASONS, message)
      ? FAILED_REASONS[message]
      : undefined
  return known ?? { kind: 'failed', reason: 'unknown' }
}
