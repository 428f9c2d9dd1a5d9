// The network panel: a request whose response was read is not listed as failed.
import { expect, imageFile, test } from './fixtures.ts'

const UPLOADS = 12

test('no request of a successful upload is listed as failed', async ({ host, page, backend }) => {
  const failed: string[] = []
  page.on('requestfailed', (request) =>
    failed.push(
      `${request.method()} ${new URL(request.url()).pathname.split('/').at(-1)} ${request.failure()?.errorText}`,
    ),
  )
  await host.mount()
  for (let done = 1; done <= UPLOADS; done++) {
    await host.choose(imageFile(done % 2 === 0 ? 'jpeg/orient-6.jpg' : 'png/rgb8.png'))
    await expect.poll(async () => (await host.log('onUploadComplete')).length).toBe(done)
  }
  await expect
    .poll(() => backend.requests.filter(({ call }) => call === 'complete'))
    .toHaveLength(UPLOADS)
  expect(failed).toEqual([])
})
