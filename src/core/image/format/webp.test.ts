import { describe, expect, it } from 'vitest'
import {
  bytes,
  riffChunk,
  u32le,
  vp8,
  vp8l,
  vp8x,
  webp,
} from '../../../../test/support/image-bytes.js'
import type { Bytes } from '../../../../test/support/image-bytes.js'
import { blobReader, memoryReader } from './bytes.js'
import { readWebp } from './webp.js'

const whole = (content: Bytes) => readWebp(memoryReader(content.buffer))
const sliced = (content: Bytes) => readWebp(blobReader(new Blob([content])))

describe('header', () => {
  it('lossy', async () => {
    expect(await sliced(webp(vp8(300, 200)))).toEqual({
      format: 'webp',
      codedWidth: 300,
      codedHeight: 200,
      width: 300,
      height: 200,
      orientation: 1,
      alpha: false,
      animated: false,
      icc: false,
      metadata: [],
    })
  })

  it('reads 14 bits of a lossy side; the two higher bits only ask for scaling', async () => {
    expect(await sliced(webp(vp8(0xc000 | 300, 0x4000 | 200)))).toMatchObject({
      width: 300,
      height: 200,
    })
  })

  it.each([0, 1])('lossless, alpha %i', async (alpha) => {
    expect(await sliced(webp(vp8l(16_384, 1, alpha)))).toMatchObject({
      width: 16_384,
      height: 1,
      alpha: alpha === 1,
    })
  })

  it('a file shorter than the longest header', async () => {
    const short = webp(bytes('VP8L', u32le(5), 0x2f, u32le(299 | (199 << 14))))
    expect(short).toHaveLength(25)
    expect(await sliced(short)).toMatchObject({ width: 300, height: 200 })
  })

  it('extended', async () => {
    expect(await sliced(webp(vp8x(16_777_216, 200, 0), vp8(9, 9)))).toMatchObject({
      width: 16_777_216,
      height: 200,
    })
    expect(await sliced(webp(vp8x(300, 200, 0x32), vp8(9, 9)))).toMatchObject({
      alpha: true,
      animated: true,
      icc: true,
    })
    expect(await sliced(webp(vp8x(300, 200, 0x0c), vp8(9, 9)))).toMatchObject({
      alpha: false,
      animated: false,
      icc: false,
    })
  })
})

describe('metadata', () => {
  it('does not list what a decoder needs', async () => {
    const content = webp(
      vp8x(9, 9),
      riffChunk('ICCP', 'p'),
      riffChunk('ANIM', 1),
      riffChunk('ANMF', 1),
      riffChunk('ALPH', 1),
      vp8(9, 9),
    )
    expect((await whole(content))?.metadata).toEqual([])
  })

  it.each([
    ['EXIF', 'exif'],
    ['XMP ', 'xmp'],
    ['C2PA', 'maker'],
  ])('%s, with its padding byte', async (type, kind) => {
    const removed = riffChunk(type, 'odd')
    const start = 12 + vp8x(9, 9).length + vp8(9, 9).length
    const content = webp(vp8x(9, 9), vp8(9, 9), removed)
    expect((await whole(content))?.metadata).toEqual([{ kind, start, end: start + 12 }])
    expect((await sliced(content))?.metadata).toEqual([])
  })

  it('an empty chunk at the end', async () => {
    const content = webp(vp8(9, 9), riffChunk('XMP '))
    expect((await whole(content))?.metadata).toEqual([
      { kind: 'xmp', start: content.length - 8, end: content.length },
    ])
  })

  it('lists what follows the container as a trailer', async () => {
    const image = webp(vp8(9, 9))
    const content = bytes(image, 'and more')
    expect((await whole(content))?.metadata).toEqual([
      { kind: 'trailer', start: image.length, end: content.length },
    ])
  })
})

describe('broken files', () => {
  it.each([
    ['nothing', bytes()],
    ['another RIFF', bytes('RIFF', u32le(30), 'WAVE', vp8(9, 9))],
    ['another first chunk', webp(riffChunk('JUNK', 'x'.repeat(20)))],
    ['a RIFF of the other byte order', bytes('RIFX', webp(vp8(9, 9)).slice(4))],
    ['another first chunk like a lossy one', webp(riffChunk('JUNK', vp8(9, 9).slice(8)))],
    ['another first chunk like a lossless one', webp(riffChunk('JUNK', vp8l(9, 9).slice(8)))],
    ['a start code of other two bytes', webp(vp8(9, 9).fill(0x2a, 11, 13))],
    ['a start code with another end', webp(vp8(9, 9).fill(0, 13, 14))],
    ['no start code', webp(riffChunk('VP8 ', 'x'.repeat(20)))],
    ['no lossless signature', webp(riffChunk('VP8L', 'x'.repeat(20)))],
    ['an image chunk shorter than its header', webp('VP8 ', u32le(7), vp8(9, 9).slice(8))],
    ['cut in the header', webp(vp8(9, 9)).slice(0, 25)],
  ])('%s: no header', async (_, content) => {
    expect(await whole(content)).toBeUndefined()
    expect(await sliced(content)).toBeUndefined()
  })

  it('is truncated where it is shorter than its container tells', async () => {
    const cut = webp(vp8(300, 200), riffChunk('EXIF', 'x'.repeat(100))).slice(0, -50)
    expect(await whole(cut)).toMatchObject({ width: 300, truncated: true })
    expect(await sliced(cut)).not.toHaveProperty('truncated')
  })

  it.each([
    ['nothing', 0, { metadata: [{ kind: 'trailer' }] }],
    ['a part of the image', 20, { truncated: true }],
    ['more than there is', 400, { truncated: true }],
    ['an odd number of bytes', 25, { truncated: true }],
  ])('a container with the length of %s', async (_, length, expected) => {
    const content = webp(vp8(300, 200))
    content.set(u32le(length), 4)
    expect(await whole(content)).toMatchObject(expected)
  })

  it('too many chunks give no header', async () => {
    expect(await whole(webp(vp8(9, 9), new Uint8Array(8 * 16_384)))).toMatchObject({ width: 9 })
    expect(await whole(webp(vp8(9, 9), new Uint8Array(8 * 16_385)))).toBeUndefined()
  })
})
