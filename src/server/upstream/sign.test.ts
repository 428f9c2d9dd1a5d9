import { expect, test } from 'vitest'
import { signRequest } from './sign.js'

// The keys are made up. Two of the four values were also computed with openssl.
const keys = {
  accessKey: 'TESTACCESSKEY0000001',
  secretKey: 'test-secret-key-do-not-use-0000000000001',
  timestamp: 1764000000000,
}

test.each([
  [
    'POST',
    '/api/v1/query-assets/uploads/presigned-url',
    'wlEUhLIGHhCmeWRcJLPwIqO38hJCyERmNV7H/O3rsl0=',
  ],
  ['POST', '/api/v1/query-assets/uploads/complete', 'WpB+C4luIBDKNfgX6oN2SxYlFict/QuTcP8n0WMtzTI='],
  [
    'POST',
    '/api/v1/workspaces/my-workspace/assets/search',
    '9sFgHXuraRKZmfi/cpCVuKfXKJEdu1NDO7GLNihZPJs=',
  ],
  [
    'GET',
    '/api/v1/workspaces/my-workspace/assets/search/JtWJKTDCKknMHP8Id4Gt?pageSize=50&pageNum=1',
    'ELEV6ulRxWfPFYzyRuO7RQhAvI8UU+cPoHAQO58EdW0=',
  ],
])('signs %s %s', async (method, path, signature) => {
  expect(await signRequest({ method, path, ...keys })).toEqual({
    'x-ncp-apigw-timestamp': '1764000000000',
    'x-ncp-iam-access-key': keys.accessKey,
    'x-ncp-apigw-signature-v2': signature,
  })
})

test('accepts the timestamp as a string, and uses the current time by default', async () => {
  const input = { ...keys, method: 'POST', path: '/api/v1/query-assets/uploads/complete' }
  expect(await signRequest({ ...input, timestamp: '1764000000000' })).toEqual(
    await signRequest(input),
  )
  const before = Date.now()
  const stamp = Number(
    (await signRequest({ ...input, timestamp: undefined }))['x-ncp-apigw-timestamp'],
  )
  expect(stamp).toBeGreaterThanOrEqual(before)
  expect(stamp).toBeLessThanOrEqual(Date.now())
})
