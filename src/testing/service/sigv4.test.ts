import { describe, expect, test } from 'vitest'
import { presign } from './sigv4.js'
import { verifyPresigned } from './verify-presigned.js'

const credentials = {
  accessKeyId: 'TESTACCESSKEY0000001',
  secretAccessKey: 'test-secret-key-do-not-use-0000000000001',
  region: 'kr-standard',
}
const now = Date.UTC(2025, 10, 24, 16)
const url = 'https://kr.object.ncloudstorage.com/example-bucket/images/2025/11/24/query_image.jpg'
const signatureOf = (text: string) => new URL(text).searchParams.get('X-Amz-Signature')

test("reproduces AWS's published example", async () => {
  const aws = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    region: 'us-east-1',
  }
  const input = {
    method: 'GET',
    url: 'https://examplebucket.s3.amazonaws.com/test.txt',
    now: Date.UTC(2013, 4, 24),
  } as const
  const signed = await presign({ ...input, expirationSeconds: 86_400 }, aws)
  expect(signatureOf(signed)).toBe(
    'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  )
})

test('reproduces the vectors for the service, with and without a signed content type', async () => {
  const input = { method: 'PUT', url, now, expirationSeconds: 900 } as const
  expect(signatureOf(await presign(input, credentials))).toBe(
    '957e0228f986a894481d5169eb06511f525534e100697f29f089209ffe54b46e',
  )
  const typed = await presign({ ...input, headers: { 'content-type': 'image/jpeg' } }, credentials)
  expect(signatureOf(typed)).toBe(
    'af3d612bae7e2461a352899b87a5ffed72e193bd903d68882a3368f9f939e39b',
  )
})

test('signs the query that a URL already has', async () => {
  const input = { method: 'PUT', now, expirationSeconds: 900 } as const
  const signed = await presign({ ...input, url: `${url}?cors` }, credentials)
  expect(signed).toContain('?cors&X-Amz-Algorithm=')
  const headers = { host: new URL(url).host }
  const check = (text: string) =>
    verifyPresigned({ method: 'PUT', url: new URL(text), headers }, credentials, now)
  expect(await check(signed)).toBeUndefined()
  expect(await check(signed.replace('?cors', '?acl'))).toMatchObject({ status: 403 })
})

describe('verification', () => {
  const headers = { host: 'kr.object.ncloudstorage.com', 'content-type': 'image/jpeg' }
  const signed = (more: { headers?: Record<string, string>; now?: number } = {}) =>
    presign({ method: 'PUT', url, now, expirationSeconds: 900, ...more }, credentials)
  const check = (
    text: string,
    more: { method?: string; headers?: Record<string, string>; now?: number } = {},
  ) =>
    verifyPresigned(
      { method: 'PUT', headers, ...more, url: new URL(text) },
      credentials,
      more.now ?? now,
    )
  const changed = (text: string, name: string, value: string) => {
    const other = new URL(text)
    other.searchParams.set(name, value)
    return other.href
  }

  test('accepts a valid request until the last second', async () => {
    expect(await check(await signed())).toBeUndefined()
    expect(await check(await signed(), { now: now + 900_000 })).toBeUndefined()
    expect(await check(await signed({ headers: { 'content-type': 'image/jpeg' } }))).toBeUndefined()
  })

  test.each([
    ['expired', async () => check(await signed(), { now: now + 901_000 }), 403, 'AccessDenied'],
    [
      'signed in the future',
      async () => check(await signed({ now: now + 3_600_000 })),
      403,
      'AccessDenied',
    ],
    ['no signature', async () => check(url), 403, 'AccessDenied'],
    [
      'another key',
      async () => check((await signed()).replace('query_image', 'other_image')),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'a longer life',
      async () => check(changed(await signed(), 'X-Amz-Expires', '3600')),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'another method',
      async () => check(await signed(), { method: 'GET' }),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'no such access key',
      async () => check((await signed()).replace('TESTACCESSKEY', 'OTHERACCESSKEY')),
      403,
      'InvalidAccessKeyId',
    ],
    [
      'a life of eight days',
      async () => check(changed(await signed(), 'X-Amz-Expires', '691200')),
      400,
      'AuthorizationQueryParametersError',
    ],
    [
      'a parameter twice',
      async () => check(`${await signed()}&X-Amz-Date=1`),
      400,
      'AuthorizationQueryParametersError',
    ],
    [
      'an unsigned x-amz header',
      async () => check(await signed(), { headers: { ...headers, 'x-amz-acl': 'x' } }),
      403,
      'AccessDenied',
    ],
    [
      'another content type than the signed one',
      async () => check(await signed({ headers: { 'content-type': 'image/png' } })),
      403,
      'SignatureDoesNotMatch',
    ],
  ])('rejects %s', async (_name, run, status, code) => {
    expect(await run()).toMatchObject({ status, code })
  })
})
