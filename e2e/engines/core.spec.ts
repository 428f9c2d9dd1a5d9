import { readFileSync } from 'node:fs'
import { expect, imageFile, test, until } from '../fixtures.ts'

// The core without React, in every engine: a real image from bytes to asset key, with preflight,
// PUT and confirm.
test('uploads a JPEG with only the core', async ({ backend, drive }) => {
  await drive.goto(backend.url)
  await until(drive, () => document.documentElement.dataset.ready)
  const bytes = readFileSync(imageFile('jpeg/orient-6.jpg'))
  const asset = await drive.evaluate(async (base64) => {
    const file = new File(
      [Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))],
      'image.jpg',
      { type: 'image/jpeg' },
    )
    return window.host.core.uploadSearchImage(file, { endpoint: '/api/search-image' })
  }, bytes.toString('base64'))
  expect(asset).toMatchObject({ confirmed: true, type: 'image/jpeg', width: 480, height: 320 })
  const stored = backend.service.objects.get(asset.assetKey)
  expect(stored?.type).toBe('image/jpeg')
  expect([...backend.service.links.values()].map((link) => link.puts)).toEqual([1])
  expect(backend.requests.map((request) => request.call)).toEqual(['presigned-url', 'complete'])
})
