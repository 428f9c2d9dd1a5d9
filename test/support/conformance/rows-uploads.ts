/** From link to outcome. */
import { setTimeout as sleep } from 'node:timers/promises'
import { createUploadRelay } from '../../../src/server/index.js'
import { leaveHalfway } from '../exchange.js'
import { corpusBytes } from '../read-corpus.js'
import { jpegOf, put, seen } from './put.js'
import type { Row } from './row.js'
import { outcomeOf, post, type Link, type Session } from './session.js'

/** A PUT of these bytes on a new link, and the outcome. */
const upload =
  (body: Uint8Array | string, fileName = 'query.jpg') =>
  async (session: Session): Promise<string> => {
    const link = await session.issue(fileName)
    const received = await put(link.presignedUploadUrl, { body })
    return `${seen(received)}, ${await session.complete(link)}`
  }

const ONE_TIME =
  'The service promises links that work once. How its storage does that is not documented, and S3 itself lets a presigned URL replace the object until it expires. `oneTime: false` is as here.'

export const uploadRows: readonly Row[] = [
  { title: 'a JPEG', run: upload(jpegOf(20_000)) },
  { title: 'a PNG', run: upload(corpusBytes('png/rgb8.png'), 'query.png') },
  { title: 'a WebP', run: upload(corpusBytes('webp/lossy-vp8.webp'), 'query.webp') },
  { title: 'a HEIC', run: upload(corpusBytes('heic/single-480x320.heic'), 'query.heic') },
  { title: 'a file name in Korean', run: upload(jpegOf(20_000), '검색 사진 1.jpg') },
  {
    title: "a file name with `~!*'();,@$&=+%25`",
    run: upload(jpegOf(20_000), "it's ~!*(1)+;,@$&=%25.jpg"),
  },
  { title: '5 000 000 bytes', run: upload(jpegOf(5_000_000)) },
  { title: '5 000 001 bytes', run: upload(jpegOf(5_000_001)) },
  { title: '223 × 224 pixels', run: upload(corpusBytes('jpeg/min-223x224.jpg')) },
  { title: 'a text file named `.jpg`', run: upload('not an image') },
  { title: 'no bytes', run: upload('') },
  { title: 'no PUT', run: async (session) => session.complete(await session.issue('query.jpg')) },
  {
    title: 'the client leaves in the middle of the body',
    async run(session) {
      const link = await session.issue('query.jpg')
      await leaveHalfway(link.presignedUploadUrl, jpegOf(1_000_000))
      return session.complete(link)
    },
  },
  { title: 'the link expires during the PUT', run: expiresDuringPut },
  {
    title: 'a second PUT on the link',
    async run(session) {
      const { presignedUploadUrl } = await session.issue('query.jpg')
      return `${seen(await put(presignedUploadUrl))}, ${seen(await put(presignedUploadUrl))}`
    },
    difference: ONE_TIME,
  },
  { title: 'through the relay', run: throughRelay },
  {
    title: 'without `Content-Length` (chunked)',
    async run(session) {
      const { presignedUploadUrl } = await session.issue('query.jpg')
      return seen(await put(presignedUploadUrl, { headers: { 'Transfer-Encoding': 'chunked' } }))
    },
  },
  {
    title: 'a `Content-Length` of 200 000 001, with `Expect: 100-continue`',
    async run(session) {
      const { presignedUploadUrl } = await session.issue('query.jpg')
      const headers = { 'Content-Length': '200000001' }
      return seen(
        await put(presignedUploadUrl, { headers, onContinue: () => Promise.resolve(undefined) }),
      )
    },
  },
]

/**
 * The storage has accepted the URL once it asks for the body. If it was asked too late, because the
 * machine was busy, the next link lives longer.
 */
async function expiresDuringPut(session: Session): Promise<string> {
  const body = jpegOf(20_000)
  for (let leftMs = 2_000; ; leftMs *= 4) {
    const link = await session.issue('query.jpg', leftMs - 900_000)
    const end = Date.now() + leftMs
    let wasAccepted = false
    const received = await put(link.presignedUploadUrl, {
      headers: { 'Content-Length': String(body.length) },
      async onContinue() {
        wasAccepted = Date.now() < end
        await sleep(Math.max(0, end + 1_500 - Date.now()))
        return body
      },
    })
    if (wasAccepted) return `${seen(received)}, ${await session.complete(link)}`
  }
}

async function throughRelay({ service }: Session): Promise<string> {
  const relay = createUploadRelay({ ...service, authorize: () => 'mina' })
  const input = { assetType: 'IMAGE', assetFileName: 'query.jpg' }
  const link = (await post(relay, 'presigned-url', input)) as unknown as Link
  const body = jpegOf(20_000)
  const headers = { 'Content-Type': 'image/jpeg', 'Content-Length': String(body.length) }
  const { status } = await relay(
    new Request(link.presignedUploadUrl, { method: 'PUT', headers, body: new Uint8Array(body) }),
  )
  const { assetFileKey, receipt } = link
  const outcome = outcomeOf(await post(relay, 'complete', { assetKey: assetFileKey, receipt }))
  return `${status}, ${outcome}`
}
