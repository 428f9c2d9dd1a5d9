/** The two calls of the host app's endpoint, made once each. `links` and `confirm` repeat them. */
import { uploadError } from '../errors.js'
import { instant } from '../platform/clock.js'
import {
  parseConfirmation,
  parseLink,
  type Confirmation,
  type PresignedLink,
} from '../protocol/responses.js'
import type { Destination } from '../protocol/types.js'
import { isUploadUrl } from '../protocol/upload-url.js'
import { guarded, postJson, type CallContext } from './endpoint.js'
import type { UploadOptions } from './types.js'

export type ServiceOptions = Destination &
  Pick<UploadOptions, 'fetch' | 'headers' | 'credentials' | 'allowedUploadHosts'>

/**
 * Requests an upload link for an image of this name.
 * @param input `attempt` counts from 1 within a user action
 * @throws UploadError, or the signal's reason
 */
export async function requestUploadLink(
  input: { readonly assetFileName: string; readonly attempt: number },
  options: ServiceOptions,
  context: CallContext,
): Promise<PresignedLink> {
  // The lifetime is counted from the moment the request is sent, so that it never looks longer than
  // it is.
  const start = instant(context.clock)
  const body = { assetType: 'IMAGE', assetFileName: input.assetFileName } as const
  const { requestPresignedUrl } = options
  const response = requestPresignedUrl
    ? await guarded('request', context, async (signal) =>
        requestPresignedUrl({ ...body, attempt: input.attempt, signal }),
      )
    : await postJson(
        { url: endpointUrls(options).presignedUrl, body, phase: 'request' },
        options,
        context,
      )
  const { assetFileKey, url, expirationSeconds, receipt } = parseLink(response)
  if (!isUploadUrl(url, options.allowedUploadHosts))
    throw uploadError('upload-url-rejected', 'request', 'none', {})
  return { assetFileKey, url, receipt, life: { start, ms: expirationSeconds * 1000 } }
}

/** @returns whether `complete` or `confirmUpload` is configured, so that a PUT can be confirmed */
export const canConfirm = (options: Destination): boolean =>
  options.requestPresignedUrl
    ? options.confirmUpload !== undefined
    : endpointUrls(options).complete !== undefined

/**
 * Asks whether the image has arrived.
 * @throws UploadError, or the signal's reason
 */
export async function requestConfirmation(
  input: { readonly assetKey: string; readonly receipt: string | undefined },
  options: ServiceOptions,
  context: CallContext,
): Promise<Confirmation> {
  const { confirmUpload } = options
  const response = confirmUpload
    ? await guarded('confirm', context, async (signal) => confirmUpload({ ...input, signal }))
    : await postJson(
        { url: endpointUrls(options).complete ?? '', body: input, phase: 'confirm' },
        options,
        context,
      )
  return parseConfirmation(response)
}

function endpointUrls({ endpoint }: Destination): {
  presignedUrl: string
  complete?: string | undefined
} {
  if (typeof endpoint !== 'string') return endpoint ?? { presignedUrl: '' }
  const base = endpoint.replace(/\/+$/, '')
  return { presignedUrl: `${base}/presigned-url`, complete: `${base}/complete` }
}
