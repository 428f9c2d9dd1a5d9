import { expect, test } from 'vitest'
import { failureOf, isExpiredLink, setupFault } from './outcome.js'
import type { PutOutcome, UnknownOutcome } from './put.js'

const unknown = (fields: Partial<UnknownOutcome>): PutOutcome => ({
  kind: 'unknown',
  why: 'status',
  status: 0,
  sent: 0,
  storageCode: undefined,
  expired: false,
  ...fields,
})

test.each([
  [
    { kind: 'rate-limited', retryAfter: 3 } as const,
    'rate-limited',
    'try-again',
    { retryAfter: 3 },
  ],
  [{ kind: 'rate-limited', retryAfter: undefined } as const, 'rate-limited', 'try-again', {}],
  [{ kind: 'stored' } as const, 'network', 'try-again', { offline: false }],
  [unknown({ why: 'network' }), 'network', 'try-again', { offline: false }],
  [unknown({ why: 'redirect', status: 200 }), 'upload-redirected', 'none', {}],
  [unknown({ why: 'body', status: 200 }), 'network', 'try-again', { offline: false }],
  [unknown({ why: 'stalled' }), 'stalled', 'try-again', {}],
  [unknown({ status: 503, storageCode: 'SlowDown' }), 'service-unavailable', 'try-again', {}],
  [unknown({ status: 500 }), 'service-unavailable', 'try-again', {}],
  [
    unknown({ status: 403, storageCode: 'AccessDenied', expired: true }),
    'link-expired',
    'try-again',
    {},
  ],
  [
    unknown({ status: 403, storageCode: 'AccessDenied' }),
    'storage-rejected',
    'try-again',
    { storageCode: 'AccessDenied' },
  ],
  [unknown({ status: 404 }), 'storage-rejected', 'try-again', { storageCode: 'HTTP 404' }],
  [
    unknown({ status: 403, storageCode: 'SignatureDoesNotMatch' }),
    'storage-rejected',
    'none',
    { storageCode: 'SignatureDoesNotMatch' },
  ],
])('%o is %s', (outcome, code, recovery, details) => {
  const failure = failureOf(outcome, false)
  expect(failure).toMatchObject({ code, recovery, phase: 'upload' })
  expect(failure.details).toStrictEqual(details)
})

test('being offline is a detail of its own', () => {
  expect(failureOf(unknown({ why: 'network' }), true)).toMatchObject({
    code: 'network',
    details: { offline: true },
  })
  expect(failureOf({ kind: 'stored' }, true)).toMatchObject({ details: { offline: true } })
})

test('a readable status is part of the error, 0 is not', () => {
  expect(failureOf(unknown({ why: 'redirect', status: 200 }), false).status).toBe(200)
  expect(failureOf(unknown({ why: 'network', status: 0 }), false)).not.toHaveProperty('status')
})

test.each([
  'SignatureDoesNotMatch',
  'AuthorizationQueryParametersError',
  'EntityTooLarge',
  'BadDigest',
  'NoSuchBucket',
])('%s is not cured by a new link', (storageCode) =>
  expect(setupFault(unknown({ status: 400, storageCode }))).toMatchObject({
    code: 'storage-rejected',
    recovery: 'none',
    status: 400,
  }),
)

test('other outcomes are not faults of the set-up', () => {
  for (const outcome of [
    unknown({ storageCode: 'SlowDown' }),
    unknown({}),
    { kind: 'stored' } as const,
  ])
    expect(setupFault(outcome)).toBeUndefined()
})

test('only after an expired link a new one is requested without a wait', () => {
  expect(isExpiredLink(unknown({ expired: true }))).toBe(true)
  expect(isExpiredLink(unknown({}))).toBe(false)
  expect(isExpiredLink({ kind: 'stored' })).toBe(false)
})
