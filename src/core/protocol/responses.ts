/**
 * Judges what the app's endpoint answered, before anything is sent anywhere. Pure; own properties
 * only. Layer L1.
 */
import type { Life } from '../platform/clock.js'
import { uploadError, type Recovery, type UploadFailure } from '../errors.js'
import { DEFAULT_EXPIRATION_SECONDS, MAX_EXPIRATION_SECONDS } from '../spec.js'
import { isAssetKey } from './asset-key.js'
import { isObject, own, type Fields } from './json.js'
import type { UploadLink } from './types.js'

/** A usable link. `url` is a bearer secret: it never leaves the attempt that holds it. */
export interface PresignedLink {
  readonly assetFileKey: string
  readonly url: string
  readonly life: Life
  readonly receipt: string | undefined
}

/** What is left of a link once it is spent: enough to ask for the outcome. */
export type SpentLink = Omit<PresignedLink, 'url'>

/** The fields of a presigned-url answer, checked but not yet dated. */
export interface LinkFields {
  readonly assetFileKey: string
  readonly url: string
  readonly expirationSeconds: number
  readonly receipt: string | undefined
}

/** What `complete` says. `missing`: nothing arrived under this key. */
export type Confirmation =
  | { readonly kind: 'completed'; readonly assetKey: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly reason: 'size' | 'resolution' | 'unknown' }

export type CallPhase = 'request' | 'confirm'

/** The only part of a link that state, events and hosts see. */
export const publicLink = ({ assetFileKey, life }: SpentLink): UploadLink => ({
  assetFileKey,
  expiresAt: life.start.wall + life.ms,
})

/** A failed confirm step is asked again, and nothing is sent. */
export const againIn = (phase: CallPhase): Recovery =>
  phase === 'confirm' ? 'confirm-again' : 'try-again'

export const malformed = (phase: CallPhase, status?: number): UploadFailure =>
  uploadError('endpoint-malformed', phase, againIn(phase), {}, status)

const rejected = (phase: CallPhase): UploadFailure =>
  uploadError('endpoint-rejected', phase, againIn(phase), {})

/**
 * Gateway codes that a body can carry with any HTTP status: 200 and 210 reject the caller, 4xx of
 * its own mean overload.
 */
function gatewayError(error: unknown, phase: CallPhase): UploadFailure {
  const given = isObject(error) ? (own(error, 'errorCode') ?? own(error, 'code')) : undefined
  // Documented as a number, sent as a string.
  const code = typeof given === 'number' ? String(given) : given
  if (code === '200' || code === '210') return uploadError('unauthorized', phase, 'sign-in', {})
  if (code === '400' || code === '410' || code === '420')
    return uploadError('rate-limited', phase, againIn(phase), {})
  return rejected(phase)
}

/** The service's envelope `{code, message, result}` or its bare `result`. */
function resultOf(answer: unknown, phase: CallPhase): Fields {
  if (!isObject(answer)) throw malformed(phase)
  if (Object.hasOwn(answer, 'error')) throw gatewayError(answer['error'], phase)
  const code = own(answer, 'code')
  if (code !== undefined && code !== '0' && code !== 0) throw rejected(phase)
  if (!Object.hasOwn(answer, 'result')) {
    if (code !== undefined) throw malformed(phase)
    return answer
  }
  const result = answer['result']
  if (code === undefined || !isObject(result)) throw malformed(phase)
  return result
}

function key(fields: Fields, name: string, phase: CallPhase): string {
  const value = own(fields, name)
  if (!isAssetKey(value)) throw malformed(phase)
  return value
}

/**
 * Seconds; a string of digits counts, an absurdly long life is cut to seven days, nonsense is the
 * endpoint's fault.
 */
export function parseExpiration(value: unknown): number | undefined {
  if (value === undefined) return DEFAULT_EXPIRATION_SECONDS
  const seconds = typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value
  if (typeof seconds !== 'number' || Number.isNaN(seconds)) return undefined
  return Math.floor(Math.min(Math.max(seconds, 0), MAX_EXPIRATION_SECONDS))
}

/**
 * Reads a presigned-url answer.
 * @throws UploadError `endpoint-malformed`, `endpoint-rejected`, `unauthorized`, `rate-limited`
 */
export function parseLink(answer: unknown): LinkFields {
  const fields = resultOf(answer, 'request')
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
 * Reads a `complete` answer.
 * @throws UploadError `endpoint-malformed`, `endpoint-rejected`, `unauthorized`, `rate-limited`
 */
export function parseConfirmation(answer: unknown): Confirmation {
  const fields = resultOf(answer, 'confirm')
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
