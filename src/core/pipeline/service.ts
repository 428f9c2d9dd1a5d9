/**
 * The two calls: ask for a link, ask for the outcome. One call each; who tries again is decided
 * elsewhere. Layer L2.
 */
import { instant } from '../platform/clock.js'
import { guarded, postJson, type CallContext } from './endpoint.js'
import { uploadError } from '../errors.js'
import {
  parseLink,
  parseConfirmation,
  type PresignedLink,
  type Confirmation,
} from '../protocol/responses.js'
import { isUploadUrl } from '../protocol/upload-url.js'
import type { UploadOptions } from './types.js'
import type { Destination } from '../protocol/types.js'

export type ServiceOptions = Destination &
  Pick<UploadOptions, 'fetch' | 'headers' | 'credentials' | 'allowedUploadHosts'>

/**
 * Asks for a one-time link for an image of this name. `attempt` counts from 1 within a user action.
 */
export async function requestUploadLink(
  input: { readonly assetFileName: string; readonly attempt: number },
  options: ServiceOptions,
  context: CallContext,
): Promise<PresignedLink> {
  // The life counts from the moment the request leaves: it never looks longer than it is.
  const start = instant(context.clock)
  const body = { assetType: 'IMAGE', assetFileName: input.assetFileName } as const
  const ask = options.requestPresignedUrl
  const answer = ask
    ? await guarded('request', context, async (signal) =>
        ask({ ...body, attempt: input.attempt, signal }),
      )
    : await postJson(endpointUrls(options).presignedUrl, body, 'request', options, context)
  const { assetFileKey, url, expirationSeconds, receipt } = parseLink(answer)
  if (!isUploadUrl(url, options.allowedUploadHosts))
    throw uploadError('upload-url-rejected', 'request', 'none', {})
  return { assetFileKey, url, receipt, life: { start, ms: expirationSeconds * 1000 } }
}

/** True where there is somebody to ask for the outcome. */
export const canConfirm = (options: Destination): boolean =>
  options.requestPresignedUrl
    ? options.confirmUpload !== undefined
    : endpointUrls(options).complete !== undefined

/** Asks whether the image arrived. */
export async function requestConfirmation(
  input: { readonly assetKey: string; readonly receipt: string | undefined },
  options: ServiceOptions,
  context: CallContext,
): Promise<Confirmation> {
  const ask = options.confirmUpload
  const answer = ask
    ? await guarded('confirm', context, async (signal) => ask({ ...input, signal }))
    : await postJson(endpointUrls(options).complete ?? '', input, 'confirm', options, context)
  return parseConfirmation(answer)
}

function endpointUrls({ endpoint }: Destination): {
  presignedUrl: string
  complete?: string | undefined
} {
  if (typeof endpoint !== 'string') return endpoint ?? { presignedUrl: '' }
  const base = endpoint.replace(/\/+$/, '')
  return { presignedUrl: `${base}/presigned-url`, complete: `${base}/complete` }
}
