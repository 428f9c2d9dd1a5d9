import { describe, expect, test } from 'vitest'
import { isUploadUrl } from './upload-url.js'

const url = 'https://store.example/k?X-Amz-Signature=abc'

describe('isUploadUrl', () => {
  test.each([
    url,
    'https://store.example:8443/k',
    'http://127.0.0.1:9301/put?x=1',
    'http://127.255.0.9/k',
    'http://localhost:3000/k',
    'http://store.localhost/k',
    'http://[::1]:80/k',
  ])('accepts %s', (raw) => expect(isUploadUrl(raw)).toBe(true))

  test.each([
    'http://store.example/k',
    'http://127.0.0.1.evil.example/k',
    'http://localhost.evil.example/k',
    'http://evillocalhost/k',
    'ftp://localhost/k',
    'javascript:alert(1)',
    'data:text/plain,x',
    'blob:https://store.example/1',
    'file:///etc/passwd',
    'ws://store.example/k',
    '/put/k',
    '//store.example/k',
    'https://user@store.example/k',
    'https://user:pass@store.example/k',
    'https://:pass@store.example/k',
    'https://store.example/k\r\nX: y',
    'https://store.example/a b',
    ' https://store.example/k',
    'https://store.example\\@evil.example/k',
    'https://store\uFF0Eexample/k',
    'https://store.example/\u0000',
    'https://store.example/\u007f',
    'https:///',
    'https://./k',
    '',
    `https://store.example/${'k'.repeat(8_192)}`,
  ])('rejects %j', (raw) => expect(isUploadUrl(raw)).toBe(false))

  test('8 192 characters are the limit', () =>
    expect(isUploadUrl(`https://store.example/${'k'.repeat(8_192 - 22)}`)).toBe(true))

  test('allowed hosts are exact names', () => {
    const allowed = ['Store.example']
    expect(isUploadUrl('https://store.example/k', allowed)).toBe(true)
    expect(isUploadUrl('https://store.example:8443/k', allowed)).toBe(true)
    expect(isUploadUrl('https://store.example./k', allowed)).toBe(true)
    expect(isUploadUrl('https://evil-store.example/k', allowed)).toBe(false)
    expect(isUploadUrl('https://store.example.evil.com/k', allowed)).toBe(false)
    expect(isUploadUrl('https://a.store.example/k', allowed)).toBe(false)
    expect(isUploadUrl('https://xn--stor-2va.example/k', allowed)).toBe(false)
    expect(isUploadUrl('https://store.example/k', [])).toBe(false)
  })
})
