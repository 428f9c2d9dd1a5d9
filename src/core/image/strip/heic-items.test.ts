import { describe, expect, it } from 'vitest'
import { box, fullBox, heic, hvc1, ispe } from '../../../../test/support/heic-bytes.js'
import type { HeicOptions } from '../../../../test/support/heic-bytes.js'
import { bytes, u16, u32 } from '../../../../test/support/image-bytes.js'
import type { Bytes } from '../../../../test/support/image-bytes.js'
import { accept, prepareContext } from '../../pipeline/accept.js'
import { browserPorts } from '../../platform/ports.js'
import { prepare } from '../../prepare/prepare.js'
import { resolveSettings } from '../../pipeline/job.js'

const { signal } = new AbortController()
const SECRET = 'LATITUDE 37.5'
const image = hvc1(ispe(640, 480))
const first = { ...image, data: 'PIXELS' }
const other = (data: string) => ({ ...hvc1(ispe(320, 240)), data })
const alpha = fullBox('auxC', 0, 'urn:mpeg:hevc:2015:auxid:1\0')

/** The bytes that would be sent of a selected file. */
async function sent(content: Bytes, keepMetadata = false): Promise<string> {
  const settings = resolveSettings({ endpoint: '/', keepMetadata })
  const { job } = await accept(new File([content], 'a.heic'), settings, browserPorts, signal)
  const { blob } = await prepare(job.image, job.plan, prepareContext(settings, signal))
  return Buffer.from(await blob.arrayBuffer()).toString('latin1')
}
const text = (content: Bytes) => Buffer.from(content).toString('latin1')

describe('strip removes what does not show the image', () => {
  it.each<[string, HeicOptions]>([
    ['a thumbnail or another image', { items: [first, other(SECRET)] }],
    [
      'a depth map',
      {
        items: [
          first,
          { ...other(SECRET), properties: [fullBox('auxC', 0, 'depth\0')], auxiliaryOf: 1 },
        ],
      },
    ],
    [
      'a transparency of another image',
      { items: [first, other(SECRET), { ...other(SECRET), properties: [alpha], auxiliaryOf: 2 }] },
    ],
    ['an item of an unknown type', { items: [first, { type: 'abcd', data: SECRET }] }],
    [
      'an item without a type, version 0',
      { items: [first, { type: '', data: SECRET, version: 0 }] },
    ],
    [
      'an item named like an image, version 1',
      { items: [first, { type: '', data: SECRET, version: 1, name: 'hvc1' }] },
    ],
    ['an item in the meta box', { items: [first, { type: 'abcd', data: SECRET, inMeta: true }] }],
    [
      'EXIF that reaches to the end',
      { items: [first, { type: 'Exif', data: SECRET, open: true }] },
    ],
    [
      'EXIF in the meta box that reaches to its end',
      { items: [first, { type: 'Exif', data: SECRET, inMeta: true, open: true }] },
    ],
    ['an item’s name', { items: [{ ...first, name: SECRET }] }],
    ['an item’s name, 32-bit numbers', { items: [{ ...first, name: SECRET }], wide: true }],
    [
      'the name of an item without a type',
      { items: [first, { type: '', data: 'x', version: 0, name: SECRET }] },
    ],
    [
      'a description of the image',
      {
        items: [
          { ...first, properties: [ispe(640, 480), fullBox('udes', 0, 'en\0', SECRET, 0, 0, 0)] },
        ],
      },
    ],
    ['XML in the meta box', { items: [first], more: fullBox('xml ', 0, SECRET) }],
    [
      'a film with its own metadata',
      { items: [first], middle: box('moov', box('udta', SECRET), fullBox('meta', 0, SECRET)) },
    ],
  ])('%s', async (_, options) => {
    const content = heic(options)
    const result = await sent(content)
    expect(text(content)).toContain(SECRET)
    expect(result).not.toContain('LATITUDE')
    expect(result).toContain('PIXELS')
    expect(await sent(content, true)).toContain(SECRET)
  })

  it.each<[string, HeicOptions]>([
    [
      'a second meta box',
      { items: [first], metaLast: true, tail: [fullBox('meta', 0, SECRET), box('mdat', SECRET)] },
    ],
    [
      'data that no item uses',
      { items: [first], tail: [box('mdat', SECRET), box('mfra', SECRET)] },
    ],
    [
      'a whole film',
      {
        items: [first],
        tail: [box('ftyp', 'mp42', u32(0)), box('moov', SECRET), box('mdat', SECRET)],
      },
    ],
    [
      'the beginning of a film',
      { items: [first], tail: [box('ftyp', 'mp42', u32(0)), u32(9999), 'mdat', SECRET] },
    ],
  ])('%s behind the image is dropped, also with keepMetadata', async (_, options) => {
    for (const keeps of [false, true])
      expect(await sent(heic(options), keeps)).toBe(text(heic({ ...options, tail: [] })))
  })

  it('a description becomes empty, and every property keeps its number', async () => {
    const properties = (description: string) => [fullBox('udes', 0, description), ispe(640, 480)]
    const items = (description: string) => [{ ...first, properties: properties(description) }]
    expect(await sent(heic({ items: items('text') }))).toBe(
      text(heic({ items: items('\0\0\0\0') })),
    )
  })
})

