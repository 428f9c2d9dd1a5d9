/**
 * Images without an end marker, or with data behind it: every decode gets the whole image and
 * nothing else.
 */
import { describe, expect, test } from 'vitest'
import { bytes, type Bytes } from '../../support/image-bytes.js'
import { colour, context, far, pixels, reencode, type Rgb } from '../../support/images.js'
import { CANARY, random, trailer } from '../../support/trailers.js'
import { isUploadError } from '../../../src/core/errors.js'
import { inspect, load } from '../../../src/core/image/inspect.js'
import { plan } from '../../../src/core/image/plan.js'
import { DEFAULT_LIMITS } from '../../../src/core/spec.js'
import type { InspectedImage } from '../../../src/core/image/types.js'
import { makePreview, prepare } from '../../../src/core/prepare/prepare.js'

const fetched = async (file: string): Promise<Bytes> => {
  const response = await fetch(`/corpus/${file}`)
  if (!response.ok) throw new Error(`${file} is not in the corpus`)
  return new Uint8Array(await response.arrayBuffer())
}

async function selected(content: Bytes): Promise<InspectedImage> {
  const file = new File([content], 'a')
  return load(file, await inspect(file, context()), context())
}

/** The image that is sent with its own dimensions, the re-encoded one, and the preview. */
async function outcomes(content: Bytes): Promise<Record<'original' | 'smaller' | 'preview', Blob>> {
  const image = await selected(content)
  const planned = plan(image.header, { ...image.source, bytes: image.size }, DEFAULT_LIMITS, {
    hex: '0',
  })
  expect(planned.kind).not.toBe('reencode')
  const preview = await makePreview(image, context())
  if (preview === undefined) throw new Error('no preview')
  const original = await prepare(image, planned, context())
  const smaller = await prepare(image, reencode(image, 360), context())
  return { original: original.blob, smaller: smaller.blob, preview }
}

const latin1 = async (blob: Blob) => new TextDecoder('latin1').decode(await blob.arrayBuffer())

async function corners(image: Blob): Promise<Rgb[]> {
  const shown = await pixels(image)
  return [
    colour(shown, 0.1, 0.1),
    colour(shown, 0.9, 0.1),
    colour(shown, 0.1, 0.9),
    colour(shown, 0.9, 0.9),
  ]
}

/** Red, green; blue, yellow. */
const CORNERS: readonly Rgb[] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 0],
]

const LISTED = [
  'jpeg/noeoi.jpg',
  'jpeg/eoi-half.jpg',
  'jpeg/samsung-pano-noeoi-mp4.jpg',
  'jpeg/samsung-pano-noeoi-eoi-in-mp4.jpg',
  'jpeg/stray-00e1-9k.jpg',
  'jpeg/stray-zeros-6k.jpg',
  'png/no-iend.png',
  'png/no-iend-trailer.png',
  'png/iend-bad-crc.png',
  'png/iend-cut.png',
  'png/iend-filled.png',
  'webp/no-pad.webp',
  'webp/riff-too-long.webp',
  'webp/riff-too-short.webp',
  'webp/riff-zero.webp',
  'webp/riff-unknown.webp',
  'webp/riff-trailer.webp',
]

async function expectWhole(content: Bytes): Promise<void> {
  for (const [name, blob] of Object.entries(await outcomes(content))) {
    expect(await latin1(blob), name).not.toContain('CANARY')
    for (const [i, found] of (await corners(blob)).entries())
      expect(far(found, CORNERS[i]!), `${name}, corner ${i}`).toBeLessThan(60)
  }
}

describe('as devices write them', () => {
  test.each(LISTED)('%s', async (file) => expectWhole(await fetched(file)))

  test.each(['progressive-420', 'restart-rows', 'three-scans', 'sampled-411'])(
    '%s without its end marker',
    async (name) => {
      await expectWhole((await fetched(`jpeg/${name}.jpg`)).slice(0, -2))
    },
  )
})

describe('random trailers', () => {
  test.each<[string, number]>([
    ['jpeg/progressive-420.jpg', 2],
    ['jpeg/orient-6.jpg', 2],
    ['png/min-224x224.png', 12],
    ['webp/icc-p3.webp', 0],
  ])('%s', async (file, end) => {
    const clean = await fetched(file)
    const next = random(clean.length)
    const expected = await pixels(new Blob([clean]))
    for (let n = 0; n < 5; n++) {
      const { original, smaller } = await outcomes(
        bytes(n % 2 === 0 ? clean : clean.slice(0, clean.length - end), trailer(next)),
      )
      for (const sent of [original, smaller]) expect(await latin1(sent)).not.toContain(CANARY)
      const shown = await pixels(original)
      expect([shown.width, shown.height]).toEqual([expected.width, expected.height])
      expect(shown.data.every((level, i) => level === expected.data[i])).toBe(true)
    }
  })
})

test('a damaged image whose end cannot be found is re-encoded', async () => {
  const whole = await fetched('jpeg/orient-1.jpg')
  // Half of a scan, then the end marker. Browsers show the first half.
  const image = await selected(bytes(whole.slice(0, 2000), CANARY, 0xff, 0xd9))
  const planned = plan(image.header, image.source, DEFAULT_LIMITS, { hex: '0' })
  const result = await prepare(image, planned, context()).then(
    ({ blob }) => latin1(blob),
    (error: unknown) => (isUploadError(error) ? error.code : String(error)),
  )
  expect(result).toMatch(/^(ÿØ|unreadable-image$)/)
  expect(result).not.toContain(CANARY)
})
