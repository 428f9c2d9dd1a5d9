/** HEIC files built box by box (ISO/IEC 14496-12, 23008-12). */
import type { Bytes, Part } from './image-bytes.ts'
import { bytes, u16, u32 } from './image-bytes.ts'

export const box = (type: string, ...content: Part[]): Bytes => {
  const inner = bytes(content)
  return bytes(u32(inner.length + 8), type, inner)
}
export const fullBox = (type: string, version: number, ...content: Part[]): Bytes =>
  box(type, version, 0, 0, 0, content)
export const ispe = (width: number, height: number): Bytes =>
  fullBox('ispe', 0, u32(width), u32(height))
export const irot = (quarters: number): Bytes => box('irot', quarters)
export const clap = (width: number, height: number): Bytes =>
  box('clap', u32(width), u32(1), u32(height), u32(1), u32(0), u32(1), u32(0), u32(1))

interface Item {
  type: string
  data: Part
  /** Property boxes, in order. */
  properties?: readonly Bytes[]
  /** Items that it is derived from, counted from 1. */
  tiles?: readonly number[]
  /** Data inside the `meta` box (construction method 1). */
  inMeta?: boolean
  /** Another construction method. */
  method?: number
  /** The number of the file that holds the data. */
  file?: number
  /** True: the list gives no length, so the data reaches to the end. */
  open?: boolean
  /** The item whose auxiliary image this is. */
  auxiliaryOf?: number
  /** Version of its entry. */
  version?: number
  name?: string
}

export interface HeicOptions {
  items?: readonly Item[]
  primary?: number
  major?: string
  brands?: readonly string[]
  /** True: `meta` follows `mdat`. */
  metaLast?: boolean
  /** True: box versions with 32-bit item numbers. */
  wide?: boolean
  /** True: extents have an index. */
  indexed?: boolean
  /**
   * True: the list of data has version 0, without construction methods and index (the bits for the
   * index's length are reserved).
   */
  old?: boolean
  /** Boxes between `ftyp` and the rest. */
  middle?: Part
  /** Bytes behind everything. */
  tail?: Part
  /** More boxes of `meta`. */
  more?: Part
}

export const hvc1 = (...properties: Bytes[]): Item => ({
  type: 'hvc1',
  data: 'image',
  properties: [box('hvcC', 1), ...properties],
})

export function heic(options: HeicOptions = {}): Bytes {
  const {
    items = [hvc1(ispe(640, 480))],
    major = 'heic',
    brands = ['mif1', 'heic'],
    metaLast = false,
    middle = [],
    tail = [],
  } = options
  const ftyp = bytes(box('ftyp', major, u32(0), brands), middle)
  const mdat = box(
    'mdat',
    items.filter(({ inMeta }) => !inMeta).map(({ data }) => data),
  )
  const length = meta(options, items, 0).length
  const dataStart = ftyp.length + (metaLast ? 0 : length) + 8
  const metaBox = meta(options, items, dataStart)
  return bytes(ftyp, metaLast ? [mdat, metaBox] : [metaBox, mdat], tail)
}

type ItemNumber = typeof u16 | typeof u32

const entriesOf = (items: readonly Item[], wide: boolean): Part[] =>
  items.map(({ type, version = wide ? 3 : 2, name = '' }, i) =>
    fullBox(
      'infe',
      version,
      (wide ? u32 : u16)(i + 1),
      u16(0),
      version > 1 ? type : [],
      name,
      0,
      type === 'mime' ? 'application/rdf+xml\0' : [],
    ),
  )

function associationsOf(items: readonly Item[], id: ItemNumber): Part[] {
  let index = 0
  return items.map(({ properties = [] }, i) => [
    id(i + 1),
    properties.length,
    properties.map(() => {
      index += 1
      return index
    }),
  ])
}

const referencesOf = (items: readonly Item[], id: ItemNumber): Bytes[] =>
  items.flatMap(({ tiles, auxiliaryOf }, i) => [
    ...(tiles ? [box('dimg', id(i + 1), u16(tiles.length), tiles.map(id))] : []),
    ...(auxiliaryOf ? [box('auxl', id(i + 1), u16(1), id(auxiliaryOf))] : []),
  ])

interface LocationOptions {
  readonly wide: boolean
  readonly indexed: boolean
  readonly old: boolean
  readonly dataStart: number
}

function locationsOf(
  items: readonly Item[],
  { wide, indexed, old, dataStart }: LocationOptions,
): Part[] {
  const id = wide ? u32 : u16
  const offsets = { file: dataStart, idat: 0 }
  return items.map(
    ({ data, inMeta = false, method = inMeta ? 1 : 0, file = 0, open = false }, i) => {
      const { length } = bytes(data)
      const key = inMeta ? 'idat' : 'file'
      offsets[key] += length
      return [
        id(i + 1),
        old ? [] : u16(method),
        u16(file),
        u16(1),
        indexed && !old ? u32(7) : [],
        u32(offsets[key] - length),
        u32(open ? 0 : length),
      ]
    },
  )
}

function meta(
  { primary = 1, wide = false, indexed = false, old = false, more = [] }: HeicOptions,
  items: readonly Item[],
  dataStart: number,
): Bytes {
  const id = wide ? u32 : u16
  const ilocVersion = wide ? 2 : 1
  const properties = items.flatMap((item) => item.properties ?? [])
  const references = referencesOf(items, id)
  return fullBox(
    'meta',
    0,
    fullBox('hdlr', 0, u32(0), 'pict', new Uint8Array(13)),
    fullBox('pitm', wide ? 1 : 0, id(primary)),
    fullBox(
      'iinf',
      wide ? 1 : 0,
      wide ? u32(items.length) : u16(items.length),
      entriesOf(items, wide),
    ),
    fullBox(
      'iloc',
      old ? 0 : ilocVersion,
      0x44,
      indexed ? 4 : 0,
      id(items.length),
      locationsOf(items, { wide, indexed, old, dataStart }),
    ),
    box(
      'iprp',
      box('ipco', properties),
      fullBox('ipma', wide ? 1 : 0, u32(items.length), associationsOf(items, id)),
    ),
    references.length > 0 ? fullBox('iref', wide ? 1 : 0, references) : [],
    more,
    box(
      'idat',
      items.filter(({ inMeta }) => inMeta).map(({ data }) => data),
    ),
  )
}
