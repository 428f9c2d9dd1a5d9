/**
 * Presigned S3 URLs, AWS Signature Version 4: made and checked.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
import { hmacSha256, sha256, toHex, type Bytes } from '../../server/crypto.js'

export interface StorageCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly region: string
}

export interface PresignInput {
  readonly method: 'PUT' | 'GET'
  /** Without a query. */
  readonly url: string
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly expirationSeconds: number
  /** Headers that the sender must repeat exactly; `host` is always signed. */
  readonly headers?: Readonly<Record<string, string>>
}

const ALGORITHM = 'AWS4-HMAC-SHA256'

/** RFC 3986: everything but the unreserved characters. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** `20251124T160000Z` */
const amzDate = (ms: number) => `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`

async function signingKey(
  { secretAccessKey, region }: StorageCredentials,
  day: string,
): Promise<Bytes> {
  let key: Bytes | string = `AWS4${secretAccessKey}`
  for (const part of [day, region, 's3', 'aws4_request']) key = await hmacSha256(key, part)
  return key as Bytes
}

interface Canonical {
  readonly method: string
  readonly url: URL
  readonly signedHeaders: readonly string[]
  readonly headers: Readonly<Record<string, string>>
}

async function signature(
  { method, url, signedHeaders, headers }: Canonical,
  date: string,
  credentials: StorageCredentials,
) {
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join('&')
  const path = url.pathname.split('/').map((part) => encode(decodeURIComponent(part)))
  const lines = signedHeaders.map(
    (name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`,
  )
  const request = [
    method,
    path.join('/'),
    query,
    ...lines,
    '',
    signedHeaders.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n')
  const scope = `${date.slice(0, 8)}/${credentials.region}/s3/aws4_request`
  const text = [ALGORITHM, date, scope, toHex(await sha256(request))].join('\n')
  return toHex(await hmacSha256(await signingKey(credentials, date.slice(0, 8)), text))
}

/** Adds the query that makes `url` usable until it expires. */
export async function presign(
  input: PresignInput,
  credentials: StorageCredentials,
): Promise<string> {
  const url = new URL(input.url)
  const date = amzDate(input.now)
  const headers: Record<string, string> = { host: url.host, ...input.headers }
  const signedHeaders = Object.keys(headers).toSorted()
  const scope = `${date.slice(0, 8)}/${credentials.region}/s3/aws4_request`
  url.search = [
    ['X-Amz-Algorithm', ALGORITHM],
    ['X-Amz-Credential', `${credentials.accessKeyId}/${scope}`],
    ['X-Amz-Date', date],
    ['X-Amz-Expires', String(input.expirationSeconds)],
    ['X-Amz-SignedHeaders', signedHeaders.join(';')],
  ]
    .map(([name = '', value = '']) => `${name}=${encode(value)}`)
    .join('&')
  const signed = await signature(
    { method: input.method, url, signedHeaders, headers },
    date,
    credentials,
  )
  return `${url.href}&X-Amz-Signature=${signed}`
}

/** Why a storage rejects: HTTP status, S3 error code, message. */
export interface StorageError {
  readonly status: number
  readonly code: string
  readonly message: string
}

const storageError = (status: number, code: string, message: string): StorageError => ({
  status,
  code,
  message,
})
const malformed = storageError(
  400,
  'AuthorizationQueryParametersError',
  'The query parameters of the presigned URL are not valid.',
)
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.'
const UNSIGNED = 'There were headers present in the request which were not signed'

/** `undefined` where the request may go on. `headers` with lower-case names. */
export async function verifyPresigned(
  request: {
    readonly method: string
    readonly url: URL
    readonly headers: Readonly<Record<string, string>>
  },
  credentials: StorageCredentials,
  now: number,
): Promise<StorageError | undefined> {
  const { url, headers } = request
  const query = new Map(url.searchParams)
  const given = query.get('X-Amz-Signature')
  if (given === undefined) return storageError(403, 'AccessDenied', 'Access Denied')
  const date = query.get('X-Amz-Date') ?? ''
  const time = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date)
  const seconds = Number(query.get('X-Amz-Expires'))
  const [accessKeyId, ...scope] = (query.get('X-Amz-Credential') ?? '').split('/')
  const expected = `${date.slice(0, 8)}/${credentials.region}/s3/aws4_request`
  const repeated = query.size !== url.searchParams.size
  if (
    !time ||
    repeated ||
    query.get('X-Amz-Algorithm') !== ALGORITHM ||
    scope.join('/') !== expected
  )
    return malformed
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 604_800) return malformed
  if (accessKeyId !== credentials.accessKeyId) {
    return storageError(
      403,
      'InvalidAccessKeyId',
      'The access key Id you provided does not exist in our records.',
    )
  }
  const signedHeaders = (query.get('X-Amz-SignedHeaders') ?? '').split(';')
  const unsigned = Object.keys(headers).some(
    (name) => name.startsWith('x-amz-') && !signedHeaders.includes(name),
  )
  if (unsigned || !signedHeaders.includes('host'))
    return storageError(403, 'AccessDenied', UNSIGNED)
  const wanted = await signature(
    { method: request.method, url, signedHeaders, headers },
    date,
    credentials,
  )
  if (wanted !== given) return storageError(403, 'SignatureDoesNotMatch', MISMATCH)
  const [, year = 0, month = 0, ...rest] = time.map(Number)
  const [day = 0, hour = 0, minute = 0, second = 0] = rest
  const signedAt = Date.UTC(year, month - 1, day, hour, minute, second)
  if (now < signedAt - 900_000) return storageError(403, 'AccessDenied', 'Request is not valid yet')
  if (now > signedAt + seconds * 1000)
    return storageError(403, 'AccessDenied', 'Request has expired')
  return undefined
}
