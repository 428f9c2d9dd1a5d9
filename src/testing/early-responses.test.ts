import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { BODY, probeService } from '../../test/support/fault-probe.js'
import { POLL_TIMEOUT } from '../../test/support/patience.js'

const probe = probeService()

/**
 * Sends the head and half of the body, waits for the response, then sends the rest and one more
 * request. Returns what was received before and after.
 * @param more whether something is received after the first response
 */
async function exchange(
  url: string,
  more: boolean,
): Promise<{ early: string; later: string; end: string }> {
  const { port, pathname, search, host } = new URL(url)
  let text = ''
  let end = 'open'
  const socket = connect(Number(port), '127.0.0.1')
  socket.on('data', (data) => {
    text += data.toString()
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    end = error.code ?? 'error'
  })
  socket.on('end', () => {
    end = 'closed'
  })
  socket.write(
    `PUT ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${BODY.length}\r\n\r\n`,
  )
  socket.write(BODY.subarray(0, BODY.length / 2))
  await expect.poll(() => text).toContain('</Error>')
  const early = text
  text = ''
  if (!socket.destroyed) socket.write(BODY.subarray(BODY.length / 2))
  if (!socket.destroyed) socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  if (more) await vi.waitUntil(() => text !== '' || end !== 'open', { timeout: POLL_TIMEOUT })
  else await sleep(300)
  socket.destroy()
  return { early, later: text.split('\r\n')[0] ?? '', end }
}

test.each([
  ['early-403-drained', 'HTTP/1.1 403 Forbidden', 'open'],
  ['early-403-ignored', '', 'open'],
  ['early-403-reset', '', 'ECONNRESET'],
])('%s', async (put, later, end) => {
  probe.service.setFaults({ put })
  const seen = await exchange(await probe.issue(), put !== 'early-403-ignored')
  expect(seen.early).toMatch(/^HTTP\/1\.1 403 /)
  expect(seen.early).toContain('<Code>AccessDenied</Code>')
  expect(seen.early.toLowerCase()).toContain('access-control-allow-origin: *')
  expect([seen.later, seen.end]).toEqual([later, end])
  expect(probe.service.objects.size).toBe(0)
})
