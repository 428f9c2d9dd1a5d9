import { describe, expect, it } from 'vitest'
import { bytes, cameraTiff, exif, frame, jpeg, orientationTiff, scan, segment, u16 } from '../../../test/picture-bytes.js'
import type { Bytes, Part } from '../../../test/picture-bytes.js'
import { blobReader, memoryReader } from './bytes.js'
import { readJpeg } from './jpeg.js'

const whole = (content: Bytes) => readJpeg(memoryReader(content.buffer))
const sliced = (content: Bytes) => readJpeg(blobReader(new Blob([content])))
const kinds = async (content: Bytes) => (await whole(content))?.metadata.map(({ kind }) => kind)

describe('size', () => {
  it.each([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf])('comes from frame header %i', async (marker) => {
    const content = bytes(0xff, 0xd8, frame(300, 200, { marker }), scan)
    expect(await sliced(content)).toMatchObject({
      format: 'jpeg',
      codedWidth: 300,
      codedHeight: 200,
      width: 300,
      height: 200,
      components: 3,
    })
  })

  it.each([0xc4, 0xc8, 0xcc])('does not come from marker %i', async (marker) => {
    const content = bytes(0xff, 0xd8, frame(9, 9, { marker }), frame(300, 200), scan)
    expect(await sliced(content)).toMatchObject({ codedWidth: 300, codedHeight: 200 })
  })

  it('is not taken from a thumbnail inside a segment', async () => {
    const thumbnail = bytes(0xff, 0xd8, frame(160, 120), scan)
    expect(await sliced(jpeg(exif([cameraTiff(1), thumbnail]), segment(0xe2, thumbnail)))).toMatchObject({ width: 640, height: 480 })
  })

  it('is found behind fill bytes, stray bytes and 3 MB of segments', async () => {
    const filled = jpeg(0xff, 0xff, 0xff, segment(0xfe, 'a'), 0, 0, 7)
    expect(await sliced(filled)).toMatchObject({ width: 640 })
    const long = new Blob([bytes(0xff, 0xd8), ...Array.from({ length: 50 }, () => segment(0xe2, new Uint8Array(65_000))), jpeg().slice(2)])
    expect(await readJpeg(blobReader(long))).toMatchObject({ width: 640 })
  })

  it('comes from the first frame header', async () => {
    expect(await whole(bytes(0xff, 0xd8, frame(300, 200), frame(9, 9), scan))).toMatchObject({ width: 300, height: 200 })
  })

  it('may be zero: judging is not the reader’s', async () => {
    expect(await sliced(bytes(0xff, 0xd8, frame(0, 200), scan))).toMatchObject({ width: 0, height: 200 })
  })

  it.each([1, 3, 4])('%i components', async (components) => {
    expect(await sliced(bytes(0xff, 0xd8, frame(9, 9, { components }), scan))).toMatchObject({ components })
  })
})

describe('orientation', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('%i in both byte orders', async (orientation) => {
    for (const little of [false, true]) {
      const header = await sliced(jpeg(exif(cameraTiff(orientation, little))))
      const [width, height] = orientation < 5 ? [640, 480] : [480, 640]
      expect(header).toMatchObject({ orientation, width, height, codedWidth: 640, codedHeight: 480 })
    }
  })

  it('may stand behind other segments', async () => {
    expect(await sliced(jpeg(segment(0xfe, 'first'), exif(cameraTiff(6))))).toMatchObject({ orientation: 6, width: 480 })
  })

  it('counts as 1 when invalid', async () => {
    expect(await sliced(jpeg(exif(orientationTiff(9))))).toMatchObject({ orientation: 1, width: 640 })
  })

  it('comes from the first EXIF segment', async () => {
    const content = jpeg(exif(cameraTiff(6)), exif(cameraTiff(3)))
    expect(await whole(content)).toMatchObject({ orientation: 6 })
    expect(await kinds(content)).toEqual(['exif', 'exif'])
    expect(await whole(jpeg(exif(cameraTiff(1)), exif(cameraTiff(6))))).toMatchObject({ orientation: 1 })
  })
})

