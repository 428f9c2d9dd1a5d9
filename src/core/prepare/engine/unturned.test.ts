/**
 * The bytes for browsers' decoders contain no orientation, in no block, whether its checksum is
 * right or not.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  cameraTiff,
  riffChunk,
  vp8,
  vp8x,
  webp,
  type Bytes,
} from '../../../../test/support/image-bytes.js'
import { readHeader } from '../../image/format/index.js'
import type { ImageFormat } from '../../spec.js'
import { unturned } from './unturned.js'

const fixture = (file: string): Bytes =>
  new Uint8Array(readFileSync(new URL(`../../../../test/fixtures/corpus/${file}`, import.meta.url)))
const image = riffChunk('VP8 ', vp8(300, 200).slice(8))
const exif = [riffChunk('EXIF', cameraTiff(6)), riffChunk('EXIF', 'Exif\0\0', cameraTiff(3))]

/** Finds an orientation without parsing segments, chunks or checksums. */
const mentions = (content: Uint8Array): boolean =>
  /\xff\xe1|eXIf|EXIF/.test(Buffer.from(content).toString('latin1'))

describe('no orientation is left, and the rest is unchanged', () => {
  it.each<[string, ImageFormat, Bytes]>([
    ['jpeg/orient-6.jpg', 'jpeg', fixture('jpeg/orient-6.jpg')],
    ['jpeg/exif-none-then-6.jpg', 'jpeg', fixture('jpeg/exif-none-then-6.jpg')],
    ['jpeg/xmp-then-exif6.jpg', 'jpeg', fixture('jpeg/xmp-then-exif6.jpg')],
    ['png/exif6-badcrc.png', 'png', fixture('png/exif6-badcrc.png')],
    ['a WebP with two EXIF chunks', 'webp', webp([vp8x(300, 200, 0x08), image, exif])],
  ])('%s', async (_, format, content) => {
    expect(mentions(content)).toBe(true)
    const before = await readHeader(new Blob([content]))
    const given = new Blob([unturned(content.slice().buffer, format)])
    expect(mentions(new Uint8Array(await given.arrayBuffer()))).toBe(false)
    const { codedWidth, codedHeight } = before ?? {}
    expect(await readHeader(given)).toMatchObject({
      format,
      codedWidth,
      codedHeight,
      orientation: 1,
    })
  })
})

it.each<[ImageFormat, string]>([
  ['jpeg', 'jpeg/orient-6.jpg'],
  ['webp', 'webp/icc-p3.webp'],
  ['heic', 'heic/irot-1.heic'],
])('%s: changes the bytes without a copy', (format, file) => {
  const { buffer } = fixture(file)
  expect(unturned(buffer, format)).toBe(buffer)
})

it('a HEIC stays as it is', () => {
  const content = fixture('heic/irot-1.heic')
  unturned(content.buffer, 'heic')
  expect(content).toEqual(fixture('heic/irot-1.heic'))
})
