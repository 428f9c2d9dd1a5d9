import { describe, expect, it } from 'vitest'
import { box, fullBox, heic, hvc1, ispe } from '../../../../test/support/heic-bytes.js'
import { bytes, u16, u32 } from '../../../../test/support/image-bytes.js'
import type { Bytes } from '../../../../test/support/image-bytes.js'
import { blobReader, memoryReader } from './bytes.js'
import { readHeif } from './heif.js'

const whole = (content: Bytes) => readHeif(memoryReader(content.buffer))
const sliced = (content: Bytes) => readHeif(blobReader(new Blob([content])))
const image = hvc1(ispe(640, 480))

describe('metadata', () => {
  const exif = { type: 'Exif', data: 'EXIF' }
  const xmp = { type: 'mime', data: '<XMP/>' }
  const at = (content: Bytes, wanted: string) => Buffer.from(content).indexOf(wanted)

  it.each([
    {},
    { wide: true },
    { metaLast: true },
    { indexed: true },
    { old: true },
    { old: true, indexed: true },
  ])('EXIF and XMP items %o', async (options) => {
    const content = heic({ ...options, items: [image, exif, xmp] })
    expect((await whole(content))?.metadata).toEqual([
      { kind: 'exif', start: at(content, 'EXIF'), end: at(content, 'EXIF') + 4 },
      { kind: 'xmp', start: at(content, '<XMP/>'), end: at(content, '<XMP/>') + 6 },
    ])
    expect((await sliced(content))?.metadata).toEqual([])
  })

  it('items whose data lies in the meta box, in file order', async () => {
    const content = heic({ items: [image, exif, { ...xmp, inMeta: true }] })
    expect((await whole(content))?.metadata.map(({ kind, start }) => [kind, start])).toEqual([
      ['xmp', at(content, '<XMP/>')],
      ['exif', at(content, 'EXIF')],
    ])
  })

  it('items of other types', async () => {
    const content = heic({
      items: [
        image,
        { type: 'uri ', data: 'urn' },
        { type: 'infe', data: 'more' },
        { type: 'Exif', data: '' },
      ],
    })
    const start = at(content, 'urn')
    expect((await whole(content))?.metadata).toEqual([
      { kind: 'xmp', start, end: start + 3 },
      { kind: 'text', start: start + 3, end: start + 7 },
    ])
  })

  it('boxes that no image needs are blanked in the middle and dropped at the end', async () => {
    const content = heic({
      middle: box('uuid', 'secret'),
      tail: [box('mpvd', 'video'), 'trailing'],
    })
    const tail = at(content, 'mpvd') - 4
    expect((await whole(content))?.metadata).toEqual([
      { kind: 'maker', start: 24, end: 38 },
      { kind: 'trailer', start: tail, end: content.length },
    ])
  })
})

describe('broken files', () => {
  const cut = (length: number) => heic().slice(0, length)
  const { length } = heic()

  it.each([
    ['nothing', bytes()],
    ['the type box alone', cut(24)],
    ['cut inside the meta box', cut(100)],
    ['a meta box without an image', bytes(box('ftyp', 'heic', u32(0)), fullBox('meta', 0))],
    ['a box inside longer than its parent', heic().fill(255, 36, 40)],
    ['no such primary item', heic({ primary: 7 })],
  ])('%s: no header', async (_, content) => {
    expect(await whole(content)).toBeUndefined()
    expect(await sliced(content)).toBeUndefined()
  })

  it('is truncated where image data that an item uses is cut', async () => {
    expect(await sliced(cut(length - 3))).not.toHaveProperty('truncated')
    expect(await whole(cut(length - 3))).toMatchObject({ width: 640, truncated: true })
  })

  it('is truncated where an item lies past the end', async () => {
    const content = heic({ items: [image, { type: 'Exif', data: 'EXIF' }] })
    const shorter = bytes(content.slice(0, -19), u32(11), 'mdat', 'pic')
    expect(await whole(shorter)).toMatchObject({ truncated: true })
  })

  it('zeros behind the last box are not a box', async () => {
    const content = heic({ tail: new Uint8Array(16) })
    expect((await whole(content))?.metadata).toEqual([
      { kind: 'trailer', start: content.length - 16, end: content.length },
    ])
  })

  it('a trailer that is not a box does not count as a cut', async () => {
    const content = heic({ tail: bytes(u32(9_999_999), 'abcd', 'more') })
    expect(await whole(content)).toMatchObject({ metadata: [{ kind: 'trailer' }] })
    expect(await whole(content)).not.toHaveProperty('truncated')
  })

  it('too many extents end the walk', async () => {
    const content = heic()
    const iloc = Buffer.from(content).indexOf('iloc') + 4
    // No bytes per extent, 65 535 extents per item.
    const item = bytes(u16(1), u16(0), u16(0), u16(0xffff))
    const flood = bytes(
      u32(0x01000000),
      u16(0),
      u16(20),
      Array.from({ length: 20 }, () => item),
    )
    const grown = bytes(
      content.slice(0, iloc - 8),
      u32(flood.length + 8),
      'iloc',
      flood,
      content.slice(iloc + 24),
    )
    grown.set(u32(new DataView(grown.buffer).getUint32(24) + flood.length - 24), 24)
    expect(await sliced(grown)).toMatchObject({ width: 640 })
    expect(await whole(grown)).toBeUndefined()
  })
})
