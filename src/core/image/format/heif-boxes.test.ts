/** Lengths of boxes (ISO/IEC 14496-12 §4.2), right and wrong ones. */
import { describe, expect, it } from 'vitest'
import { box, fullBox, heic, ispe } from '../../../../test/support/heic-bytes.js'
import {
  ILOC,
  OWN,
  PITM,
  TYPE,
  fileOf,
  iinf,
  infe,
  large,
  toTheEnd,
} from '../../../../test/support/heic-parts.js'
import { bytes, u32 } from '../../../../test/support/image-bytes.js'
import type { Bytes } from '../../../../test/support/image-bytes.js'
import { memoryReader } from './bytes.js'
import { readHeif } from './heif.js'

const read = (content: Bytes) => readHeif(memoryReader(content.buffer, false))
const whole = (content: Bytes) => readHeif(memoryReader(content.buffer))

describe('lengths', () => {
  it.each<[string, Bytes]>([
    ['plain ones', fileOf()],
    ['64 bits inside', fileOf({ properties: [large('ispe', 0, 0, 0, 0, u32(640), u32(480))] })],
    ['64 bits at the top', bytes(TYPE, large('meta', fileOf().slice(TYPE.length + 8)))],
    [
      'to the end inside',
      bytes(
        TYPE,
        fullBox(
          'meta',
          0,
          PITM,
          iinf(infe(1, 'hvc1')),
          ILOC,
          toTheEnd('iprp', box('ipco', ispe(640, 480)), OWN),
        ),
      ),
    ],
    ['to the end at the top', bytes(TYPE, toTheEnd('meta', fileOf().slice(TYPE.length + 8)))],
    [
      'empty boxes between',
      bytes(TYPE, box('free'), fileOf({ more: box('free') }).slice(TYPE.length)),
    ],
  ])('%s', async (_, content) => {
    expect(await read(content)).toMatchObject({
      width: 640,
      height: 480,
      codedWidth: 640,
      codedHeight: 480,
    })
    expect(await whole(content)).toMatchObject({ width: 640, height: 480 })
  })

  it.each<[string, Bytes]>([
    ['less than its own head', fileOf({ more: bytes(u32(4), u32(8), 'free') })],
    ['past its parent, the last one', fileOf({ associations: [OWN, u32(9), 'free'] })],
    [
      'past its parent, among properties',
      fileOf({ properties: [ispe(640, 480), u32(20), 'free'] }),
    ],
  ])('a box of %s inside: no header', async (_, content) => {
    expect(await read(content)).toBeUndefined()
  })

  it.each([toTheEnd('mdat', 'image'), box('mdat')])(
    'image data that no item uses is a trailer',
    async (data) => {
      const header = await whole(bytes(fileOf(), data))
      expect(header?.metadata).toEqual([
        { kind: 'trailer', start: fileOf().length, end: fileOf().length + data.length },
      ])
      expect(header).not.toHaveProperty('truncated')
    },
  )

  it('a box shorter than its own head ends the file', async () => {
    const image = fileOf()
    const content = bytes(image, u32(4), box('mdat', 'more'))
    expect((await whole(content))?.metadata).toEqual([
      { kind: 'trailer', start: image.length, end: content.length },
    ])
  })
})

describe('limits', () => {
  const free = (count: number) => Array.from({ length: count }, () => box('free'))

  it('256 boxes of the file are read; data of an item behind them counts as missing', async () => {
    const flooded = (count: number) => whole(heic({ middle: free(count), metaLast: true }))
    expect(await flooded(253)).not.toHaveProperty('truncated')
    expect(await flooded(254)).toBeUndefined()
    const data = heic({ middle: free(254) })
    expect(await whole(data)).toMatchObject({ truncated: true })
    expect(await whole(bytes(fileOf(), free(300)))).toMatchObject({
      width: 640,
      metadata: [{ kind: 'trailer' }],
    })
  })

  it('8192 properties are read, one more is not', async () => {
    const properties = free(8191)
    expect(await read(fileOf({ properties: [ispe(640, 480), properties] }))).toMatchObject({
      width: 640,
    })
    expect(
      await read(fileOf({ properties: [ispe(640, 480), properties, box('free')] })),
    ).toBeUndefined()
  })

  it('a meta box of 4 MB is read, one byte more is not', async () => {
    const small = fileOf().length - TYPE.length - 8
    const withMeta = (length: number) => {
      const filled = new Uint8Array(length - small - 8)
      const content = Buffer.concat([fileOf(), bytes(u32(filled.length + 8), 'free'), filled])
      content.set(u32(length + 8), TYPE.length)
      return new Uint8Array(content)
    }
    expect(await read(withMeta(4 << 20))).toMatchObject({ width: 640 })
    expect(await read(withMeta((4 << 20) + 1))).toBeUndefined()
  })
})