describe('metadata', () => {
  const ICC = segment(0xe2, 'ICC_PROFILE\0', 1, 1, 'profile')
  const JFIF = segment(0xe0, 'JFIF\0', 1, 1, 0, 0, 1, 0, 1, 0, 0)
  const ADOBE = segment(0xee, 'Adobe', 0, 100, 0, 0, 0, 0, 0)

  it('leaves what colours and orientation depend on', async () => {
    const content = jpeg(JFIF, exif(orientationTiff(6)), ICC, ADOBE)
    expect(await whole(content)).toMatchObject({ icc: true, orientation: 6, metadata: [] })
  })

  it.each<[string, Part, string]>([
    ['EXIF', exif(cameraTiff(1)), 'exif'],
    ['EXIF that only says upright', exif(orientationTiff(1)), 'exif'],
    ['XMP', segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<x/>'), 'xmp'],
    ['more XMP', segment(0xe1, 'http://ns.adobe.com/xmp/extension/\0<x/>'), 'xmp'],
    ['IPTC', segment(0xed, 'Photoshop 3.0\0'), 'iptc'],
    ['a comment', segment(0xfe, 'hello'), 'comment'],
    ['the list of further pictures', segment(0xe2, 'MPF\0', 'II'), 'mpf'],
    ['FlashPix', segment(0xe2, 'FPXR\0'), 'maker'],
    ['a JFIF thumbnail', segment(0xe0, 'JFIF\0', 1, 1, 0, 0, 1, 0, 1, 1, 1, 1, 2, 3), 'maker'],
    ['a JFXX thumbnail', segment(0xe0, 'JFXX\0', 0x10), 'maker'],
    ['an unknown segment', segment(0xe5, 'who knows'), 'maker'],
    ['an empty segment', segment(0xeb), 'maker'],
    ['stray bytes', [1, 2, 3], 'maker'],
    ['a colour profile in another segment', segment(0xe5, 'ICC_PROFILE\0', 1, 1, 'profile'), 'maker'],
    ['EXIF in another segment', segment(0xe5, 'Exif\0\0', cameraTiff(6)), 'maker'],
    ['EXIF further on in its segment', segment(0xe1, 'x', 'Exif\0\0', cameraTiff(6)), 'maker'],
    ['JFIF in another segment', segment(0xe5, JFIF.slice(4)), 'maker'],
    ['another segment as long as JFIF', segment(0xe0, 'x'.repeat(14)), 'maker'],
    ['Adobe in another segment', segment(0xe5, 'Adobe'), 'maker'],
    ['what is not Adobe’s in its segment', segment(0xee, 'Adoba'), 'maker'],
    ['XMP in another segment', segment(0xe5, 'http://ns.adobe.com/xap/1.0/\0<x/>'), 'maker'],
    ['what is not XMP in its segment', segment(0xe1, 'about'), 'maker'],
    ['a list of pictures in another segment', segment(0xe5, 'MPF\0'), 'maker'],
  ])('%s', async (_, part, kind) => {
    const content = jpeg(JFIF, part, ICC)
    const start = 2 + JFIF.length
    expect((await whole(content))?.metadata).toEqual([{ kind, start, end: start + bytes(part).length }])
  })

  it('has the name that stands in the segment, not behind it', async () => {
    expect(await kinds(jpeg(segment(0xe1, 'h'), 'ttp://'))).toEqual(['maker', 'maker'])
    expect(await kinds(jpeg(segment(0xe1), 'http://'))).toEqual(['maker', 'maker'])
  })

  it('is found between the frame and the scan, between scans, and behind the picture', async () => {
    const comment = segment(0xfe, 'late')
    const content = bytes(0xff, 0xd8, frame(9, 9), comment, scan.slice(0, -2), comment, scan, 'a video')
    expect(await kinds(content)).toEqual(['comment', 'comment', 'trailer'])
    expect((await whole(content))?.metadata.at(-1)).toEqual({ kind: 'trailer', start: content.length - 7, end: content.length })
    expect((await sliced(content))?.metadata).toEqual([])
  })
})

describe('markers without a length', () => {
  it.each([0, 1, 0xd0, 0xd7])('%i between segments and in the scan', async (marker) => {
    const content = bytes(0xff, 0xd8, 0xff, marker, frame(9, 9), scan.slice(0, -2), 0xff, marker, 5, 0xff, 0xff, 0xd9)
    expect(await whole(content)).toMatchObject({ width: 9, metadata: [{ kind: 'maker', start: 2, end: 4 }] })
    expect(await whole(content)).not.toHaveProperty('truncated')
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

  it('a picture without its end is truncated, which only all bytes can tell', async () => {
    const cut = jpeg().slice(0, -2)
    expect(await whole(cut)).toMatchObject({ width: 640, truncated: true })
    expect(await sliced(cut)).not.toHaveProperty('truncated')
    expect(await whole(jpeg())).not.toHaveProperty('truncated')
  })

  it.each([
    ['a second picture begins', [jpeg().slice(0, -2), 0xff, 0xd8, u16(4), 0, 0, 0xff, 0xd9]],
    ['the file stops within a marker', [jpeg().slice(0, -1)]],
    ['a segment runs past the end', [jpeg().slice(0, -2), 0xff, 0xfe, u16(500), 'short', 0xff, 0xd9]],
  ])('truncated: %s before the end', async (_, content) => {
    expect(await whole(bytes(content))).toMatchObject({ truncated: true, metadata: [] })
  })

  it('up to 4095 segments between scans are stepped over', async () => {
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
    const counting = { ...reader, view: (offset: number, length: number) => (views++, reader.view(offset, length)) }
    expect(await readJpeg(counting)).toBeUndefined()
    expect(views).toBeLessThanOrEqual(4096 * 3 + 1)
  })
})
