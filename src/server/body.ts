/** Reads the page's requests: only JSON, at most 4 KB, in limited time, each field checked. */
import { isAssetKey } from '../core/protocol/asset-key.js'
import { isObject, own, parseJson, type Fields } from '../core/protocol/json.js'
import { safeFileName } from './file-name.js'
import { readSome } from './http.js'
import { clientGone, HttpError } from './http-error.js'
import { within } from './timeouts.js'

const MAX_BYTES = 4_096
/** In bytes. So much is read of a rejected body, so that the client gets the response. */
const MAX_DISCARDED_BYTES = 65_536

const ignore = () => undefined

/**
 * @param ms time limit for the body
 * @throws {@link HttpError} if the body is not a JSON object of at most 4 KB
 */
export async function readFields(request: Request, ms: number): Promise<Fields> {
  const type = request.headers.get('Content-Type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw new HttpError('unsupported-media-type', 'content-type')
  const text = await readBody(request, ms)
  if (text === undefined) throw new HttpError('payload-too-large', 'body-size')
  const fields = parseJson(text)
  if (!isObject(fields)) throw new HttpError('invalid-request', 'body-shape')
  return fields
}

async function readBody(request: Request, ms: number): Promise<string | undefined> {
  if (Number(request.headers.get('Content-Length') ?? 0) > MAX_BYTES) return undefined
  const reader = request.body?.getReader()
  if (!reader) return ''
  const late = () => new HttpError('request-timeout', 'body-timeout')
  try {
    return await within(() => readSome(reader, MAX_BYTES), { ms, signal: request.signal, late })
  } catch (thrown) {
    throw thrown instanceof HttpError ? thrown : clientGone()
  } finally {
    reader.releaseLock()
  }
}

/**
 * Discards the body of a rejected request. A client that cannot send its body may never read the
 * response, and one that sends without end would occupy the server, so the amount is limited. The
 * rest stays unread. It is not cancelled: a cancelled `Readable.toWeb(request)`, which h3 uses,
 * destroys the connection before the response is sent, and ends the process if data follow.
 */
export function discardBody({ body }: Request): void {
  if (body && !body.locked) skip(body.getReader()).catch(ignore)
}

async function skip(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  for (let bytes = 0; bytes < MAX_DISCARDED_BYTES;) {
    const { done, value } = await reader.read()
    if (done) return
    bytes += value.byteLength
  }
}

/** Fields of a `presigned-url` call. */
export interface PresignFields {
  readonly assetType: 'IMAGE'
  readonly assetFileName: string
}

export function readPresignFields(fields: Fields): PresignFields {
  const name = own(fields, 'assetFileName')
  if (own(fields, 'assetType') !== 'IMAGE') throw new HttpError('invalid-request', 'assetType')
  const assetFileName = typeof name === 'string' ? safeFileName(name) : undefined
  if (assetFileName === undefined) throw new HttpError('invalid-request', 'assetFileName')
  return { assetType: 'IMAGE', assetFileName }
}

export function readCompleteFields(fields: Fields): { assetKey: string; receipt: string } {
  const receipt = own(fields, 'receipt')
  if (typeof receipt !== 'string') throw new HttpError('forbidden', 'receipt-missing')
  const assetKey = own(fields, 'assetKey')
  if (!isAssetKey(assetKey)) throw new HttpError('invalid-request', 'assetKey')
  return { assetKey, receipt }
}

/** An asset key in a response of the service. */
export function resultKey(result: Fields, name: string): string {
  const key = own(result, name)
  if (!isAssetKey(key)) throw new HttpError('service-unavailable', 'upstream-malformed')
  return key
}
