import { describe, expect, test } from 'vitest'
import { isUploadError } from '../errors.js'
import { parseExpiration, parseLink, parseConfirmation, publicLink } from './responses.js'

const url = 'https://store.example/k?X-Amz-Signature=abc'
const result = { assetFileKey: 'images/q.jpg', presignedUploadUrl: url, expirationSeconds: 900 }

const codeOf = (run: () => unknown): string => {
  try {
    run()
  } catch (thrown) {
    if (isUploadError(thrown)) return thrown.code
    throw thrown
  }
  return 'nothing thrown'
}

describe('parseLink', () => {
  const fields = { assetFileKey: 'images/q.jpg', url, expirationSeconds: 900, receipt: undefined }
  test.each([
    ['the envelope', { code: '0', message: 'success', result }],
    ['code 0 as a number', { code: 0, result }],
    ['the bare result', result],
    ['unknown fields', { ...result, more: { x: 1 } }],
  ])('accepts %s', (_name, answer) => expect(parseLink(answer)).toEqual(fields))

  test('keeps a receipt that is a string of sane length', () => {
    expect(parseLink({ ...result, receipt: 'r' }).receipt).toBe('r')
    expect(parseLink({ ...result, receipt: 7 }).receipt).toBeUndefined()
    expect(parseLink({ ...result, receipt: 'x'.repeat(4096) }).receipt).toHaveLength(4096)
    expect(parseLink({ ...result, receipt: 'x'.repeat(4097) }).receipt).toBeUndefined()
  })

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['a string', 'ok'],
    ['an empty object', {}],
    ['an envelope without code', { result }],
    ['an envelope without result', { code: '0', message: 'success' }],
    ['result null', { code: '0', result: null }],
    ['result a string', { code: '0', result: 'x' }],
    ['no url', { assetFileKey: 'k', expirationSeconds: 900 }],
    ['an empty url', { ...result, presignedUploadUrl: '' }],
    ['a url that is no string', { ...result, presignedUploadUrl: { href: url } }],
    ['no key', { presignedUploadUrl: url }],
    ['an empty key', { ...result, assetFileKey: '' }],
    ['a key with a line break', { ...result, assetFileKey: 'a\nb' }],
    ['a key with a delete character', { ...result, assetFileKey: 'a\u007fb' }],
    ['a huge key', { ...result, assetFileKey: 'k'.repeat(1025) }],
    ['a lifetime that is not a number', { ...result, expirationSeconds: 'soon' }],
    ['inherited fields', Object.create(result) as unknown],
    ['an envelope that is not filled', { code: '0', ...result }],
  ])('rejects %s', (_name, answer) =>
    expect(codeOf(() => parseLink(answer))).toBe('endpoint-malformed'),
  )

  test('a code that is not 0 is a rejection, even with a link inside', () => {
    expect(codeOf(() => parseLink({ code: '10001', message: 'Invalid Request.', result }))).toBe(
      'endpoint-rejected',
    )
    expect(codeOf(() => parseLink({ code: 10001 }))).toBe('endpoint-rejected')
  })

  test.each([
    ['200', 'unauthorized'],
    ['210', 'unauthorized'],
    [200, 'unauthorized'],
    ['410', 'rate-limited'],
    ['420', 'rate-limited'],
    ['400', 'rate-limited'],
    ['900', 'endpoint-rejected'],
    [['200'], 'endpoint-rejected'],
  ])('gateway error %s is %s', (errorCode, code) => {
    expect(codeOf(() => parseLink({ error: { errorCode, message: 'x' } }))).toBe(code)
    expect(codeOf(() => parseConfirmation({ error: { errorCode, message: 'x' } }))).toBe(code)
  })

  test('an overloaded gateway is called again to confirm, and nothing is sent again', () => {
    const busy = { error: { errorCode: '420', message: 'x' } }
    expect(() => parseConfirmation(busy)).toThrow(
      expect.objectContaining({ code: 'rate-limited', recovery: 'confirm-again' }),
    )
    expect(() => parseLink(busy)).toThrow(
      expect.objectContaining({ code: 'rate-limited', recovery: 'try-again' }),
    )
  })

  test('the code of a gateway error has two names, and a key may have 1 024 characters', () => {
    expect(codeOf(() => parseLink({ error: { code: '200' } }))).toBe('unauthorized')
    expect(parseLink({ ...result, assetFileKey: 'k'.repeat(1024) }).assetFileKey).toHaveLength(1024)
  })

  test('an error that is not an object is a rejection', () =>
    expect(codeOf(() => parseLink({ error: 'x' }))).toBe('endpoint-rejected'))

  test('__proto__ in JSON changes no prototype and counts as missing', () => {
    const answer: unknown = JSON.parse(
      '{"__proto__":{"assetFileKey":"k","presignedUploadUrl":"https://x/"}}',
    )
    expect(codeOf(() => parseLink(answer))).toBe('endpoint-malformed')
    expect(({} as Record<string, unknown>)['assetFileKey']).toBeUndefined()
  })

  test('the recovery of each phase', () => {
    expect(() => parseLink({})).toThrow(
      expect.objectContaining({ phase: 'request', recovery: 'try-again' }),
    )
    expect(() => parseLink({ ...result, presignedUploadUrl: '' })).toThrow(
      expect.objectContaining({ phase: 'request' }),
    )
    expect(() => parseConfirmation({ uploadStatus: 'COMPLETED' })).toThrow(
      expect.objectContaining({ phase: 'confirm' }),
    )
    expect(() => parseConfirmation({})).toThrow(
      expect.objectContaining({ phase: 'confirm', recovery: 'confirm-again' }),
    )
    expect(() => parseLink({ code: '1' })).toThrow(
      expect.objectContaining({ phase: 'request', recovery: 'try-again' }),
    )
    expect(() => parseConfirmation({ code: '1' })).toThrow(
      expect.objectContaining({ phase: 'confirm', recovery: 'confirm-again' }),
    )
    expect(() => parseLink({ error: { errorCode: '200' } })).toThrow(
      expect.objectContaining({ recovery: 'sign-in' }),
    )
    expect(() => parseLink({ error: { errorCode: '410' } })).toThrow(
      expect.objectContaining({ recovery: 'try-again' }),
    )
  })
})

