/**
 * The two calls, from the page's fields to the fields of the response; only these are passed on.
 */
import { parseExpiration } from '../core/protocol/responses.js'
import { isUploadUrl } from '../core/protocol/upload-url.js'
import { own, type Fields } from '../core/protocol/json.js'
import { readCompleteFields, readPresignFields, resultKey } from './body.js'
import type { HandlerConfig } from './options.js'
import { HttpError } from './http-error.js'
import { callService } from './upstream.js'

const UPLOADS = '/api/v1/query-assets/uploads'

export interface Caller {
  readonly subject: string
  readonly signal: AbortSignal
}

/** The response of `presigned-url`. */
export interface IssuedLink {
  readonly assetFileKey: string
  readonly presignedUploadUrl: string
  readonly expirationSeconds: number
  readonly receipt: string
}

/** Requests an upload link and issues a receipt, which binds its key to the subject. */
export async function issueLink(
  fields: Fields,
  caller: Caller,
  config: HandlerConfig,
): Promise<IssuedLink> {
  const requestedAt = config.now()
  const result = await callService(
    config,
    `${UPLOADS}/presigned-url`,
    readPresignFields(fields),
    caller.signal,
  )
  const assetFileKey = resultKey(result, 'assetFileKey')
  const presignedUploadUrl = own(result, 'presignedUploadUrl')
  const expirationSeconds = parseExpiration(own(result, 'expirationSeconds'))
  if (typeof presignedUploadUrl !== 'string' || expirationSeconds === undefined) {
    throw new HttpError('service-unavailable', 'upstream-malformed')
  }
  if (!isUploadUrl(presignedUploadUrl, config.allowedUploadHosts))
    throw new HttpError('service-unavailable', 'upload-url-rejected')
  const receipt = await config.receipts.issue(
    caller.subject,
    assetFileKey,
    requestedAt + expirationSeconds * 1000,
  )
  return { assetFileKey, presignedUploadUrl, expirationSeconds, receipt }
}

/** The response of `complete`. */
export interface Outcome {
  readonly assetKey: string
  readonly uploadStatus: 'COMPLETED' | 'FAILED'
  readonly uploadMessage?: string
}

/** Asks the service for the outcome of an upload, if the receipt proves it is the subject's own. */
export async function confirmUpload(
  fields: Fields,
  caller: Caller,
  config: HandlerConfig,
): Promise<Outcome> {
  const { assetKey, receipt } = readCompleteFields(fields)
  if (!(await config.receipts.verify(receipt, caller.subject, assetKey, config.now())))
    throw new HttpError('forbidden', 'receipt-rejected')
  const result = await callService(config, `${UPLOADS}/complete`, { assetKey }, caller.signal)
  const uploadStatus = own(result, 'uploadStatus')
  if (uploadStatus === 'COMPLETED') return { assetKey: resultKey(result, 'assetKey'), uploadStatus }
  if (uploadStatus !== 'FAILED') throw new HttpError('service-unavailable', 'upstream-malformed')
  const message = own(result, 'uploadMessage')
  const isCode = typeof message === 'string' && /^[A-Z][A-Z_]{0,63}$/.test(message)
  return { assetKey, uploadStatus, ...(isCode ? { uploadMessage: message } : {}) }
}
