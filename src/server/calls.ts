/**
 * The two calls, from the page's fields to the fields of the response; only these are passed on.
 * What costs nothing is checked first; the returned function makes the call.
 */
import { parseExpiration } from '../core/protocol/responses.js'
import { isUploadUrl } from '../core/protocol/upload-url.js'
import { own, type Fields } from '../core/protocol/json.js'
import { readCompleteFields, readPresignFields, resultKey, type PresignFields } from './body.js'
import type { HandlerConfig } from './config.js'
import { HttpError } from './http-error.js'
import { isLoopback } from './loopback.js'
import type { Caller } from './upstream/exchange.js'

/** The response of `presigned-url`. */
export interface IssuedLink {
  readonly assetFileKey: string
  readonly presignedUploadUrl: string
  readonly expirationSeconds: number
  readonly receipt: string
}

/** Checks a call of the page. @throws {@link HttpError} */
export type Prepare<Result> = (
  fields: Fields,
  caller: Caller,
  config: HandlerConfig,
) => Promise<() => Promise<Result>>

export const prepareLink: Prepare<IssuedLink> = async (fields, caller, config) => {
  const checked = readPresignFields(fields)
  return () => issueLink(checked, caller, config)
}

/** Requests an upload link and issues a receipt, which binds its key to the subject. */
async function issueLink(
  fields: PresignFields,
  caller: Caller,
  config: HandlerConfig,
): Promise<IssuedLink> {
  const requestedAt = config.now()
  const result = await config.upstream['presigned-url'].post({ ...fields }, caller)
  const assetFileKey = resultKey(result, 'assetFileKey')
  const presignedUploadUrl = own(result, 'presignedUploadUrl')
  const expirationSeconds = parseExpiration(own(result, 'expirationSeconds'))
  if (typeof presignedUploadUrl !== 'string' || expirationSeconds === undefined) {
    throw new HttpError('service-unavailable', 'upstream-malformed')
  }
  if (!isUploadTarget(presignedUploadUrl, config))
    throw new HttpError('service-unavailable', 'upload-url-rejected')
  const receipt = await config.receipts.issue(
    { subject: caller.subject, assetFileKey },
    requestedAt + expirationSeconds * 1000,
  )
  return { assetFileKey, presignedUploadUrl, expirationSeconds, receipt }
}

/** Links to the user's own machine make sense only in development, with a service on loopback. */
const isUploadTarget = (url: string, { allowedUploadHosts, baseUrl }: HandlerConfig): boolean =>
  isUploadUrl(url, allowedUploadHosts) && (!isLoopback(url) || isLoopback(baseUrl))

/** The response of `complete`. */
export interface Outcome {
  readonly assetKey: string
  readonly uploadStatus: 'COMPLETED' | 'FAILED'
  readonly uploadMessage?: string
}

/** Checks the receipt, which proves that the upload is the subject's own. */
export const prepareConfirm: Prepare<Outcome> = async (fields, caller, config) => {
  const { assetKey, receipt } = readCompleteFields(fields)
  const claim = { subject: caller.subject, assetFileKey: assetKey }
  await config.receipts.verify(receipt, claim, config.now())
  return () => confirmUpload(assetKey, caller, config)
}

/** Asks the service for the outcome of an upload. */
async function confirmUpload(
  assetKey: string,
  caller: Caller,
  config: HandlerConfig,
): Promise<Outcome> {
  const result = await config.upstream.complete.post({ assetKey }, caller)
  const uploadStatus = own(result, 'uploadStatus')
  if (uploadStatus === 'COMPLETED') return { assetKey: resultKey(result, 'assetKey'), uploadStatus }
  if (uploadStatus !== 'FAILED') throw new HttpError('service-unavailable', 'upstream-malformed')
  const message = own(result, 'uploadMessage')
  const isCode = typeof message === 'string' && /^[A-Z][A-Z_]{0,63}$/.test(message)
  return { assetKey, uploadStatus, ...(isCode ? { uploadMessage: message } : {}) }
}
