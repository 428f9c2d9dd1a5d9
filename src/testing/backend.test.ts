import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestBackend, type TestBackend } from './backend.js'

let backend: TestBackend
beforeAll(async () => {
  backend = await createTestBackend({ pageOrigins: ['http://page.example.test'] })
})
afterAll(() => backend.close())

const post = async (call: string, body: unknown) => {
  const headers = { 'Content-Type': 'application/json', Origin: 'http://page.example.test' }
  const response = await fetch(`${backend.endpoint}/${call}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, string>,
  }
}

/** The smallest file that is read as a PNG of these dimensions. */
function pngHeader(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(64)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, 0x89504e47)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return bytes
}

test('an image gets a link, is stored and confirmed, and can be used for a search', async () => {
  const link = await post('presigned-url', { assetType: 'IMAGE', assetFileName: 'query.png' })
  expect(link.status).toBe(200)
  const { assetFileKey = '', presignedUploadUrl = '', receipt = '' } = link.body
  const storage = new URL(presignedUploadUrl)
  expect(storage.origin).toBe(backend.storageOrigin)
  expect(storage.origin).not.toBe(new URL(backend.endpoint).origin)
  expect(await post('complete', { assetKey: assetFileKey, receipt })).toMatchObject({
    body: { uploadStatus: 'FAILED', uploadMessage: 'FILE_NOT_EXIST' },
  })
  const put = await fetch(storage, {
    method: 'PUT',
    body: pngHeader(300, 400),
    headers: { 'Content-Type': 'image/png' },
  })
  expect(put.status).toBe(200)
  expect(await post('complete', { assetKey: assetFileKey, receipt })).toMatchObject({
    body: { uploadStatus: 'COMPLETED', assetKey: assetFileKey },
  })
  const search = await post('search', { assetKey: assetFileKey })
  expect(search.body).toMatchObject({
    status: 'COMPLETED',
    results: [{ assetKey: assetFileKey, width: 300, height: 400, type: 'image/png' }],
  })
})
