import { describe, expect, it } from 'vitest'
import {
  bytes,
  cameraTiff,
  exif,
  frame,
  jpeg,
  orientationTiff,
  scan,
  segment,
  u16,
} from '../../../../test/support/image-bytes.js'
import type { Bytes } from '../../../../test/support/image-bytes.js'
import { blobReader, memoryReader } from './bytes.js'
import { readJpeg } from './jpeg.js'

const whole = (content: Bytes) => readJpeg(memoryReader(content.buffer))
const sliced = (content: Bytes) => readJpeg(blobReader(new Blob([content])))
const kinds = async (content: Bytes) => (await whole(content))?.metadata.map(({ kind }) => kind)

describe('dimensions', () => {
  it.each([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf])(
    'come from frame header %i',
    async (marker) => {
      const content = bytes(0xff, 0xd8, frame(300, 200, { marker }), scan)
      expect(await sliced(content)).toMatchObject({
        format: 'jpeg',
        codedWidth: 300,
        codedHeight: 200,
        width: 300,
        height: 200,
        components: 3,
      })
    },
  )

  it.each([0xc4, 0xc8, 0xcc])('do not come from marker %i', async (marker) => {
    const content = bytes(0xff, 0xd8, frame(9, 9, { marker }), frame(300, 200), scan)
    expect(await sliced(content)).toMatchObject({ codedWidth: 300, codedHeight: 200 })
  })

  it('are not taken from a thumbnail inside a segment', async () => {
    const thumbnail = bytes(0xff, 0xd8, frame(160, 120), scan)
    expect(
      await sliced(jpeg(exif([cameraTiff(1), thumbnail]), segment(0xe2, thumbnail))),
    ).toMatchObject({ width: 640, height: 480 })
  })

  it('are found behind fill bytes, stray bytes and 3 MB of segments', async () => {
    const filled = jpeg(0xff, 0xff, 0xff, segment(0xfe, 'a'), 0, 0, 7)
    expect(await sliced(filled)).toMatchObject({ width: 640 })
    const part = segment(0xe2, new Uint8Array(65_000))
    const long = new Blob([
      bytes(0xff, 0xd8),
      ...Array.from({ length: 50 }, () => part),
      jpeg().slice(2),
    ])
    expect(await readJpeg(blobReader(long))).toMatchObject({ width: 640 })
  })

  it('come from the first frame header', async () => {
    expect(await whole(bytes(0xff, 0xd8, frame(300, 200), frame(9, 9), scan))).toMatchObject({
      width: 300,
      height: 200,
    })
  })

  it('may be zero, because the reader does not validate', async () => {
    expect(await sliced(bytes(0xff, 0xd8, frame(0, 200), scan))).toMatchObject({
      width: 0,
      height: 200,
    })
  })

  it.each([1, 3, 4])('%i components', async (components) => {
    expect(await sliced(bytes(0xff, 0xd8, frame(9, 9, { components }), scan))).toMatchObject({
      components,
    })
  })

  it.each<[string, number[], number]>([
    ['grey, with any factors', [0x22], 1],
    ['colour at full resolution', [0x11, 0x11, 0x11], 3],
    ['at half of the width', [0x21, 0x11, 0x11], 2],
    ['at half of both sides', [0x22, 0x11, 0x11], 1.5],
    ['at a quarter of the width', [0x41, 0x11, 0x11], 1.5],
    ['CMYK', [0x22, 0x11, 0x11, 0x22], 2.5],
  ])('samples per pixel: %s', async (_, factors, samples) => {
    const parts = factors.map((factor, i) => [i + 1, factor, 0])
    const sof = segment(0xc2, 8, u16(9), u16(9), factors.length, parts)
    expect(await sliced(bytes(0xff, 0xd8, sof, scan))).toMatchObject({ samples, buffered: true })
  })
})

