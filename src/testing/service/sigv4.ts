/**
 * Presigned S3 URLs with AWS Signature Version 4.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
import { hmacSha256, sha256, toHex, type Bytes } from '../../server/crypto.js'

/** Keys of an S3-compatible storage. */
export interface StorageCredentials {
  /** Access key id. */
  readonly accessKeyId: string
  /** Secret access key. */
  readonly secretAccessKey: string
  /** Region in the signature's scope, for example `kr-standard`. */
  readonly region: string
}

export interface PresignInput {
  readonly method: 'PUT' | 'GET'
  /** A query, such as `?cors`, is signed with it. */
  readonly url: string
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly expirationSeconds: number
  /** Headers that the sender must repeat exactly; `host` is always signed. */
  readonly headers?: Readonly<Record<string, string>>
}

/** The parts of a request that are signed. */
export interface SignedRequest {
  readonly method: string
  readonly url: URL
  readonly signedHeaders: readonly string[]
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
}

export const ALGORITHM = 'AWS4-HMAC-SHA256'

/** RFC 3986: encodes everything but the unreserved characters. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** `20251124T160000Z` */
const amzDate = (ms: number) => `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`

/** @param date as in `X-Amz-Date` */
export const scopeOf = (date: string, { region }: StorageCredentials): string =>
  `${date.slice(0, 8)}/${region}/s3/aws4_request`

async function signingKey(
  { secretAccessKey, region }: StorageCredentials,
  day: string,
): Promise<Bytes> {
  let key: Bytes | string = `AWS4${secretAccessKey}`
  for (const part of [day, region, 's3', 'aws4_request']) key = await hmacSha256(key, part)
  return key as Bytes
}

function canonicalRequest({ method, url, signedHeaders, headers }: SignedRequest): string {
  const path = url.pathname.split('/').map((part) => encode(decodeURIComponent(part)))
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
  const fields = signedHeaders.map(
    (name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`,
  )
  const names = signedHeaders.join(';')
  const lines = [method, path.join('/'), query.join('&'), ...fields, '', names, 'UNSIGNED-PAYLOAD']
  return lines.join('\n')
}

/** @param date as in `X-Amz-Date` */
export async function signatureOf(
  request: SignedRequest,
  date: string,
  credentials: StorageCredentials,
): Promise<string> {
  const hash = toHex(await sha256(canonicalRequest(request)))
  const text = [ALGORITHM, date, scopeOf(date, credentials), hash].join('\n')
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
  const query = {
    'X-Amz-Algorithm': ALGORITHM,
    'X-Amz-Credential': `${credentials.accessKeyId}/${scopeOf(date, credentials)}`,
    'X-Amz-Date': date,
    'X-Amz-Expires': String(input.expirationSeconds),
    'X-Amz-SignedHeaders': signedHeaders.join(';'),
  }
  const signed = Object.entries(query).map(([name, value]) => `${name}=${encode(value)}`)
  url.search = [url.search.slice(1), ...signed].filter((part) => part !== '').join('&')
  const request = { method: input.method, url, signedHeaders, headers }
  return `${url.href}&X-Amz-Signature=${await signatureOf(request, date, credentials)}`
}
