import { describe, expect, it, vi } from 'vitest'
import { box, heic, hvc1, ispe } from '../../../../test/support/heic-bytes.js'
import {
  bytes,
  cameraTiff,
  chunk,
  exif,
  frame,
  ihdr,
  jpeg,
  orientationTiff,
  png,
  riffChunk,
  scan,
  segment,
  soundJpeg,
  vp8,
  vp8x,
  webp,
} from '../../../../test/support/image-bytes.js'
import type { Bytes, Part } from '../../../../test/support/image-bytes.js'
import { inspect, load } from '../inspect.js'
import { strip } from './index.js'
import { DEFAULT_LIMITS } from '../../spec.js'

const options = { limits: DEFAULT_LIMITS, signal: new AbortController().signal }

async function loaded(content: Bytes) {
  const file = new File([content], 'image')
  return load(file, await inspect(file, options), options)
}

async function stripped(content: Bytes): Promise<Bytes> {
  const { blob, header } = await loaded(content)
  const clean = await strip(blob, header)
  expect(clean.type).toBe(blob.type)
  const result = new Uint8Array(await clean.arrayBuffer())
  const again = await loaded(result)
  // It is the same image, and a second strip changes nothing.
  expect({ ...again.header, metadata: [] }).toEqual({ ...header, metadata: [] })
  expect(new Uint8Array(await (await strip(again.blob, again.header)).arrayBuffer())).toEqual(
    result,
  )
  return result
}

const JFIF = segment(0xe0, 'JFIF\0', 1, 1, 0, 0, 1, 0, 1, 0, 0)
const ICC = segment(0xe2, 'ICC_PROFILE\0', 1, 1, 'profile')
const ADOBE = segment(0xee, 'Adobe', 0, 100, 0, 0, 0, 0, 0)
const XMP = segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<x/>')

describe('JPEG', () => {
  it('keeps frame, colours and scan', async () => {
    const content = soundJpeg(
      JFIF,
      exif(cameraTiff(1)),
      XMP,
      ICC,
      segment(0xed, 'iptc'),
      segment(0xfe, 'hi'),
      ADOBE,
    )
    expect(await stripped(bytes(content, 'a video'))).toEqual(soundJpeg(JFIF, ICC, ADOBE))
  })

  it.each([2, 3, 4, 5, 6, 7, 8])(
    'keeps orientation %i and nothing else of EXIF',
    async (orientation) => {
      for (const little of [false, true]) {
        expect(await stripped(jpeg(JFIF, exif(cameraTiff(orientation, little))))).toEqual(
          jpeg(exif(orientationTiff(orientation)), JFIF),
        )
      }
    },
  )

  it('does not write the orientation twice', async () => {
    const bare = exif(orientationTiff(6))
    expect(await stripped(jpeg(bare, segment(0xfe, 'hi')))).toEqual(jpeg(bare))
    expect(await stripped(jpeg(bare, exif(cameraTiff(3))))).toEqual(jpeg(bare))
  })

  it('keeps of Adobe’s segment only the colour transform', async () => {
    expect(
      await stripped(jpeg(segment(0xee, 'Adobe', 0, 100, 0, 0, 0, 0, 2, 'LATITUDE 37.5'), JFIF)),
    ).toEqual(jpeg(segment(0xee, 'Adobe', 0, 100, 0, 0, 0, 0, 2), JFIF))
    expect(await stripped(jpeg(segment(0xee, 'Adobe', 0, 100)))).toEqual(jpeg())
    expect(await stripped(jpeg(segment(0xed, 'Adobe', 0, 100, 0, 0, 0, 0, 2)))).toEqual(jpeg())
  })

  it('takes the thumbnail out of a JFIF segment, which also tells the colour space', async () => {
    const thumbnail = segment(0xe0, 'JFIF\0', 1, 2, 1, 0, 72, 0, 72, 1, 1, 1, 2, 3)
    expect(await stripped(jpeg(thumbnail))).toEqual(jpeg(JFIF))
  })

  it.each([
    ['a thumbnail of another kind', segment(0xe0, 'JFXX\0', 0x10, 'thumbnail')],
    ['the name in another segment', segment(0xe5, 'JFIF\0', 1, 1)],
    ['Adobe’s name in another segment', segment(0xe5, 'Adobe', 0, 100, 0, 0, 0, 0, 2, 'more')],
    ['another name in Adobe’s segment', segment(0xee, 'Adoba', 0, 100, 0, 0, 0, 0, 2, 'more')],
    ['a cut segment of Adobe’s', segment(0xee, 'Adobe', 0, 100)],
  ])('writes no segment back for %s', async (_, removed) => {
    expect(await stripped(jpeg(JFIF, removed))).toEqual(jpeg(JFIF))
    expect(await stripped(jpeg(removed))).toEqual(jpeg())
  })

  it('removes metadata between scans', async () => {
    const first = scan.slice(0, -2)
    const content = bytes(
      0xff,
      0xd8,
      frame(640, 480),
      segment(0xfe, 'a'),
      first,
      segment(0xe1, 'late'),
      scan,
    )
    expect(await stripped(content)).toEqual(bytes(0xff, 0xd8, frame(640, 480), first, scan))
  })
})

