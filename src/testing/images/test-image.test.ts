import { imageSize } from 'image-size'
import { expect, test } from 'vitest'
import { inflateSync } from 'node:zlib'
import { createTestImage } from './test-image.js'

const bytesOf = async (image: Blob) => Buffer.from(await image.arrayBuffer())

test('another reader can read a PNG made in Node', async () => {
  const image = await createTestImage({ width: 300, height: 200 })
  const bytes = await bytesOf(image)
  expect([image.name, image.type]).toEqual(['test-image.png', 'image/png'])
  expect(imageSize(bytes)).toMatchObject({ width: 300, height: 200, type: 'png' })
  const data = inflateSync(bytes.subarray(bytes.indexOf('IDAT') + 4))
  expect(data.length).toBe((300 * 4 + 1) * 200)
  // Row 0, after the filter byte: red at the left, green at the right.
  expect([...data.subarray(1, 5)]).toEqual([220, 40, 40, 255])
  expect([...data.subarray(300 * 4 - 3, 300 * 4 + 1)]).toEqual([40, 180, 60, 255])
})

test('it is the same every time', async () => {
  const options = { width: 300, height: 200, bytes: 100_000 }
  const [first, second] = [
    await bytesOf(await createTestImage(options)),
    await bytesOf(await createTestImage(options)),
  ]
  expect(first.equals(second)).toBe(true)
})

test('`bytes` makes it larger, up to what its pixels can hold', async () => {
  const image = await createTestImage({
    width: 800,
    height: 600,
    bytes: 1_200_000,
    name: 'big.png',
  })
  expect(image.size).toBeGreaterThanOrEqual(1_200_000)
  expect(image.size).toBeLessThan(1_600_000)
  await expect(createTestImage({ width: 100, height: 100, bytes: 50_000 })).rejects.toThrow(
    RangeError,
  )
})

test('other formats are rejected outside a browser', async () => {
  await expect(createTestImage({ format: 'jpeg' })).rejects.toThrow('use png in Node')
})
