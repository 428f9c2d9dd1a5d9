/** The `meta` box of HEIF (ISO/IEC 23008-12, boxes of 14496-12): which item is the picture, its size, where metadata items lie. */
import type { ByteRange, MetadataRange } from '../types.js'
import { tag } from './bytes.js'

const MAX_BOXES = 8192

export interface Box {
  readonly type: string
  /** First byte after the box header. */
  readonly start: number
  readonly end: number
}

/** The boxes of `start..end`; one that runs past its parent is an error. */
export function boxesIn(view: DataView, start: number, end: number): Box[] {
  const boxes: Box[] = []
  while (start + 8 <= end) {
    const size = view.getUint32(start)
    const header = size === 1 ? 16 : 8
    const next = size === 0 ? end : start + (size === 1 ? uint(view, start + 8, 8) : size)
    if (next < start + header || next > end || boxes.length >= MAX_BOXES) throw new RangeError('box')
    boxes.push({ type: tag(view, start + 4), start: start + header, end: next })
    start = next
  }
  return boxes
}

/** Unsigned integer of 0, 1, 2, 4 or 8 bytes. */
export function uint(view: DataView, offset: number, length: number): number {
  let value = 0
  for (let i = 0; i < length; i++) value = value * 256 + view.getUint8(offset + i)
  return value
}

/** Bytes of an item number: version 0 boxes use 16 bits, later ones 32. */
const wide = (view: DataView, box: Box): 2 | 4 => (view.getUint8(box.start) > 0 ? 4 : 2)

const one = (boxes: readonly Box[], type: string): Box => {
  const found = boxes.find((box) => box.type === type)
  if (found === undefined) throw new RangeError(type)
  return found
}

export interface Meta {
  readonly view: DataView
  readonly boxes: readonly Box[]
  readonly primary: number
  /** Item number → type (`hvc1`, `grid`, `Exif`, `mime` …). */
  readonly types: ReadonlyMap<number, string>
  /** All property boxes of the file. */
  readonly properties: readonly Box[]
  readonly associations: readonly Box[]
}

/** `view` holds the content of a `meta` box (a full box: 4 bytes of version and flags first). */
export function parseMeta(view: DataView): Meta {
  const boxes = boxesIn(view, 4, view.byteLength)
  const pitm = one(boxes, 'pitm')
  const iprp = one(boxes, 'iprp')
  const inner = boxesIn(view, iprp.start, iprp.end)
  const ipco = one(inner, 'ipco')
  return {
    view,
    boxes,
    primary: uint(view, pitm.start + 4, wide(view, pitm)),
    types: itemTypes(view, one(boxes, 'iinf')),
    properties: boxesIn(view, ipco.start, ipco.end),
    associations: inner.filter((box) => box.type === 'ipma'),
  }
}

function itemTypes(view: DataView, iinf: Box): Map<number, string> {
  const types = new Map<number, string>()
  for (const entry of boxesIn(view, iinf.start + 4 + wide(view, iinf), iinf.end)) {
    const version = view.getUint8(entry.start)
    if (entry.type !== 'infe' || version < 2) continue
    const length = version > 2 ? 4 : 2
    types.set(uint(view, entry.start + 4, length), tag(view, entry.start + 6 + length))
  }
  return types
}

/** An item's properties in their order, which is the order in which they apply. */
export function propertiesOf(meta: Meta, item: number): Box[] {
  const { view, properties } = meta
  for (const ipma of meta.associations) {
    const id = wide(view, ipma)
    const index = view.getUint8(ipma.start + 3) & 1 ? 2 : 1
    let at = ipma.start + 8
    for (let n = view.getUint32(ipma.start + 4); n > 0 && at < ipma.end; n--) {
      const count = view.getUint8(at + id)
      const first = at + id + 1
      if (uint(view, at, id) === item) {
        // The top bit says "essential"; numbers count from 1.
        const numbers = Array.from({ length: count }, (_, i) => uint(view, first + i * index, index) & (index === 2 ? 0x7fff : 0x7f))
        return numbers.flatMap((number) => properties[number - 1] ?? [])
      }
      at = first + count * index
    }
  }
  return []
}

/** The items that `item` is derived from: the tiles of a grid. */
export function derivedFrom(meta: Meta, item: number): number[] {
  const { view, boxes } = meta
  const iref = boxes.find((box) => box.type === 'iref')
  if (iref === undefined) return []
  const id = wide(view, iref)
  const reference = boxesIn(view, iref.start + 4, iref.end).find((box) => box.type === 'dimg' && uint(view, box.start, id) === item)
  if (reference === undefined) return []
  const count = view.getUint16(reference.start + id)
  return Array.from({ length: count }, (_, i) => uint(view, reference.start + id + 2 + i * id, id))
}

const METADATA_ITEMS: Readonly<Record<string, MetadataRange['kind']>> = { Exif: 'exif', mime: 'xmp', 'uri ': 'xmp' }

/** Where every item lies in the file (`iloc`); `origin` is where the `meta` content begins. */
export function* itemExtents(meta: Meta, origin: number): Generator<ByteRange & { kind?: MetadataRange['kind'] }> {
  const { view, boxes, types } = meta
  const iloc = one(boxes, 'iloc')
  const idat = boxes.find((box) => box.type === 'idat')
  const version = view.getUint8(iloc.start)
  const sizes = view.getUint16(iloc.start + 4)
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15]
  const indexSize = version > 0 ? sizes & 15 : 0
  const id = version > 1 ? 4 : 2
  let at = iloc.start + 6 + id
  const next = (length: number): number => uint(view, (at += length) - length, length)
  for (let items = uint(view, iloc.start + 6, id); items > 0; items--) {
    const kind = METADATA_ITEMS[types.get(next(id)) ?? '']
    const inIdat = version > 0 && (next(2) & 15) === 1
    next(2)
    const base = next(baseSize) + (inIdat ? origin + (idat?.start ?? Infinity) : 0)
    for (let extents = next(2); extents > 0; extents--) {
      next(indexSize)
      const start = base + next(offsetSize)
      yield { start, end: start + next(lengthSize), ...(kind === undefined ? {} : { kind }) }
    }
  }
}
