import { expect, test } from 'vitest'
import { isUploadError, rejectionError, UploadError, uploadError, withStatus } from './errors.js'

test('the message contains code, phase and status', () => {
  expect(
    withStatus(429, uploadError('rate-limited', 'request', 'try-again', { retryAfter: 3 })).message,
  ).toBe('rate-limited (request, HTTP 429)')
  expect(uploadError('stalled', 'upload', 'try-again', {}).message).toBe('stalled (upload)')
})

test('has the fields it was created with, and a status only if there was one', () => {
  const error = uploadError('network', 'confirm', 'confirm-again', { offline: true })
  expect(error).toBeInstanceOf(UploadError)
  expect(error).toMatchObject({
    name: 'UploadError',
    code: 'network',
    phase: 'confirm',
    recovery: 'confirm-again',
  })
  expect(error.details).toStrictEqual({ offline: true })
  expect(error).not.toHaveProperty('status')
  expect(error).not.toHaveProperty('cause')
  expect(
    withStatus(200, uploadError('network', 'upload', 'try-again', { offline: false })).status,
  ).toBe(200)
})

test('after a rejection the user selects another image', () => {
  expect(rejectionError('empty-file', { name: 'a.jpg' })).toMatchObject({
    phase: 'choose',
    recovery: 'choose-another',
    details: { name: 'a.jpg' },
  })
})

test('is also recognised by its name: two copies of the package may be on one page', () => {
  const foreign = Object.assign(new Error('x'), {
    name: 'UploadError',
    code: 'network',
    recovery: 'try-again',
  })
  expect(isUploadError(uploadError('stalled', 'upload', 'try-again', {}))).toBe(true)
  expect(isUploadError(foreign)).toBe(true)
  expect(
    isUploadError(Object.assign(new Error('x'), { name: 'UploadError', code: 'network' })),
  ).toBe(false)
  expect(
    isUploadError(Object.assign(new Error('x'), { name: 'UploadError', recovery: 'none' })),
  ).toBe(false)
  expect(isUploadError(Object.assign(new Error('x'), { code: 'network', recovery: 'none' }))).toBe(
    false,
  )
  expect(isUploadError({ name: 'UploadError', code: 'network', recovery: 'none' })).toBe(false)
  expect(isUploadError(null)).toBe(false)
})
