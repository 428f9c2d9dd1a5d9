/** Reads the page's requests: only JSON, at most 4 KB, each field checked. */
import { sanitizeFileName } from '../core/image/file-name.js'
import { isAssetKey } from '../core/protocol/asset-key.js'
import { isObject, own, parseJson, type Fields } from '../core/protocol/json.js'
import { FORMATS, IMAGE_FORMATS } from '../core/spec.js'
import { readText } from './http.js'
import { HttpError } from './http-error.js'

const MAX_BYTES = 4_096
const EXTENSIONS: readonly string[] = IMAGE_FORMATS.map((format) => FORMATS[format].extension)

/** @throws {@link HttpError} if the body is not a JSON object of at most 4 KB */
export async function readFields(request: Request): Promise<Fields> {
  const type = request.headers.get('Content-Type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw new HttpError('unsupported-media-type', 'content-type')
  const declared = Number(request.headers.get('Content-Length') ?? 0)
  const text = declared > MAX_BYTES ? undefined : await readText(request.body, MAX_BYTES)
  if (text === undefined) throw new HttpError('payload-too-large', 'body-size')
  const fields = parseJson(text)
  if (!isObject(fields)) throw new HttpError('invalid-request', 'body-shape')
  return fields
}

/** The file name is sanitized again, because other clients than this package's can call. */
export function readPresignFields(fields: Fields): { assetType: 'IMAGE'; assetFileName: string } {
  const name = own(fields, 'assetFileName')
  if (own(fields, 'assetType') !== 'IMAGE') throw new HttpError('invalid-request', 'assetType')
  if (typeof name !== 'string' || name.length > 1024)
    throw new HttpError('invalid-request', 'assetFileName')
  const assetFileName = sanitizeFileName(name)
  const extension = /[^.]\.([a-z]+)$/i.exec(assetFileName)?.[1]?.toLowerCase() ?? ''
  if (!EXTENSIONS.includes(extension)) throw new HttpError('invalid-request', 'assetFileName')
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
