import { expect, test } from 'vitest'
import { put, relayStage, type RunningRelay } from '../../../test/support/relay-stage.js'
import { createClaims } from './claims.js'

const stage = relayStage()

test('an id is claimed once, until it expires', () => {
  let now = 0
  const claim = createClaims(() => now)
  expect([claim('a', 10), claim('b', 10), claim('a', 10)]).toEqual([true, true, false])
  now = 11
  expect([claim('c', 21), claim('a', 21), claim('c', 21)]).toEqual([true, true, false])
})

test('only the ids that have expired are looked at', () => {
  let looks = 0
  const claim = createClaims(() => {
    looks++
    return 0
  })
  for (let id = 0; id < 1_000; id++) claim(String(id), 10)
  expect(looks).toBeLessThanOrEqual(1_000)
})

const upload = async ({ link }: RunningRelay) =>
  put((await link()).presignedUploadUrl, new Uint8Array(100))

test('a memory that fails or hangs is 503, and nothing is sent', async () => {
  const failing = await stage().start({ claimToken: () => Promise.reject(new Error('down')) })
  expect((await upload(failing)).status).toBe(503)
  const hanging = await stage().start({
    claimToken: () => new Promise(() => undefined),
    timeouts: { limiter: 10 },
  })
  expect((await upload(hanging)).status).toBe(503)
  expect(stage().uploads()).toMatchObject([{ reason: 'claim-failed' }, { reason: 'claim-timeout' }])
  expect(stage().service.requests.filter(({ kind }) => kind === 'put')).toEqual([])
})

test('tokens of the old secret are opened while both are listed', async () => {
  const [older, newer] = ['the older secret', 'the newer secret']
  const before = await stage().start({ receiptSecrets: older })
  const { presignedUploadUrl } = await before.link()
  const { search } = new URL(presignedUploadUrl)
  const only = await stage().start({ receiptSecrets: newer })
  expect((await put(`${only.base}/upload${search}`, new Uint8Array(100))).status).toBe(403)
  const both = await stage().start({ receiptSecrets: [newer, older] })
  expect((await put(`${both.base}/upload${search}`, new Uint8Array(100))).status).toBe(200)
})

test('a token stays used if its upload fails', async () => {
  const { link } = await stage().start()
  stage().service.setFaults({ put: 'reset-before' })
  const { presignedUploadUrl } = await link()
  expect((await put(presignedUploadUrl, new Uint8Array(100))).status).toBe(502)
  stage().service.setFaults({})
  expect((await put(presignedUploadUrl, new Uint8Array(100))).status).toBe(403)
})
