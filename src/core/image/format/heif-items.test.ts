/** The item that is the image, and its properties (ISO/IEC 23008-12). */
import { describe, expect, it } from 'vitest'
import { box, fullBox, ispe } from '../../../../test/support/heic-bytes.js'
import { fileOf, infe, ipma } from '../../../../test/support/heic-parts.js'
import type { Parts } from '../../../../test/support/heic-parts.js'
import { bytes, u16, u32 } from '../../../../test/support/image-bytes.js'
import type { Bytes, Part } from '../../../../test/support/image-bytes.js'
import { memoryReader } from './bytes.js'
import { readHeif } from './heif.js'

const read = (content: Bytes) => readHeif(memoryReader(content.buffer, false))

describe('items and their properties', () => {
  const sizeOf = async (parts: Parts) => {
    const header = await read(fileOf(parts))
    return header && [header.codedWidth, header.codedHeight]
  }

  it('an entry needs no name; entries without a type and other boxes are ignored', async () => {
    expect(
      await sizeOf({ entries: [infe(1, 'hvc1'), box('free', 2, 0, 0, 0, u16(1), u16(0), 'jpeg')] }),
    ).toEqual([640, 480])
    expect(
      await sizeOf({ entries: [infe(1, 'hvc1'), box('infe', 2, 0, 0, 0, u16(1), u16(0), 'jpe')] }),
    ).toEqual([640, 480])
    const wide = fullBox('infe', 3, u32(1), u16(0), 'jpe')
    expect(await sizeOf({ entries: [infe(1, 'hvc1'), wide, infe(9, 'mime')] })).toEqual([640, 480])
  })

  it('the "essential" bit is not part of a number', async () => {
    const properties = [box('free'), ispe(640, 480)]
    expect(await sizeOf({ properties, associations: ipma(1, [u16(1), 1, 0x82]) })).toEqual([
      640, 480,
    ])
  })

  it('number 0 and numbers without a box are ignored', async () => {
    expect(await sizeOf({ associations: ipma(1, [u16(1), 3, 0, 77, 1]) })).toEqual([640, 480])
  })

  it('the associations of other items are skipped, also with 15-bit numbers', async () => {
    const properties = [ispe(160, 120), ispe(640, 480)]
    expect(
      await sizeOf({ properties, associations: ipma(2, [u16(7), 2, 1, 1], [u16(1), 1, 2]) }),
    ).toEqual([640, 480])
    const wide = bytes(
      u32(24),
      'ipma',
      0,
      0,
      0,
      1,
      u32(2),
      u16(7),
      2,
      u16(1),
      u16(1),
      u16(1),
      1,
      u16(2),
    )
    wide.set(u32(wide.length))
    expect(await sizeOf({ properties, associations: wide })).toEqual([640, 480])
    expect(
      await sizeOf({
        properties,
        associations: [ipma(1, [u16(7), 1, 1]), ipma(1, [u16(1), 1, 2])],
      }),
    ).toEqual([640, 480])
  })

  it('there are as many associations as the box tells and holds', async () => {
    expect(await sizeOf({ associations: ipma(1, [u16(7), 1, 1], [u16(1), 1, 1]) })).toEqual([0, 0])
    expect(await sizeOf({ associations: ipma(0, [u16(1), 1, 1]) })).toEqual([0, 0])
    expect(await sizeOf({ associations: ipma(1000, [u16(7), 1, 1]) })).toEqual([0, 0])
  })

  it('associations among the properties are ignored', async () => {
    const lookalike = box('free', u16(1), 1, 1)
    expect(
      await sizeOf({
        properties: [lookalike, ispe(640, 480)],
        associations: ipma(1, [u16(1), 1, 2]),
      }),
    ).toEqual([640, 480])
  })

  it('only `dimg` references of the image itself name its tiles', async () => {
    const properties = [ispe(640, 480), ispe(512, 512), ispe(160, 120)]
    const entries = [infe(1, 'grid'), infe(2, 'hvc1'), infe(3, 'jpeg')]
    const associations = ipma(3, [u16(1), 1, 1], [u16(2), 1, 2], [u16(3), 1, 3])
    const reference = (type: string, from: number, ...to: number[]) =>
      box(type, u16(from), u16(to.length), to.map(u16))
    const references = (...list: Part[]) => fullBox('iref', 0, list)
    const own = reference('dimg', 1, 2)
    const sizeWith = (...list: Part[]) =>
      sizeOf({ properties, entries, associations, more: references(...list) })
    expect(await sizeWith(own)).toEqual([512, 512])
    expect(await sizeWith(reference('thmb', 1, 3), own)).toEqual([512, 512])
    expect(await sizeWith(reference('dimg', 4, 3), own)).toEqual([512, 512])
    const single = { more: references(reference('cdsc', 2, 1), reference('thmb', 1, 3)) }
    expect(await sizeOf(single)).toEqual([640, 480])
  })

  it('an alpha plane is named inside the box, not behind it', async () => {
    const depth = fullBox('auxC', 0, 'urn:mpeg:hevc:2015:auxid:2\0')
    expect(
      await read(fileOf({ properties: [ispe(640, 480), depth, box('free', ':alpha')] })),
    ).toMatchObject({ alpha: false })
    const long = fullBox('auxC', 0, ' '.repeat(80), ':alpha')
    expect(await read(fileOf({ properties: [ispe(640, 480), long] }))).toMatchObject({
      alpha: false,
    })
  })
})
