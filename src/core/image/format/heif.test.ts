import { describe, expect, it } from 'vitest'
import { box, clap, fullBox, heic, hvc1, irot, ispe } from '../../../../test/support/heic-bytes.js'
import type { HeicOptions } from '../../../../test/support/heic-bytes.js'
import { bytes, u16, u32 } from '../../../../test/support/image-bytes.js'
import type { Bytes } from '../../../../test/support/image-bytes.js'
import { blobReader } from './bytes.js'
import { readHeif } from './heif.js'

const sliced = (content: Bytes) => readHeif(blobReader(new Blob([content])))
const sizes = async (options: HeicOptions) => {
  const header = await sliced(heic(options))
  return header && [header.codedWidth, header.codedHeight, header.width, header.height]
}
const colr = (type: string) => box('colr', type, 'profile')
const alpha = fullBox('auxC', 0, 'urn:mpeg:hevc:2015:auxid:1\0')
const image = hvc1(ispe(640, 480))
const tile = hvc1(ispe(512, 512))

describe('dimensions', () => {
  it('come from the primary item, not from a thumbnail before it', async () => {
    expect(await sizes({ items: [hvc1(ispe(160, 120)), image], primary: 2 })).toEqual([
      640, 480, 640, 480,
    ])
  })

  it.each([
    [0, 640, 480],
    [1, 480, 640],
    [2, 640, 480],
    [3, 480, 640],
  ])('irot %i', async (quarters, width, height) => {
    expect(await sizes({ items: [hvc1(ispe(640, 480), irot(quarters))] })).toEqual([
      640,
      480,
      width,
      height,
    ])
  })

  it('do not change by imir', async () => {
    expect(await sizes({ items: [hvc1(ispe(640, 480), box('imir', 1))] })).toEqual([
      640, 480, 640, 480,
    ])
  })

  it('follow clap and irot in their order', async () => {
    expect(await sizes({ items: [hvc1(ispe(640, 480), clap(600, 400), irot(1))] })).toEqual([
      640, 480, 400, 600,
    ])
    expect(await sizes({ items: [hvc1(ispe(640, 480), irot(1), clap(400, 600))] })).toEqual([
      640, 480, 400, 600,
    ])
  })

  it('follow a clean aperture that is a fraction', async () => {
    const half = box('clap', u32(1201), u32(2), u32(1000), u32(3))
    expect(await sizes({ items: [hvc1(ispe(640, 480), half)] })).toEqual([640, 480, 601, 333])
  })

  it.each([
    ['by zero', box('clap', u32(300), u32(0), u32(200), u32(0))],
    ['larger than the image', clap(9000, 9000)],
    ['of nothing', clap(0, 0)],
  ])('a clean aperture %s counts as none', async (_, aperture) => {
    expect(await sizes({ items: [hvc1(ispe(640, 480), aperture)] })).toEqual([640, 480, 640, 480])
  })

  it('of a grid are its own; with one tile, the stored ones are those of the tile', async () => {
    const grid = (...tiles: number[]) => ({
      type: 'grid',
      data: 'grid',
      properties: [ispe(1000, 500)],
      tiles,
    })
    expect(await sizes({ items: [tile, tile, grid(1, 2)], primary: 3 })).toEqual([
      1000, 500, 1000, 500,
    ])
    expect(await sizes({ items: [tile, grid(1)], primary: 2 })).toEqual([512, 512, 1000, 500])
  })

  it('are found in a meta box at the end, and with 32-bit item numbers', async () => {
    expect(await sizes({ metaLast: true })).toEqual([640, 480, 640, 480])
    expect(await sizes({ wide: true, items: [tile, image], primary: 2 })).toEqual([
      640, 480, 640, 480,
    ])
    const far = bytes(box('ftyp', 'heic', u32(0), 'mif1'), box('mdat', new Uint8Array(300_000)))
    expect(await sliced(bytes(far, heic().slice(24)))).toMatchObject({ width: 640 })
  })

  it('are found behind 64-bit box sizes', async () => {
    const large = bytes(u32(1), 'free', u32(0), u32(20), 'four')
    expect(await sizes({ middle: large })).toEqual([640, 480, 640, 480])
  })

  it('are found with 15-bit property numbers', async () => {
    const properties = [
      ...Array.from({ length: 128 }, () => box('free')),
      box('hvcC', 1),
      ispe(640, 480),
    ]
    const ipma = bytes(
      u32(24),
      'ipma',
      0,
      0,
      0,
      1,
      u32(1),
      u16(1),
      2,
      u16(0x8000 | 129),
      u16(130),
      0,
    )
    const meta = fullBox(
      'meta',
      0,
      fullBox('pitm', 0, u16(1)),
      fullBox('iinf', 0, u16(1), fullBox('infe', 2, u16(1), u16(0), 'hvc1', 0)),
      box('iprp', box('ipco', properties), ipma),
    )
    expect(await sliced(bytes(box('ftyp', 'heic', u32(0), 'mif1'), meta))).toMatchObject({
      width: 640,
      height: 480,
    })
  })

  it('are 0 without ispe, because the reader does not validate', async () => {
    expect(await sizes({ items: [hvc1()] })).toEqual([0, 0, 0, 0])
  })
})

describe('kind of image', () => {
  it('EXIF orientation is ignored, as the standard says', async () => {
    expect(
      await sliced(heic({ items: [image, { type: 'Exif', data: 'whatever' }] })),
    ).toMatchObject({ orientation: 1 })
  })

  it('alpha comes from an auxiliary image', async () => {
    expect(await sliced(heic())).toMatchObject({ alpha: false, icc: false, animated: false })
    expect(await sliced(heic({ items: [image, hvc1(ispe(640, 480), alpha)] }))).toMatchObject({
      alpha: true,
    })
    const depth = fullBox('auxC', 0, 'urn:mpeg:hevc:2015:auxid:2\0')
    expect(await sliced(heic({ items: [image, hvc1(ispe(640, 480), depth)] }))).toMatchObject({
      alpha: false,
    })
  })

  it('a colour profile may belong to the image or to its tiles', async () => {
    expect(await sliced(heic({ items: [hvc1(ispe(9, 9), colr('prof'))] }))).toMatchObject({
      icc: true,
    })
    expect(await sliced(heic({ items: [hvc1(ispe(9, 9), colr('nclx'))] }))).toMatchObject({
      icc: false,
    })
    const grid = { type: 'grid', data: 'grid', properties: [ispe(1000, 500)], tiles: [1] }
    expect(
      await sliced(heic({ items: [hvc1(ispe(512, 512), colr('prof')), grid], primary: 2 })),
    ).toMatchObject({ icc: true })
  })

  it.each(['av01', 'jpeg', 'vvc1', 'unci'])('%s inside is not supported', async (type) => {
    expect(await sliced(heic({ items: [{ ...image, type }] }))).toBeUndefined()
    const grid = { type: 'grid', data: 'grid', properties: [ispe(1000, 500)], tiles: [1] }
    expect(await sliced(heic({ items: [{ ...tile, type }, grid], primary: 2 }))).toBeUndefined()
  })
})
