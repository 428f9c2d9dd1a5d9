import { expect, test, vi } from 'vitest'
import { exchange, leaveHalfway } from '../../../test/support/exchange.js'
import { BODY, probeService } from '../../../test/support/fault-probe.js'

const probe = probeService()

test('a PUT without a length is rejected, as by S3', async () => {
  const sent = { method: 'PUT', headers: { 'Transfer-Encoding': 'chunked' }, body: BODY }
  expect(await exchange(await probe.issue(), sent)).toMatchObject({
    status: 411,
    text: expect.stringContaining('<Code>MissingContentLength</Code>'),
  })
  expect(probe.service.objects.size).toBe(0)
})

test('a PUT that declares too many bytes is rejected before they are sent', async () => {
  const sent = {
    method: 'PUT',
    headers: { 'Content-Length': '200000001' },
    onContinue: () => Promise.resolve(undefined),
  }
  expect(await exchange(await probe.issue(), sent)).toMatchObject({
    status: 400,
    text: expect.stringContaining('<Code>EntityTooLarge</Code>'),
  })
})

test('a client that leaves in the middle of the body leaves no trace on the console', async () => {
  const logs = [
    vi.spyOn(console, 'error').mockImplementation(() => undefined),
    vi.spyOn(process.stderr, 'write').mockImplementation(() => true),
  ]
  await leaveHalfway(await probe.issue(), BODY)
  await expect.poll(() => probe.service.requests.at(-1)?.response).toBe('gone')
  const written = logs.flatMap(({ mock }) => mock.calls)
  vi.restoreAllMocks()
  expect(written).toEqual([])
  expect(probe.service.objects.size).toBe(0)
})
