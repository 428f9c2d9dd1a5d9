import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createUploadHandler } from '../../server/upload-handler.js'
import { createLocalService } from './local-service.js'
import { verifyPresigned } from './verify-presigned.js'
import { createTestImage } from '../images/test-image.js'

const keys = { accessKeyId: 'STORE', secretAccessKey: 'store-secret', region: 'us-east-1' }

/** A minimal store: it checks signatures and stores bodies by path. */
const bodies = new Map<string, Buffer>()
const store = createServer((request, response) => {
  void (async () => {
    const url = new URL(request.url ?? '', `http://${request.headers.host}`)
    const body = Buffer.concat(await request.toArray())
    const headers = { host: request.headers.host ?? '' }
    const rejected = await verifyPresigned(
      { method: request.method ?? '', url, headers },
      keys,
      Date.now(),
    )
    if (request.method === 'PUT' && !rejected) bodies.set(url.pathname, body)
    response.statusCode = rejected?.status ?? (bodies.has(url.pathname) ? 200 : 404)
    response.end(request.method === 'GET' ? bodies.get(url.pathname) : '')
  })()
})
beforeEach(() => new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve)))
afterEach(() => {
  store.closeAllConnections()
  store.close()
})

test('images are sent to a real store and confirmed from there', async () => {
  const endpoint = `http://127.0.0.1:${(store.address() as AddressInfo).port}`
  const service = createLocalService({ storage: { ...keys, endpoint, bucket: 'images' } })
  const handler = createUploadHandler({
    ...service.credentials,
    // The store is on loopback, which is allowed only if the service is there too.
    baseUrl: 'http://127.0.0.1',
    authorize: () => 'mina',
    fetch: (input, init) => service.handle(new Request(input, init)),
  })
  const post = async (call: string, body: unknown) => {
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }
    return (await (
      await handler(new Request(`https://app.example.test/${call}`, init))
    ).json()) as Record<string, string>
  }
  const {
    assetFileKey,
    presignedUploadUrl = '',
    receipt,
  } = await post('presigned-url', { assetType: 'IMAGE', assetFileName: '사진.png' })
  expect(presignedUploadUrl.startsWith(`${endpoint}/images/images/`)).toBe(true)
  const complete = () => post('complete', { assetKey: assetFileKey, receipt })
  expect(await complete()).toMatchObject({
    uploadStatus: 'FAILED',
    uploadMessage: 'FILE_NOT_EXIST',
  })
  expect(
    (await fetch(presignedUploadUrl, { method: 'PUT', body: await createTestImage() })).status,
  ).toBe(200)
  expect(await complete()).toMatchObject({ uploadStatus: 'COMPLETED', assetKey: assetFileKey })
})
