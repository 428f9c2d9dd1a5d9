import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { bytes, cameraTiff, exif, frame, scan } from '../../../test/support/image-bytes.js'
import { accept, prepareContext } from './accept.js'
import { browserPorts } from '../platform/ports.js'
import { prepare } from '../prepare/prepare.js'
import { selectedImage } from '../uploader/checker.js'
import { resolveSettings } from './job.js'
import type { ImageInfo } from '../image/types.js'

const { signal } = new AbortController()
// Larger than what is read of a file before it is accepted.
const plain = readFileSync(new URL('../../../test/fixtures/corpus/jpeg/gray.jpg', import.meta.url))

test.each([false, true])(
  'what follows the image is no part of it, keepMetadata: %s',
  async (keepMetadata) => {
    const settings = resolveSettings({ endpoint: '/', keepMetadata })
    const file = new File([plain, 'LATITUDE 37.5'], 'a.jpg')
    const { job } = await accept(file, settings, browserPorts, signal)
    expect(job.plan.kind).toBe('keep')
    expect(job.image.size).toBe(plain.length)
    const { blob } = await prepare(job.image, job.plan, prepareContext(settings, signal))
    expect(Buffer.from(await blob.arrayBuffer()).equals(plain)).toBe(true)
  },
)

test('limits and the host get the displayed dimensions, also if the orientation follows the frame', async () => {
  const late = new File([bytes(0xff, 0xd8, frame(600, 400), exif(cameraTiff(6)), scan)], 'a.jpg')
  const seen: unknown[] = []
  const validate = ({ width, height }: ImageInfo) => void seen.push([width, height])
  const { job } = await accept(
    late,
    resolveSettings({ endpoint: '/', minHeight: 600, validate }),
    browserPorts,
    signal,
  )
  expect(seen).toEqual([[400, 600]])
  expect(job.plan).toMatchObject({ width: 400, height: 600 })
  const strict = accept(
    late,
    resolveSettings({ endpoint: '/', minWidth: 599, validate }),
    browserPorts,
    signal,
  )
  await expect(strict).rejects.toMatchObject({
    code: 'too-small',
    details: { width: 400, height: 600 },
  })
})

test('a notice says that only the first frame of a re-encoded animation is sent', async () => {
  const animation = new File(
    [readFileSync(new URL('../../../test/fixtures/corpus/png/animated.png', import.meta.url))],
    'a.png',
  )
  const noticed = async (maxDimension: number) => {
    const { job } = await accept(
      animation,
      resolveSettings({ endpoint: '/', maxDimension }),
      browserPorts,
      signal,
    )
    return selectedImage(job).notices
  }
  expect(await noticed(230)).toEqual(['animated'])
  expect(await noticed(2048)).toBeUndefined()
})

/** Every `slice` and `arrayBuffer` of this file. */
function watched(content: BlobPart[], name = 'a.jpg') {
  const file = new File(content, name)
  const reads: string[] = []
  const { slice, arrayBuffer } = Blob.prototype
  file.slice = (...range) => {
    reads.push('slice')
    return slice.apply(file, range)
  }
  file.arrayBuffer = () => {
    reads.push('whole')
    return arrayBuffer.apply(file)
  }
  return { file, reads }
}

describe('reading', () => {
  const settings = resolveSettings({ endpoint: '/' })
  const padding = new Uint8Array(16_000_000)

  test('an image is read once, whole; its blob has the same bytes and is created once', async () => {
    const { file, reads } = watched([plain])
    const { job } = await accept(file, settings, browserPorts, signal)
    expect(reads).toEqual(['whole'])
    expect(job.image.blob).toBe(job.image.blob)
    expect(job.image.blob.type).toBe('image/jpeg')
    expect(Buffer.from(await job.image.blob.arrayBuffer()).equals(plain)).toBe(true)
  })

  test('a large file is inspected by a slice, and read whole only when it is accepted', async () => {
    const rejected = watched(['GIF89a', padding])
    await expect(accept(rejected.file, settings, browserPorts, signal)).rejects.toMatchObject({
      code: 'unsupported-format',
    })
    expect(rejected.reads).toEqual(['slice'])
    const { file, reads } = watched([plain, padding])
    expect((await accept(file, settings, browserPorts, signal)).job.plan.kind).toBe('keep')
    expect(reads).toEqual(['slice', 'whole'])
  })

  test('an empty file, and one over `maxInputSize`, are not read at all', async () => {
    const empty = watched([])
    await expect(accept(empty.file, settings, browserPorts, signal)).rejects.toMatchObject({
      code: 'empty-file',
    })
    const large = watched([plain])
    const strict = resolveSettings({ endpoint: '/', maxInputSize: plain.length - 1 })
    await expect(accept(large.file, strict, browserPorts, signal)).rejects.toMatchObject({
      code: 'too-large',
    })
    expect([...empty.reads, ...large.reads]).toEqual([])
  })

  test.each<[string, () => Promise<ArrayBuffer>]>([
    ['cannot be read any more', () => Promise.reject(new DOMException('gone', 'NotReadableError'))],
    ['has another length by now', () => Promise.resolve(new ArrayBuffer(plain.length - 1))],
  ])('a file that %s is rejected as changed', async (_, answer) => {
    const file = Object.assign(new File([plain], 'a.jpg'), { arrayBuffer: answer })
    const details = { name: 'a.jpg' }
    await expect(accept(file, settings, browserPorts, signal)).rejects.toMatchObject({
      code: 'file-changed',
      details,
    })
  })
})
