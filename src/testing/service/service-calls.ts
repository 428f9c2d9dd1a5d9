/** The documented calls, after the gateway accepted them. */
import { own, type Fields } from '../../core/protocol/json.js'
import { fromBase64Url, toBase64Url, utf8 } from '../../server/crypto.js'
import { jsonResponse } from '../../server/http.js'
import { readImageFile } from './stored-image.js'
import type { ServiceState } from './service-state.js'
import { presign } from './sigv4.js'
import { findObject, objectUrl } from './stored-objects.js'

/** Minimum width and height that `complete` accepts, in pixels. */
const MIN_SIDE = 224

const success = (result: unknown) => jsonResponse(200, { code: '0', message: 'success', result })
const invalid = () => jsonResponse(400, { code: '10001', message: 'Invalid Request.' })

const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heic: 'image/heic',
}

/** @returns the content type of a file name, or `undefined` if the service rejects the name */
function typeOf(fileName: string): string | undefined {
  const extension = /^[^/\\]+\.(jpg|png|webp|heic)$/i.exec(fileName)?.[1]
  return extension === undefined ? undefined : TYPES[extension.toLowerCase()]
}

/** Issues an upload link. The documented extensions do not include `.jpeg`. */
export async function issueLink(
  assetType: unknown,
  assetFileName: unknown,
  request: Request,
  state: ServiceState,
): Promise<Response> {
  if (assetType !== 'IMAGE' || typeof assetFileName !== 'string') return invalid()
  const contentType = typeOf(assetFileName)
  if (contentType === undefined) return invalid()
  const { options, storageCredentials, links } = state
  const now = options.now()
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '/')
  const assetFileKey = `images/${day}/${crypto.randomUUID()}/${assetFileName}`
  const url = objectUrl(assetFileKey, request, state)
  const presignedUploadUrl = await presign(
    {
      method: 'PUT',
      url,
      now,
      expirationSeconds: options.expirationSeconds,
      ...(options.signContentType ? { headers: { 'content-type': contentType } } : {}),
    },
    storageCredentials,
  )
  links.set(assetFileKey, { assetFileKey, puts: 0, preflights: 0, stored: false })
  return success({ assetFileKey, presignedUploadUrl, expirationSeconds: options.expirationSeconds })
}

/** Confirms an upload. The service checks size and dimensions here; the storage does not. */
export async function completeUpload(assetKey: unknown, state: ServiceState): Promise<Response> {
  if (typeof assetKey !== 'string' || assetKey === '') return invalid()
  const failed = (uploadMessage?: string) =>
    success({ assetKey, uploadStatus: 'FAILED', ...(uploadMessage ? { uploadMessage } : {}) })
  const object = await findObject(assetKey, state)
  if (!object) return failed('FILE_NOT_EXIST')
  if (object.bytes.byteLength > state.options.maxBytes) return failed('OVER_SIZE_LIMIT')
  const image = readImageFile(object.bytes)
  // No message is documented for a file that is not an image.
  if (!image) return failed()
  if (image.width < MIN_SIDE || image.height < MIN_SIDE) return failed('RESOLUTION_NOT_SUPPORT')
  return success({ assetKey: searchableKey(assetKey, state), uploadStatus: 'COMPLETED' })
}

/**
 * The service converts HEIC to JPG and responds with the JPG's key. Here the bytes are stored under
 * that key without conversion.
 */
function searchableKey(assetKey: string, { objects }: ServiceState): string {
  const object = objects.get(assetKey)
  if (!object || !/\.heic$/i.test(assetKey)) return assetKey
  const jpgKey = assetKey.replace(/\.heic$/i, '.jpg')
  objects.set(jpgKey, object)
  return jpgKey
}

/** Starts a search. The id contains the query, so no state is needed. */
export function search(query: Fields, { objects }: ServiceState): Response {
  const imageQuery = own(query, 'imageQuery')
  if (
    typeof imageQuery !== 'string' ||
    own(query, 'textQuery') !== undefined ||
    !objects.has(imageQuery)
  )
    return invalid()
  return success({ searchId: toBase64Url(utf8(imageQuery)) })
}

/** The only result is the query image itself, with a URL for viewing it. */
export async function searchResult(
  searchId: string,
  request: Request,
  state: ServiceState,
): Promise<Response> {
  const bytes = fromBase64Url(searchId)
  const assetKey = bytes ? new TextDecoder().decode(bytes) : ''
  const object = state.objects.get(assetKey)
  if (!object) return invalid()
  const now = state.options.now()
  const url = objectUrl(object.key, request, state)
  const previewUrl = await presign(
    { method: 'GET', url, now, expirationSeconds: 3_600 },
    state.storageCredentials,
  )
  const image = readImageFile(object.bytes)
  const results = [
    {
      assetKey,
      type: object.type,
      bytes: object.bytes.byteLength,
      width: image?.width,
      height: image?.height,
      previewUrl,
    },
  ]
  return success({ searchId, status: 'COMPLETED', totalCount: 1, totalPage: 1, pageNo: 1, results })
}
