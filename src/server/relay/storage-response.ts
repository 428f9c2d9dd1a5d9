/** What the storage's response means to the page. */
import { MAX_RESPONSE_BYTES } from '../../core/protocol/capped-text.js'
import { saysExpired, storageErrorCode } from '../../core/protocol/storage-error.js'
import { readText } from '../http.js'
import { HttpError } from '../http-error.js'
import type { Trace } from '../events.js'
import { retryAfterOf } from '../upstream/retry-after.js'

/**
 * After these statuses browsers ask for a password or send the image again, which the relay token
 * does not allow.
 */
const NOT_FOR_BROWSERS: readonly number[] = [401, 407, 408, 421]

/** An error document that says that a link or a relay token has expired. */
export const EXPIRED =
  '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>'

/**
 * @param trace takes the storage's status and error code
 * @throws {@link HttpError} unless the storage has the image
 */
export async function checkStored(response: Response, trace: Trace): Promise<void> {
  const { status, headers } = response
  trace.upstreamStatus = status
  const text = (await readText(response.body, MAX_RESPONSE_BYTES)) ?? ''
  if (status >= 200 && status < 300) return
  const code = storageErrorCode(text)
  if (code !== undefined) trace.upstreamCode = code
  throw errorOf(status, {
    retryAfter: retryAfterOf(headers),
    storageError: documentOf(code, text),
  })
}

/** Nothing of the storage's text reaches the page but its error code. */
function documentOf(code: string | undefined, text: string): string | undefined {
  if (code === undefined) return undefined
  return saysExpired(code, text) ? EXPIRED : `<Error><Code>${code}</Code></Error>`
}

function errorOf(
  status: number,
  details: { retryAfter: number | undefined; storageError: string | undefined },
): HttpError {
  if (status < 400) return new HttpError('service-unavailable', 'storage-redirected', details)
  if (status === 429) return new HttpError('rate-limited', 'storage-status', details)
  if (status === 503) return new HttpError('service-busy', 'storage-status', details)
  if (status === 504) return new HttpError('service-timeout', 'storage-status', details)
  return status >= 500 || NOT_FOR_BROWSERS.includes(status)
    ? new HttpError('service-unavailable', 'storage-status', details)
    : new HttpError('storage-rejected', 'storage-status', { ...details, status })
}
