/** Decodes images before and after `strip` and compares every pixel. */
import { describe, expect, it } from 'vitest'
import type { CorpusEntry } from '../../../../test/support/corpus-cases.js'
import {
  bytes,
  cameraTiff,
  chunk,
  riffChunk,
  segment,
  vp8x,
} from '../../../../test/support/image-bytes.js'
import type { Bytes } from '../../../../test/support/image-bytes.js'
import { inspect, load } from '../inspect.js'
import { strip } from './index.js'
import { DEFAULT_LIMITS } from '../../spec.js'

const options = { limits: DEFAULT_LIMITS, signal: new AbortController().signal }
const corpus = (await (await fetch('/corpus/manifest.json')).json()) as readonly CorpusEntry[]
const corpusBytes = async (file: string): Promise<Bytes> =>
  new Uint8Array(await (await fetch(`/corpus/${file}`)).arrayBuffer())

async function pixels(
  blob: Blob,
): Promise<{ width: number; height: number; data: Uint8ClampedArray }> {
  const bitmap = await createImageBitmap(blob)
  const { width, height } = bitmap
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no canvas')
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  return { width, height, data: context.getImageData(0, 0, width, height).data }
}

function differences(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let count = 0
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count++
  return count
}

async function compare(content: Bytes): Promise<{ removed: number; width: number }> {
  const file = new File([content], 'image')
  const { blob, header } = await load(file, await inspect(file, options), options)
  const clean = await strip(blob, header)
  const [before, after] = [await pixels(blob), await pixels(clean)]
  expect([after.width, after.height]).toEqual([before.width, before.height])
  expect(differences(before.data, after.data)).toBe(0)
  return { removed: blob.size - clean.size, width: after.width }
}

/** Chromium and Firefox have no HEVC decoder, and the large images are re-encoded anyway. */
const decodable = corpus.filter(
  ({ expect: expected, type, bytes: size }) =>
    expected === 'ok' && type !== 'image/heic' && size <= 5_000_000,
)

describe('the corpus', () => {
  it.each(decodable)('$file', async ({ file, exifOrientation, gainMap }) => {
    const { removed } = await compare(await corpusBytes(file))
    const full = exifOrientation !== undefined || gainMap
    expect(removed > 0 || !full).toBe(true)
  })
})

describe('with added metadata', () => {
  it.each([1, 3, 6, 8])('PNG, orientation %i', async (orientation) => {
    const content = await corpusBytes('png/rgb8.png')
    const eXIf = chunk('eXIf', cameraTiff(orientation))
    const { removed } = await compare(
      bytes(content.slice(0, 33), eXIf, chunk('tEXt', 'a\0b'), content.slice(33), 'trailing'),
    )
    expect(removed).toBeGreaterThan(8)
  })

  it('WebP', async () => {
    const content = await corpusBytes('webp/lossy-vp8.webp')
    const inner = bytes(
      'WEBP',
      vp8x(400, 300, 0x0c),
      content.slice(12),
      riffChunk('EXIF', cameraTiff(6)),
      riffChunk('XMP ', '<x/>'),
    )
    const full = bytes(riffChunk('RIFF', inner))
    expect((await compare(full)).width).toBe(400)
  })

  it('JPEG with a thumbnail in its JFIF segment and CMYK colours', async () => {
    const content = await corpusBytes('jpeg/cmyk-noicc.jpg')
    const thumbnail = segment(0xe0, 'JFIF\0', 1, 2, 1, 0, 72, 0, 72, 1, 1, 1, 2, 3)
    const [, , , , high = 0, low = 0] = content
    const { removed } = await compare(
      bytes(0xff, 0xd8, thumbnail, content.slice(4 + high * 256 + low)),
    )
    expect(removed).toBe(3)
  })
})
