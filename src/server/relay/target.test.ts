import { expect, test } from 'vitest'
import { put, relayStage } from '../../../test/support/relay-stage.js'
import { serve } from '../../../test/support/servers.js'

const stage = relayStage()
const SERVICE = 'https://api.example.test'
const STORAGE = 'https://storage.example.test'

/**
 * A relay whose service is not on loopback: `fetch` reaches it and the storage at real ports. The
 * service gives links to `presignedUploadUrl`.
 */
async function start(presignedUploadUrl: string, allowedUploadHosts?: string[]) {
  const result = { assetFileKey: 'images/a.jpg', presignedUploadUrl, expirationSeconds: 900 }
  const service = await serve((request, response) => {
    request.resume()
    request.on('end', () => response.end(JSON.stringify({ code: '0', result })))
  })
  const uploads: string[] = []
  const storage = await serve((request, response) => {
    uploads.push(`${request.method} ${request.url}`)
    request.resume()
    request.on('end', () => response.end())
  })
  const reach: typeof fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    const real = url.startsWith(SERVICE)
      ? url.replace(SERVICE, service.url)
      : url.replace(STORAGE, storage.url)
    return fetch(real, init)
  }
  const relay = await stage().start({
    baseUrl: SERVICE,
    publicUrl: 'https://app.example.test/api/search-image',
    fetch: reach,
    allowedUploadHosts,
  })
  const response = await relay.post('presigned-url', {
    assetType: 'IMAGE',
    assetFileName: 'a.jpg',
  })
  return { ...relay, response, uploads }
}

test('a storage with a name and the usual port gets the image', async () => {
  const { base, response, uploads } = await start(`${STORAGE}/a.jpg?X-Amz-Signature=b`)
  const { presignedUploadUrl } = (await response.json()) as { presignedUploadUrl: string }
  const local = `${base}/upload${new URL(presignedUploadUrl).search}`
  expect((await put(local, new Uint8Array(100))).status).toBe(200)
  expect(uploads).toEqual(['PUT /a.jpg?X-Amz-Signature=b'])
})

test.each([
  'http://127.0.0.1:22/',
  'http://localhost:6379/',
  'https://localhost/',
  'https://storage.localhost/',
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://[fd00::1]/',
  'https://169.254.169.254/latest/meta-data',
  'https://10.0.0.1/',
  'https://0x7f000001/',
  'https://2130706433/',
  'https://127.1./',
  'https://metadata/',
  'https://metadata./',
  'https://storage.example.test:8443/',
  'http://storage.example.test/',
])('no image is sent to %s', async (url) => {
  const { response } = await start(url)
  expect(response.status).toBe(502)
  expect(await response.text()).not.toContain('token=')
  expect(stage().events).toMatchObject([{ reason: 'upload-url-rejected' }])
})

test('listed hosts are the only ones', async () => {
  expect((await start(`${STORAGE}/`, ['storage.example.test'])).response.status).toBe(200)
  expect((await start(`${STORAGE}/`, ['other.example.test'])).response.status).toBe(502)
  expect((await start('https://10.0.0.1/', ['10.0.0.1'])).response.status).toBe(502)
})
