/** Tells whole images without an end marker from cut ones. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  PNG_SIGNATURE,
  bytes,
  chunk,
  ihdr,
  riffChunk,
  segment,
  soundJpeg,
  u32,
  u32le,
  vp8,
  vp8x,
  webp,
} from '../../../../../test/support/image-bytes.js'
import type { Bytes, Part } from '../../../../../test/support/image-bytes.js'
import { random } from '../../../../../test/support/trailers.js'
import { readWhole } from '../whole.js'

const fixture = (file: string): Bytes =>
  new Uint8Array(
    readFileSync(new URL(`../../../../../test/fixtures/corpus/${file}`, import.meta.url)),
  )
/** The bytes of the image alone, or `cut`. */
async function ended(content: Bytes): Promise<Bytes | 'cut'> {
  const { header, bytes: image } = await readWhole(content.slice().buffer)
  return header === undefined || header.truncated ? 'cut' : new Uint8Array(image)
}

describe('JPEG', () => {
  const CODINGS = [
    'orient-1',
    'progressive-420',
    'restart-rows',
    'three-scans',
    'gray-2x2',
    'sampled-411',
    'cmyk-noicc',
    'progressive',
  ]

  it.each(CODINGS)(
    '%s: whole without an end marker, with half of one, and with other data behind it',
    async (name) => {
      const image = fixture(`jpeg/${name}.jpg`)
      const data = image.slice(0, -2)
      const ends: Part[] = [
        [],
        0xff,
        new Uint8Array(5000),
        'text',
        [0xff, 0xff, 0xd9, 'more'],
        [0xff, 0xd9, 'more', 0xff, 0xd9],
        image,
        [0xff, 0xe1, 0],
      ]
      for (const [i, end] of ends.entries())
        expect(
          Buffer.from(image).equals(Buffer.from(await ended(bytes(data, end)))),
          String(i),
        ).toBe(true)
    },
  )

  it.each(CODINGS)('%s: a cut is found at every place, also with text behind it', async (name) => {
    const image = fixture(`jpeg/${name}.jpg`)
    const next = random(image.length)
    const text = Uint8Array.from({ length: 20_000 }, () => 32 + next(95))
    const [from, to] = [Math.floor(image.length * 0.4), image.length - 3]
    for (let at = from; at <= to; at += Math.ceil((to - from) / 16)) {
      // In the last scans of a progressive image any bit may follow any other, so text cannot be
      // told apart there.
      for (const behind of at < image.length * 0.7 ? ['', text] : [''])
        expect(await ended(bytes(image.slice(0, at), behind)), `${at} of ${image.length}`).toBe(
          'cut',
        )
    }
  })

  it('in a coding that is not walked, only the end marker counts', async () => {
    const image = fixture('jpeg/arithmetic.jpg')
    expect(await ended(bytes(image, 'a video'))).toEqual(image)
    expect(await ended(image.slice(0, -2))).toBe('cut')
  })

  it.each<[string, Part]>([
    ['a missing restart marker', segment(0xdd, 0, 4)],
    ['a scan without components', segment(0xda, 1, 9, 0, 0, 63, 0)],
  ])('%s: cut', async (_, part) => {
    expect(await ended(bytes(soundJpeg(part), 'a video'))).toBe('cut')
  })

  it('too many scans end the walk', async () => {
    const flood = Array.from({ length: 300 }, () => [segment(0xda, 1, 1, 0, 0, 0, 0), 0])
    const frame = segment(0xc2, 8, 0, 240, 1, 64, 3, [1, 0x11, 0], [2, 0x11, 0], [3, 0x11, 0])
    expect(
      await ended(bytes(0xff, 0xd8, segment(0xc4, 0, 1, new Uint8Array(15), 0), frame, flood)),
    ).toBe('cut')
  })
})

