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
} from '../../../../test/support/image-bytes.js'
import type { Bytes, Part } from '../../../../test/support/image-bytes.js'
import { blobReader, memoryReader } from './bytes.js'
import { readJpeg } from './jpeg.js'

const whole = (content: Bytes) => readJpeg(memoryReader(content.buffer))
const sliced = (content: Bytes) => readJpeg(blobReader(new Blob([content])))
const kinds = async (content: Bytes) => (await whole(content))?.metadata.map(({ kind }) => kind)

describe('metadata', () => {
  const ICC = segment(0xe2, 'ICC_PROFILE\0', 1, 1, 'profile')
  const JFIF = segment(0xe0, 'JFIF\0', 1, 1, 0, 0, 1, 0, 1, 0, 0)
  const ADOBE = segment(0xee, 'Adobe', 0, 100, 0, 0, 0, 0, 0)

  it('does not list what colours and orientation depend on', async () => {
    const content = jpeg(JFIF, exif(orientationTiff(6)), ICC, ADOBE)
    expect(await whole(content)).toMatchObject({ icc: true, orientation: 6, metadata: [] })
  })

  it.each<[string, Part, string]>([
    ['EXIF', exif(cameraTiff(1)), 'exif'],
    ['EXIF with only orientation 1', exif(orientationTiff(1)), 'exif'],
    ['XMP', segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<x/>'), 'xmp'],
    ['more XMP', segment(0xe1, 'http://ns.adobe.com/xmp/extension/\0<x/>'), 'xmp'],
    ['IPTC', segment(0xed, 'Photoshop 3.0\0'), 'iptc'],
    ['a comment', segment(0xfe, 'hello'), 'comment'],
    ['the list of further images', segment(0xe2, 'MPF\0', 'II'), 'mpf'],
    ['FlashPix', segment(0xe2, 'FPXR\0'), 'maker'],
    ['a JFIF thumbnail', segment(0xe0, 'JFIF\0', 1, 1, 0, 0, 1, 0, 1, 1, 1, 1, 2, 3), 'maker'],
    ['a JFXX thumbnail', segment(0xe0, 'JFXX\0', 0x10), 'maker'],
    ['an unknown segment', segment(0xe5, 'who knows'), 'maker'],
    ['an empty segment', segment(0xeb), 'maker'],
    ['stray bytes', [1, 2, 3], 'maker'],
    [
      'a colour profile in another segment',
      segment(0xe5, 'ICC_PROFILE\0', 1, 1, 'profile'),
      'maker',
    ],
    ['EXIF in another segment', segment(0xe5, 'Exif\0\0', cameraTiff(6)), 'maker'],
    ['EXIF further on in its segment', segment(0xe1, 'x', 'Exif\0\0', cameraTiff(6)), 'maker'],
    ['JFIF in another segment', segment(0xe5, JFIF.slice(4)), 'maker'],
    ['another segment as long as JFIF', segment(0xe0, 'x'.repeat(14)), 'maker'],
    ['Adobe in another segment', segment(0xe5, 'Adobe'), 'maker'],
    ['another name in Adobe’s segment', segment(0xee, 'Adoba', 0, 100, 0, 0, 0, 0, 0), 'maker'],
    ['XMP in another segment', segment(0xe5, 'http://ns.adobe.com/xap/1.0/\0<x/>'), 'maker'],
    ['another name in XMP’s segment', segment(0xe1, 'about'), 'maker'],
    ['a list of images in another segment', segment(0xe5, 'MPF\0'), 'maker'],
  ])('%s', async (_, part, kind) => {
    const content = jpeg(JFIF, part, ICC)
    const start = 2 + JFIF.length
    expect((await whole(content))?.metadata).toEqual([
      { kind, start, end: start + bytes(part).length },
    ])
  })

  it('has its name inside the segment, not behind it', async () => {
    expect(await kinds(jpeg(segment(0xe1, 'h'), 'ttp://'))).toEqual(['maker', 'maker'])
    expect(await kinds(jpeg(segment(0xe1), 'http://'))).toEqual(['maker', 'maker'])
  })

  it('is found between the frame and the scan, between scans, and behind the image', async () => {
    const comment = segment(0xfe, 'late')
    const content = bytes(
      0xff,
      0xd8,
      frame(9, 9),
      comment,
      scan.slice(0, -2),
      comment,
      scan,
      'a video',
    )
    expect(await kinds(content)).toEqual(['comment', 'comment', 'trailer'])
    expect((await whole(content))?.metadata.at(-1)).toEqual({
      kind: 'trailer',
      start: content.length - 7,
      end: content.length,
    })
    // Slices are read up to the first scan.
    expect((await sliced(content))?.metadata).toEqual([{ kind: 'comment', start: 21, end: 29 }])
  })
})

describe('markers without a length', () => {
  it.each([0, 1, 0xd0, 0xd7])('%i between segments and in the scan', async (marker) => {
    const content = bytes(
      0xff,
      0xd8,
      0xff,
      marker,
      frame(9, 9),
      scan.slice(0, -2),
      0xff,
      marker,
      5,
      0xff,
      0xff,
      0xd9,
    )
    expect(await whole(content)).toMatchObject({
      width: 9,
      metadata: [{ kind: 'maker', start: 2, end: 4 }],
    })
    expect(await whole(content)).not.toHaveProperty('truncated')
  })
})
