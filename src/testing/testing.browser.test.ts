import { describe, expect, test } from 'vitest'
import { createUploadHandler } from '../server/index.js'
import { createLocalService, createTestImage, dropFile } from './index.js'

describe('images', () => {
  test.each(['png', 'jpeg', 'webp'] as const)(
    '%s can be decoded and has its corners',
    async (format) => {
      const image = await createTestImage({ width: 320, height: 240, format })
      expect([image.type, image.name]).toEqual([
        `image/${format}`,
        `test-image.${format === 'jpeg' ? 'jpg' : format}`,
      ])
      const bitmap = await createImageBitmap(image)
      expect([bitmap.width, bitmap.height]).toEqual([320, 240])
      const canvas = new OffscreenCanvas(320, 240).getContext('2d')
      canvas?.drawImage(bitmap, 0, 0)
      const [red = 0, green = 0] = canvas?.getImageData(5, 5, 1, 1).data ?? []
      expect(red - green).toBeGreaterThan(120)
    },
  )

  test('an orientation of 6 rotates a JPEG by 90°', async () => {
    const bitmap = await createImageBitmap(
      await createTestImage({ width: 320, height: 240, format: 'jpeg', orientation: 6 }),
    )
    expect([bitmap.width, bitmap.height]).toEqual([240, 320])
  })

  test('a JPEG can be made larger', async () => {
    const image = await createTestImage({
      width: 1_000,
      height: 1_000,
      format: 'jpeg',
      bytes: 600_000,
    })
    expect(image.size).toBeGreaterThanOrEqual(600_000)
    expect((await createImageBitmap(image)).width).toBe(1_000)
  })
})

test('dropped files arrive as from a user, in order', () => {
  const element = document.createElement('div')
  const seen: [string, string[]][] = []
  for (const type of ['dragenter', 'dragover', 'drop'] as const) {
    element.addEventListener(type, (event) => {
      event.preventDefault()
      seen.push([type, Array.from(event.dataTransfer?.files ?? [], ({ name }) => name)])
    })
  }
  dropFile(element, [new File(['a'], 'a.jpg'), new File(['b'], 'b.jpg')])
  dropFile(element, new File(['c'], 'c.jpg'))
  const both = ['a.jpg', 'b.jpg']
  expect(seen).toEqual([
    ['dragenter', both],
    ['dragover', both],
    ['drop', both],
    ['dragenter', ['c.jpg']],
    ['dragover', ['c.jpg']],
    ['drop', ['c.jpg']],
  ])
})

test('handler and service also run inside the page, without a network', async () => {
  const service = createLocalService()
  const handler = createUploadHandler({
    ...service.credentials,
    authorize: () => 'visitor',
    fetch: (input, init) => service.handle(new Request(input, init)),
  })
  const post = async (call: string, body: unknown) => {
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }
    return (await (
      await handler(new Request(`${location.origin}/${call}`, init))
    ).json()) as Record<string, string>
  }
  const link = await post('presigned-url', { assetType: 'IMAGE', assetFileName: 'a.png' })
  const put = new Request(link['presignedUploadUrl'] ?? '', {
    method: 'PUT',
    body: await createTestImage(),
  })
  expect((await service.handle(put)).status).toBe(200)
  expect(
    await post('complete', { assetKey: link['assetFileKey'], receipt: link['receipt'] }),
  ).toMatchObject({ uploadStatus: 'COMPLETED' })
})