test('publicLink contains no URL', () => {
  const link = {
    assetFileKey: 'k',
    url,
    receipt: 'r',
    life: { start: { wall: 1000, monotonic: 0 }, ms: 900_000 },
  }
  expect(publicLink(link)).toEqual({ assetFileKey: 'k', expiresAt: 901_000 })
})

test.each([
  [undefined, 900],
  [900, 900],
  ['900', 900],
  [1.5, 1],
  [0, 0],
  [-5, 0],
  [1e12, 604_800],
  [Infinity, 604_800],
  ['999999999999', 604_800],
  [true, undefined],
  ['soon', undefined],
  ['', undefined],
  ['-5', undefined],
  ['1e3', undefined],
  [null, undefined],
  [Number.NaN, undefined],
  [{}, undefined],
  [['900'], undefined],
])('expirationSeconds %s is %s', (value, seconds) => expect(parseExpiration(value)).toBe(seconds))

describe('parseConfirmation', () => {
  test.each([
    [
      { assetKey: 'k.jpg', uploadStatus: 'COMPLETED' },
      { kind: 'completed', assetKey: 'k.jpg' },
    ],
    [
      { code: '0', result: { assetKey: 'k', uploadStatus: 'COMPLETED' } },
      { kind: 'completed', assetKey: 'k' },
    ],
    [
      { assetKey: 'k', uploadStatus: 'FAILED', uploadMessage: 'FILE_NOT_EXIST' },
      { kind: 'missing' },
    ],
    [
      { uploadStatus: 'FAILED', uploadMessage: 'OVER_SIZE_LIMIT' },
      { kind: 'failed', reason: 'size' },
    ],
    [
      { uploadStatus: 'FAILED', uploadMessage: 'RESOLUTION_NOT_SUPPORT' },
      { kind: 'failed', reason: 'resolution' },
    ],
    [
      { uploadStatus: 'FAILED', uploadMessage: 'toString' },
      { kind: 'failed', reason: 'unknown' },
    ],
    [{ uploadStatus: 'FAILED' }, { kind: 'failed', reason: 'unknown' }],
    [
      { uploadStatus: 'FAILED', uploadMessage: ['FILE_NOT_EXIST'] },
      { kind: 'failed', reason: 'unknown' },
    ],
  ])('%o', (answer, confirmation) => expect(parseConfirmation(answer)).toEqual(confirmation))

  test.each([[{ uploadStatus: 'PENDING' }], [{ uploadStatus: 'COMPLETED' }], [{}], [null]])(
    'rejects %o',
    (answer) => expect(codeOf(() => parseConfirmation(answer))).toBe('endpoint-malformed'),
  )
})