describe('orientation', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('%i in both byte orders', async (orientation) => {
    for (const little of [false, true]) {
      const header = await sliced(jpeg(exif(cameraTiff(orientation, little))))
      const [width, height] = orientation < 5 ? [640, 480] : [480, 640]
      expect(header).toMatchObject({
        orientation,
        width,
        height,
        codedWidth: 640,
        codedHeight: 480,
      })
    }
  })

  it('may follow other segments', async () => {
    expect(await sliced(jpeg(segment(0xfe, 'first'), exif(cameraTiff(6))))).toMatchObject({
      orientation: 6,
      width: 480,
    })
  })

  it('counts as 1 when invalid', async () => {
    expect(await sliced(jpeg(exif(orientationTiff(9))))).toMatchObject({
      orientation: 1,
      width: 640,
    })
  })

  it('comes from the first EXIF segment', async () => {
    const content = jpeg(exif(cameraTiff(6)), exif(cameraTiff(3)))
    expect(await whole(content)).toMatchObject({ orientation: 6 })
    expect(await kinds(content)).toEqual(['exif', 'exif'])
    expect(await whole(jpeg(exif(cameraTiff(1)), exif(cameraTiff(6))))).toMatchObject({
      orientation: 1,
    })
  })
})

describe('broken files', () => {
  it.each([
    ['another start', bytes(0xff, 0xd7, jpeg().slice(2))],
    ['a second start that looks like a segment', jpeg(0xff, 0xd8, u16(4), 0, 0)],
    ['an end that looks like a segment', jpeg(0xff, 0xd9, u16(4), 0, 0)],
    ['nothing', bytes()],
    ['two bytes', bytes(0xff, 0xd8)],
    ['another format', bytes('RIFF0000WEBP')],
    ['a second start', jpeg(0xff, 0xd8)],
    ['an end before the frame', bytes(0xff, 0xd8, 0xff, 0xd9)],
    ['a scan without a frame', bytes(0xff, 0xd8, scan)],
    ['a segment length of 1', bytes(0xff, 0xd8, 0xff, 0xdb, u16(1), frame(9, 9), scan)],
    ['a frame cut short', jpeg().slice(0, 8)],
    ['a segment past the end', bytes(0xff, 0xd8, 0xff, 0xe1, u16(5000), 'short')],
  ])('%s: no header', async (_, content) => {
    expect(await whole(content)).toBeUndefined()
    expect(await sliced(content)).toBeUndefined()
  })

  it('an image without its end is truncated if all bytes are read', async () => {
    const cut = jpeg().slice(0, -2)
    expect(await whole(cut)).toMatchObject({ width: 640, truncated: true })
    expect(await sliced(cut)).not.toHaveProperty('truncated')
    expect(await whole(jpeg())).not.toHaveProperty('truncated')
  })

  it.each([
    ['a second image begins', [jpeg().slice(0, -2), 0xff, 0xd8, u16(4), 0, 0, 0xff, 0xd9]],
    ['the file stops within a marker', [jpeg().slice(0, -1)]],
    [
      'a segment runs past the end',
      [jpeg().slice(0, -2), 0xff, 0xfe, u16(500), 'short', 0xff, 0xd9],
    ],
  ])('truncated: %s before the end', async (_, content) => {
    expect(await whole(bytes(content))).toMatchObject({ truncated: true, metadata: [] })
  })

  it('skips up to 4095 segments between scans', async () => {
    const comments = (count: number) => Array.from({ length: count }, () => segment(0xfe))
    const content = (count: number) => bytes(jpeg().slice(0, -2), comments(count), 0xff, 0xd9)
    expect(await whole(content(4095))).not.toHaveProperty('truncated')
    expect(await whole(content(4096))).toMatchObject({ truncated: true })
  })

  it.each([
    ['empty segments', bytes([0xff, 0xe5, 0, 2])],
    ['fill bytes', bytes(0xff)],
    ['stray bytes', bytes(7)],
  ])('5 MB of %s end the walk early', async (_, unit) => {
    const content = new Uint8Array(5_000_000)
    content.set([0xff, 0xd8])
    for (let at = 2; at + unit.length <= content.length; at += unit.length) content.set(unit, at)
    const reader = memoryReader(content.buffer)
    let views = 0
    const counting = {
      ...reader,
      view(offset: number, length: number) {
        views++
        return reader.view(offset, length)
      },
    }
    expect(await readJpeg(counting)).toBeUndefined()
    expect(views).toBeLessThanOrEqual(4096 * 3 + 1)
  })
})