describe('strip keeps what shows the image', () => {
  const grid = { type: 'grid', data: 'GRID', properties: [ispe(640, 480)], inMeta: true }

  it.each<[string, HeicOptions]>([
    [
      'a grid and its tiles',
      { items: [other('TILE1'), other('TILE2'), { ...grid, tiles: [1, 2] }], primary: 3 },
    ],
    [
      'transparency, also of tiles',
      {
        items: [
          first,
          { ...grid, properties: [ispe(640, 480), alpha], tiles: [3], auxiliaryOf: 1 },
          other('TILE'),
        ],
      },
    ],
    [
      'one image derived from another',
      { items: [{ ...grid, type: 'iden', data: 'x', tiles: [2] }, first] },
    ],
    [
      'tiles that share their bytes',
      { items: [other('TILE'), { ...grid, tiles: [1, 1] }], primary: 2 },
    ],
    [
      'properties for decoding and colours',
      {
        items: [
          {
            ...first,
            properties: ['hvcC', 'pixi', 'colr', 'clli', 'pasp']
              .map((type) => box(type, 'needed'))
              .concat(ispe(640, 480)),
          },
        ],
      },
    ],
    ['data that reaches to the end', { items: [{ ...first, open: true }] }],
    [
      'groups and data references',
      { items: [first], more: [box('grpl', 'group'), box('dinf', 'data')] },
    ],
  ])('%s', async (_, options) => {
    expect(await sent(heic(options))).toBe(text(heic(options)))
  })
})

it.each([false, true])(
  'an image that is not shown is marked as hidden, 32-bit numbers: %s',
  async (wide) => {
    const layout = {
      type: 'grid',
      data: 'GRID',
      properties: [ispe(640, 480)],
      tiles: [1],
      inMeta: true,
    }
    const items = [first, other(SECRET), layout]
    const content = heic({ items, wide })
    const result = await sent(content)
    expect(result).toContain('GRID')
    expect(entryFlags(text(content))).toEqual([0, 0, 0])
    expect(entryFlags(result)).toEqual([0, 1, 1])
    expect(await sent(Uint8Array.from(Buffer.from(result, 'latin1')))).toBe(result)
  },
)

/** The last byte of the flags of each item's entry. */
const entryFlags = (file: string) =>
  [...file.matchAll(/infe[\s\S]{4}/g)].map(([entry]) => entry.charCodeAt(7))

describe('strip rejects what it cannot tell from the image', () => {
  it.each<[string, HeicOptions]>([
    ['data inside of another item', { items: [first, { type: 'Exif', data: SECRET, method: 2 }] }],
    ['data in another file', { items: [first, { type: 'Exif', data: SECRET, file: 1 }] }],
    [
      'an image in another file',
      {
        items: [
          { ...first, file: 1 },
          { type: 'Exif', data: SECRET },
        ],
      },
    ],
    [
      'EXIF as part of the image',
      { items: [{ ...grid(), tiles: [2, 3] }, first, { type: 'Exif', data: SECRET }] },
    ],
    [
      'an image that reaches over its EXIF',
      {
        items: [
          { ...first, open: true },
          { type: 'Exif', data: SECRET },
        ],
      },
    ],
    [
      'an image that reaches into a film',
      { items: [{ ...first, open: true }], tail: box('mpvd', SECRET) },
    ],
  ])('%s', async (_, options) => {
    const content = heic(options)
    await expect(sent(content)).rejects.toMatchObject({
      code: 'unreadable-image',
      recovery: 'choose-another',
    })
    expect(await sent(content, true)).toContain(SECRET)
  })

  it('rejects image data inside a box that has to go', async () => {
    const stray = box('free', 'PIXELS')
    const content = heic({ items: [{ ...first, data: [] }], middle: stray })
    const iloc = Buffer.from(content).indexOf('iloc')
    content.set(bytes(u32(32), u32(6)), iloc + 4 + 4 + 2 + 2 + 2 + 2 + 2 + 2)
    await expect(sent(content)).rejects.toMatchObject({ code: 'unreadable-image' })
  })

  function grid() {
    return { type: 'grid', data: u16(0), properties: [ispe(640, 480)] }
  }
})
