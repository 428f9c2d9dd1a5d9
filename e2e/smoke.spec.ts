import { expect, imageFile, test } from './fixtures.ts'

test('a selected JPEG ends with an asset key', async ({ host, backend, page }) => {
  await host.mount()
  await host.choose(imageFile('jpeg/orient-6.jpg'))
  await expect.poll(() => host.status()).toBe('success')

  const [key, object] = [...backend.service.objects][0] ?? []
  expect(object?.type).toBe('image/jpeg')
  const [completed] = await host.log('onUploadComplete')
  expect(completed?.value).toMatchObject({
    assetKey: key,
    confirmed: true,
    width: 480,
    height: 320,
  })
  expect(backend.requests.map((request) => request.call)).toEqual(['presigned-url', 'complete'])
  expect(backend.service.requests.map((request) => request.kind)).toEqual([
    'presign',
    'preflight',
    'put',
    'complete',
  ])
  expect(await page.evaluate(() => window.host.errors)).toEqual([])
})