describe('PNG', () => {
  const IEND = chunk('IEND')

  it.each([
    'png/rgb8.png',
    'png/gray1bit.png',
    'png/interlaced.png',
    'png/palette-trns.png',
    'png/rgb16.png',
  ])('%s: whole without its end, cut within its rows', async (file) => {
    const content = fixture(file)
    const last = Buffer.from(content).lastIndexOf('IDAT')
    const data = content.slice(0, last + 8 + new DataView(content.buffer).getUint32(last - 4))
    const image = Buffer.from(bytes(data, IEND))
    const ends: Part[] = [
      [],
      IEND.slice(0, 7),
      [u32(0), 'IEND', u32(9)],
      [u32(3), 'IENDxyz', u32(9)],
      'a video',
      content,
      [u32(9), 'abcd'],
    ]
    for (const [i, end] of ends.entries())
      expect(image.equals(Buffer.from(await ended(bytes(data, end)))), String(i)).toBe(true)
    // The checksum of the last chunk of data is written anew.
    expect(image.equals(Buffer.from(await ended(data.slice(0, -3))))).toBe(true)
    for (const share of [0.3, 0.6, 0.9])
      expect(await ended(data.slice(0, data.length * share))).toBe('cut')
  })

  it('an animation is whole once its first image is', async () => {
    const image = fixture('png/animated.png')
    expect(await ended(image.slice(0, -IEND.length))).toEqual(image)
    expect(await ended(image.slice(0, -900))).toEqual(
      bytes(image.slice(0, Buffer.from(image).lastIndexOf('fcTL') - 4), IEND),
    )
    expect(await ended(image.slice(0, 1000))).toBe('cut')
  })

  it('data that cannot be inflated or has an unknown colour type counts as cut', async () => {
    expect(await ended(bytes(PNG_SIGNATURE, ihdr(9, 9), chunk('IDAT', 'data')))).toBe('cut')
    const data = fixture('png/rgb8.png').slice(33, -IEND.length)
    expect(await ended(bytes(PNG_SIGNATURE, ihdr(9, 9, 5), data))).toBe('cut')
  })
})

describe('WebP', () => {
  const odd = riffChunk('VP8 ', vp8(300, 200).slice(8), 'x')
  const extended = [vp8x(300, 200), riffChunk('ICCP', 'p'), odd, riffChunk('EXIF', 'tiff')]
  const saying = (length: number, content: Bytes) =>
    bytes(content.slice(0, 4), u32le(length >>> 0), content.slice(8))

  it.each<[string, Bytes]>([
    ['simple', webp(odd)],
    ['extended', webp(extended)],
    ['animated', fixture('webp/animated.webp')],
  ])('%s: whole with any length in the container', async (_, image) => {
    for (const length of [0, 0xffffffff, image.length + 992, 20, 3]) {
      expect(await ended(saying(length, image))).toEqual(image)
      expect(await ended(bytes(saying(length, image), 'a video of some length'))).toEqual(image)
    }
  })

  it('a missing byte of padding is added, not taken from what follows', async () => {
    const image = webp(odd)
    for (const length of [0, -1]) {
      const unpadded = saying(image.length - 8 + length, image.slice(0, -1))
      expect(await ended(unpadded)).toEqual(image)
      expect(await ended(bytes(unpadded, 'video'))).toEqual(image)
    }
  })

  it.each<[string, Bytes]>([
    ['the image', webp(odd).slice(0, -4)],
    ['what follows the image', webp(extended).slice(0, -2)],
    ['before the image', webp(vp8x(300, 200), riffChunk('ICCP', 'p'))],
  ])('cut in %s', async (_, content) => {
    expect(await ended(saying(4000, content))).toBe('cut')
  })

  it('chunks that do not fit into the container are dropped', async () => {
    const image = webp(odd)
    const broken = bytes(image, 'C2PA', u32le(5000), 'a mark')
    expect(await ended(saying(broken.length - 8, broken))).toEqual(image)
  })
})
