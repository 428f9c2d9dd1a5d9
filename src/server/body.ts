/** Reads what the page sent: JSON alone, at most 4 KB, fields checked one by one. */
import { sanitizeFileName } from '../core/image/file-name.js'
import { FORMATS, IMAGE_FORMATS } from '../core/spec.js'
import { isObject, own, parseJson, readAtMost, type Fields } from './http.js'
import { HttpError } from './http-error.js'

const MAX_BYTES = 4_096
const EXTENSIONS: readonly string[] = IMAGE_FORMATS.map((format) => FORMATS[format].extension)

export async function readFields(request: Request): Promise<Fields> {
  const type = request.headers.get('Content-Type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw new HttpError('unsupported-media-type', 'content-type')
  const declared = Number(request.headers.get('Content-Length') ?? 0)
  const bytes = declared > MAX_BYTES ? undefined : await readAtMost(request.body, MAX_BYTES)
  if (bytes === undefined) throw new HttpError('payload-too-large', 'body-size')
  const fields = parseJson(bytes)
  if (!isObject(fields)) throw new HttpError('invalid-request', 'body-shape')
  return fields
}

/** Text without control characters, 1 to 1024 characters. */
function key(fields: Fields, name: string): string {
  const value = own(fields, name)
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is rejected
  if (typeof value !== 'string' || !/^[^\u0000-\u001f\u007f]{1,1024}$/.test(value))
    throw new HttpError('invalid-request', name)
  return value
}

/** The name is made safe once more: what arrives here need not come from this package's client. */
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
  return { assetKey: key(fields, 'assetKey'), receipt }
}

/** A key in an answer of the service. */
export function resultKey(result: Fields, name: string): string {
  try {
    return key(result, name)
  } catch {
    throw new HttpError('service-unavailable', 'upstream-malformed')
  }
}