describe('PNG', () => {
  it('keeps the chunks that a decoder needs', async () => {
    const kept = [chunk('gAMA', 'x'), chunk('iCCP', 'P3')]
    const content = png(
      [chunk('tEXt', 'a\0b'), kept, chunk('iTXt', 'XML:com.adobe.xmp\0')],
      [chunk('tIME', 'x'), chunk('eXIf', cameraTiff(6))],
    )
    expect(await stripped(bytes(content, 'and more'))).toEqual(png(kept))
  })

  it('removes thousands of ranges without the slow slices of a blob', async () => {
    const data = chunk('IDAT', 'data')
    const many = (between: Part) => png(Array.from({ length: 2000 }, () => [data, between]))
    const content = many(chunk('tEXt', 'a\0b'))
    const slice = vi.spyOn(Blob.prototype, 'slice')
    expect(await stripped(content)).toEqual(many([]))
    expect(slice.mock.calls.length).toBeLessThan(50)
    slice.mockRestore()
  })

  it('writes the orientation back with the right checksum', async () => {
    expect(await stripped(png(chunk('eXIf', cameraTiff(6))))).toEqual(
      png(chunk('eXIf', orientationTiff(6))),
    )
  })

  it('the header chunk of a PNG ends at byte 33', () => {
    expect(bytes('\x89PNG\r\n\x1a\n', ihdr(1, 1))).toHaveLength(33)
  })
})

describe('WebP', () => {
  it('corrects length and flags', async () => {
    const content = webp(
      vp8x(300, 300, 0x3e),
      riffChunk('ICCP', 'p'),
      vp8(300, 300),
      riffChunk('EXIF', cameraTiff(6)),
      riffChunk('XMP ', 'x'),
    )
    expect(await stripped(bytes(content, 'and more'))).toEqual(
      webp(vp8x(300, 300, 0x32), riffChunk('ICCP', 'p'), vp8(300, 300)),
    )
  })

  it('does not change the first byte of a simple file’s image', async () => {
    expect(await stripped(webp(vp8(300, 300), riffChunk('EXIF', 'x')))).toEqual(webp(vp8(300, 300)))
  })
})

describe('HEIC', () => {
  const image = hvc1(ispe(640, 480))
  const empty = bytes(0, 0, 0, 0, orientationTiff(1))

  it('blanks in place, so that every offset stays valid', async () => {
    const items = (exifData: Bytes, xmp: string) => [
      image,
      { type: 'Exif', data: exifData },
      { type: 'mime', data: xmp },
      { type: 'mime', data: xmp, inMeta: true },
    ]
    const long = bytes(0, 0, 0, 0, cameraTiff(6))
    const blank = bytes(empty, new Uint8Array(long.length - empty.length))
    const emptyXmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>   "
    expect(await stripped(heic({ items: items(long, '<xmp>'.padEnd(40, 'x')) }))).toEqual(
      heic({ items: items(blank, emptyXmp) }),
    )
    expect(await stripped(heic({ items: items(bytes(1, 2, 3), '<xmp/>') }))).toEqual(
      heic({ items: items(bytes(0, 0, 0), '      ') }),
    )
  })

  it('turns a box in the middle into free space and drops data behind the last one', async () => {
    const content = heic({
      middle: box('uuid', 'secret'),
      tail: [box('mpvd', 'video'), 'trailing'],
    })
    expect(await stripped(content)).toEqual(heic({ middle: box('free', new Uint8Array(6)) }))
  })

  it.each<[string, number, number]>([
    ['its description', 24, 80],
    ['the length of its data', heic().length - 15, heic().length - 11],
  ])('rejects where the image would lose %s with its metadata', async (_, start, end) => {
    const { blob, header } = await loaded(heic())
    const overlap = { ...header, metadata: [{ kind: 'xmp' as const, start, end }] }
    await expect(strip(blob, overlap)).rejects.toMatchObject({
      phase: 'prepare',
      details: { name: '' },
    })
    await expect(strip(blob, overlap, 'image.heic')).rejects.toMatchObject({
      code: 'unreadable-image',
      recovery: 'choose-another',
      details: { name: 'image.heic' },
    })
  })
  it('rejects where the dimensions would change', async () => {
    const { blob, header } = await loaded(heic())
    for (const other of [{ width: 641 }, { height: 481 }]) {
      await expect(strip(blob, { ...header, ...other })).rejects.toMatchObject({
        code: 'unreadable-image',
      })
    }
  })
})
