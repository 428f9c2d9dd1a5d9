/** Checks presigned URLs as a storage does. */
import { ALGORITHM, scopeOf, signatureOf, type StorageCredentials } from './sigv4.js'
import { STORAGE_ERRORS, type StorageError } from './storage-errors.js'

/** S3 accepts URLs that live up to seven days. */
const MAX_SECONDS = 604_800
/** S3 accepts a signing time up to 15 minutes ahead of its clock. */
const MAX_SKEW_MS = 900_000

interface PresignedRequest {
  readonly method: string
  readonly url: URL
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
}

interface PresignedQuery {
  readonly signature: string
  readonly date: string
  /** Milliseconds since the epoch. */
  readonly signedAt: number
  readonly expirationSeconds: number
  readonly accessKeyId: string
  readonly signedHeaders: readonly string[]
}

/**
 * @param now milliseconds since the epoch
 * @returns why the storage rejects the request, or `undefined` if it accepts it
 */
export async function verifyPresigned(
  request: PresignedRequest,
  credentials: StorageCredentials,
  now: number,
): Promise<StorageError | undefined> {
  const { method, url, headers } = request
  const query = readQuery(url.searchParams, credentials)
  if ('code' in query) return query
  const { date, signedAt, signedHeaders } = query
  if (query.accessKeyId !== credentials.accessKeyId) return STORAGE_ERRORS.unknownAccessKey
  const hasUnsigned = Object.keys(headers).some(
    (name) => name.startsWith('x-amz-') && !signedHeaders.includes(name),
  )
  if (hasUnsigned || !signedHeaders.includes('host')) return STORAGE_ERRORS.unsignedHeaders
  const expected = await signatureOf({ method, url, signedHeaders, headers }, date, credentials)
  if (expected !== query.signature) return STORAGE_ERRORS.signatureMismatch
  if (now < signedAt - MAX_SKEW_MS) return STORAGE_ERRORS.notYetValid
  return now > signedAt + query.expirationSeconds * 1000 ? STORAGE_ERRORS.expired : undefined
}

function readQuery(
  params: URLSearchParams,
  credentials: StorageCredentials,
): PresignedQuery | StorageError {
  const query = new Map(params)
  const signature = query.get('X-Amz-Signature')
  if (signature === undefined) return STORAGE_ERRORS.accessDenied
  const date = query.get('X-Amz-Date') ?? ''
  const signedAt = timeOf(date)
  const expirationSeconds = Number(query.get('X-Amz-Expires'))
  const [accessKeyId = '', ...scope] = (query.get('X-Amz-Credential') ?? '').split('/')
  const isWellFormed =
    query.size === params.size &&
    query.get('X-Amz-Algorithm') === ALGORITHM &&
    scope.join('/') === scopeOf(date, credentials) &&
    Number.isInteger(expirationSeconds) &&
    expirationSeconds >= 1 &&
    expirationSeconds <= MAX_SECONDS
  if (signedAt === undefined || !isWellFormed) return STORAGE_ERRORS.malformedQuery
  const signedHeaders = (query.get('X-Amz-SignedHeaders') ?? '').split(';')
  return { signature, date, signedAt, expirationSeconds, accessKeyId, signedHeaders }
}

/** @returns milliseconds since the epoch, or `undefined` if the text is not `YYYYMMDDTHHMMSSZ` */
function timeOf(date: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date)?.map(Number)
  if (!parts) return undefined
  const [, year = 0, month = 0, day, hour, minute, second] = parts
  return Date.UTC(year, month - 1, day, hour, minute, second)
}
