import { describe, expect, test } from 'vitest'
import { backoffMs, delayBefore, isTransient, retryAfterOf } from './backoff.js'
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
