import { describe, expect, test } from 'vitest'
import { backoffMs, delayBefore, isTransient, parseRetryAfter, retryAfterOf } from './backoff.js'
import { uploadError, withStatus } from '../errors.js'

test('full jitter doubles up to the cap', () => {
  const most = [1, 2, 3, 4, 5, 9].map((tries) => backoffMs(tries, () => 1))
  expect(most).toEqual([1000, 2000, 4000, 8000, 8000, 8000])
  expect(backoffMs(3, () => 0)).toBe(0)
  expect(backoffMs(3, () => 0.25)).toBe(1000)
})

test('a wait that the service asks for is kept up to 30 s', () => {
  expect(delayBefore(1, undefined, () => 0.5)).toBe(500)
  expect(delayBefore(1, 2, () => 0.5)).toBe(2000)
  expect(delayBefore(3, 30, () => 0.5)).toBe(30_000)
  expect(delayBefore(1, 31, () => 0.5)).toBeUndefined()
})

describe('Retry-After', () => {
  const now = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT')
  test.each([
    ['2', 2],
    [' 120 ', 120],
    ['Wed, 21 Oct 2026 07:28:05 GMT', 5],
    [3, 3],
    [0.2, 1],
    ['Wed 21 Oct 2026 07:28:05 GMT', 5],
    ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
    ['on Wed, 21 Oct 2026 07:28:05 GMT', undefined],
    [0, undefined],
    ['Wed, 21 Oct 2026 07:27:00 GMT', undefined],
    ['0', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
    [-1, undefined],
    [Number.NaN, undefined],
    [Infinity, undefined],
  ])('%j is %s', (value, seconds) => expect(parseRetryAfter(value, now)).toBe(seconds))
})

describe('isTransient', () => {
  test('requests are repeated after network faults and overload', () => {
    expect(isTransient(uploadError('network', 'request', 'try-again', { offline: false }))).toBe(
      true,
    )
    expect(
      isTransient(withStatus(429, uploadError('rate-limited', 'request', 'try-again', {}))),
    ).toBe(true)
    expect(isTransient(uploadError('rate-limited', 'request', 'try-again', {}))).toBe(true)
    for (const status of [408, 425, 500, 502, 503, 504]) {
      expect(
        isTransient(
          withStatus(status, uploadError('service-unavailable', 'request', 'try-again', {})),
        ),
      ).toBe(true)
    }
  })

  test('requests are not repeated after a timeout, a rejection or a malformed response', () => {
    expect(isTransient(uploadError('service-unavailable', 'request', 'try-again', {}))).toBe(false)
    expect(
      isTransient(withStatus(501, uploadError('service-unavailable', 'request', 'try-again', {}))),
    ).toBe(false)
    expect(
      isTransient(withStatus(401, uploadError('unauthorized', 'request', 'sign-in', {}))),
    ).toBe(false)
    // A status that is transient elsewhere does not make a rejection one.
    expect(
      isTransient(
        withStatus(503, uploadError('storage-rejected', 'upload', 'none', { storageCode: 'X' })),
      ),
    ).toBe(false)
    expect(isTransient(uploadError('endpoint-malformed', 'request', 'try-again', {}))).toBe(false)
    expect(
      isTransient(withStatus(404, uploadError('endpoint-rejected', 'request', 'try-again', {}))),
    ).toBe(false)
  })
})

test('only overload has a wait', () => {
  expect(
    retryAfterOf(
      withStatus(429, uploadError('rate-limited', 'request', 'try-again', { retryAfter: 4 })),
    ),
  ).toBe(4)
  expect(
    retryAfterOf(
      withStatus(
        503,
        uploadError('service-unavailable', 'request', 'try-again', { retryAfter: 5 }),
      ),
    ),
  ).toBe(5)
  expect(
    retryAfterOf(uploadError('network', 'request', 'try-again', { offline: false })),
  ).toBeUndefined()
})
