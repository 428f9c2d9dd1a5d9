import { expect, test } from 'vitest'
import { ask, LINK, localFetch, watchedHandler } from '../../test/support/upstream-server.js'
import type { UploadHandlerOptions } from './options.js'

const OLD = 'the old secret of receipts'
const NEW = 'the new secret of receipts'

/** A service that gives every upload its own key, and completes all. */
let count = 0
const service = localFetch((call) => {
  count += 1
  return call === 'presigned-url'
    ? { ...LINK, assetFileKey: `images/${count}.jpg` }
    : { assetKey: 'images/final.jpg', uploadStatus: 'COMPLETED' }
})

const instance = (receiptSecrets: UploadHandlerOptions['receiptSecrets'], more = {}) =>
  watchedHandler({ fetch: service, receiptSecrets, ...more })

const request = async ({ handler }: ReturnType<typeof instance>) => {
  const { assetFileKey, receipt } = (await ask(handler)).body
  return { assetKey: assetFileKey, receipt }
}
const confirm = async ({ handler }: ReturnType<typeof instance>, upload: unknown) =>
  (await ask(handler, 'complete', upload)).status

test('a rotation during 100 uploads loses none', async () => {
  // Each deployment replaces one of two instances after the other, so neighbours overlap.
  const deployments = [[OLD], [OLD, NEW], [NEW, OLD], [NEW]].map((secrets) => instance(secrets))
  const statuses: number[] = []
  for (let upload = 0; upload < 100; upload++) {
    const before = deployments[Math.floor(upload / 34)]
    const after = deployments[Math.floor(upload / 34) + 1]
    if (!before || !after) throw new Error('three changes of four deployments')
    // A page may meet the instances in any order.
    const [first, second] = upload % 2 === 0 ? [before, after] : [after, before]
    statuses.push(await confirm(second, await request(first)))
  }
  expect(statuses).toEqual(Array.from({ length: 100 }, () => 200))
})

test('a removed secret, or a receipt of another one, is forbidden', async () => {
  expect(await confirm(instance([NEW]), await request(instance([OLD])))).toBe(403)
})

test('the service’s secret can be rotated too', async () => {
  const before = instance(undefined)
  const upload = await request(before)
  const secretKey = 'another secret key'
  expect(await confirm(instance(undefined, { secretKey }), upload)).toBe(403)
  const after = instance([NEW, 'SECRET-CANARY-of-16'], { secretKey })
  const own = instance('SECRET-CANARY-of-16')
  expect(await confirm(after, await request(own))).toBe(200)
})

test('a receipt names its key, and tells nothing of the secret', async () => {
  const [one, other] = [await request(instance([OLD])), await request(instance([NEW]))]
  const id = ({ receipt }: { receipt: unknown }) => String(receipt).split('.')[0]
  expect(id(one)).toMatch(/^[\w-]{6}$/)
  expect(id(one)).toBe(id(await request(instance([OLD]))))
  expect(id(one)).not.toBe(id(other))
})

test('an expired receipt is told apart from a forged one', async () => {
  let now = 1_764_000_000_000
  const watched = instance([OLD], { now: () => now })
  const { assetKey, receipt } = await request(watched)
  const forged = `${String(receipt).slice(0, -8)}AAAAAAAA`
  now += (900 + 30 * 60) * 1000
  expect(await confirm(watched, { assetKey, receipt })).toBe(200)
  now += 1
  const expired = await ask(watched.handler, 'complete', { assetKey, receipt })
  expect(expired).toMatchObject({ status: 410, body: { error: { code: 'receipt-expired' } } })
  expect(await confirm(watched, { assetKey, receipt: forged })).toBe(403)
  expect(watched.events.at(-2)).toMatchObject({ reason: 'receipt-expired' })
})

test('a clock with fractions of a millisecond makes receipts that verify', async () => {
  const watched = instance([OLD], { now: () => 1_764_000_000_000.123 })
  expect(await confirm(watched, await request(watched))).toBe(200)
})

test.each([[[]], [['']], ['short'], [[OLD, undefined]]])(
  'the secrets %j are an error of the set-up',
  async (receiptSecrets) => {
    const watched = instance(receiptSecrets)
    expect((await ask(watched.handler)).status).toBe(500)
    expect(watched.events).toMatchObject([{ reason: 'bad-receipt-secrets' }])
  },
)
