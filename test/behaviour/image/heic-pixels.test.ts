/** Decodes HEIC with libheif before and after `strip`, and compares every pixel. */
import factory from 'libheif-js/libheif-wasm/libheif-bundle.mjs'
import { expect, it } from 'vitest'
import { inspect, load } from '../../../src/core/image/inspect.js'
import { strip } from '../../../src/core/image/strip/index.js'
import { DEFAULT_LIMITS } from '../../../src/core/spec.js'
import { withTags } from '../../support/exiftool.js'
import { corpus, corpusBytes } from '../../support/read-corpus.js'

interface HeifImage {
  is_primary(): number
  get_width(): number
  get_height(): number
  display(
    target: { data: Uint8ClampedArray; width: number; height: number },
    done: (result: unknown) => void,
  ): void
  free(): void
}

interface Libheif {
  readonly HeifDecoder: new () => { decode(content: Uint8Array): HeifImage[] }
}

const libheif = factory() as Libheif
const options = { limits: DEFAULT_LIMITS, signal: new AbortController().signal }

async function pixels(blob: Blob): Promise<{ width: number; height: number; data: Buffer }> {
  const images = new libheif.HeifDecoder().decode(new Uint8Array(await blob.arrayBuffer()))
  const image = images.find((candidate) => candidate.is_primary()) ?? images[0]
  if (image === undefined) throw new Error('libheif found no image')
  const [width, height] = [image.get_width(), image.get_height()]
  const data = new Uint8ClampedArray(width * height * 4)
  await new Promise((resolve) => {
    image.display({ data, width, height }, resolve)
  })
  for (const each of images) each.free()
  return { width, height, data: Buffer.from(data.buffer) }
}

/**
 * Small images with metadata written by ExifTool, and images of the corpus that have metadata and
 * are sent as they are.
 */
const written = [
  'heic/single-480x320.heic',
  'heic/irot-1.heic',
  'heic/10bit.heic',
  'heic/size-451x461.heic',
]
const own = corpus
  .filter(({ type, gps, bytes }) => type === 'image/heic' && gps && bytes <= DEFAULT_LIMITS.maxSize)
  .map(({ file }) => file)

it.each([...written, ...own])('%s', async (file) => {
  const content = own.includes(file)
    ? corpusBytes(file)
    : withTags(corpusBytes(file), '-GPSLatitude=37', '-Make=CANARY', '-XMP:Creator=CANARY')
  const selected = new File([content], file)
  const { blob, header } = await load(selected, await inspect(selected, options), options)
  expect(header.metadata).not.toEqual([])
  const before = await pixels(blob)
  const after = await pixels(await strip(blob, header))
  expect([before.width, before.height]).toEqual([header.width, header.height])
  expect([after.width, after.height]).toEqual([before.width, before.height])
  // Not one flat colour, which would be an image that failed to decode.
  expect(new Set(before.data.subarray(0, 400_000)).size).toBeGreaterThan(2)
  expect(after.data.equals(before.data)).toBe(true)
})
