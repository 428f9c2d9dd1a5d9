/** The `meta` box of HEIF (ISO/IEC 23008-12, boxes of 14496-12): which item is the picture, its properties, where metadata items lie. */
import { tag } from './bytes.js'

const MAX_BOXES = 8192
/** An extent may take no bytes in the list, so that its length bounds nothing. */
const MAX_EXTENTS = 65_536

export interface Box {
  readonly type: string
  /** First byte of the content. */
  readonly start: number
  readonly end: number
}

/** The boxes of `start..end`; one that runs past its parent is an error. */
export function boxesIn(view: DataView, start: number, end: number): Box[] {
  const boxes: Box[] = []
  while (start + 8 <= end) {
    const size = view.getUint32(start)
    const content = start + (size === 1 ? 16 : 8)
    const next = size === 0 ? end : start + (size === 1 ? uint(view, start + 8, 8) : size)
    if (next < content || next > end || boxes.length >= MAX_BOXES) throw new RangeError()
    boxes.push({ type: tag(view, start + 4), start: content, end: next })
    start = next
  }
  return boxes
}

/** Unsigned integer of 0 to 8 bytes. */
export function uint(view: DataView, offset: number, length: number): number {
  let value = 0
  for (let i = 0; i < length; i++) value = value * 256 + view.getUint8(offset + i)
  return value
}

/** Bytes of an item number: in boxes of version 0 it has 16 bits, later 32. */
const idSize = (view: DataView, { start }: Box): number => (view.getUint8(start) > 0 ? 4 : 2)

function one(boxes: readonly Box[], type: string): Box {
  const found = boxes.find((box) => box.type === type)
  if (found === undefined) throw new RangeError()
  return found
}

export interface Meta {
  readonly view: DataView
  readonly boxes: readonly Box[]
  readonly primary: number
  /** Item number → type (`hvc1`, `grid`, `Exif`, `mime` …). */
  readonly types: ReadonlyMap<number, string>
  /** All property boxes of the file, and the boxes that give them to items. */
  readonly properties: readonly Box[]
  readonly associations: readonly Box[]
}

/** `view` holds the content of a `meta` box (a full box: 4 bytes of version and flags first). */
export function parseMeta(view: DataView): Meta {
  const boxes = boxesIn(view, 4, view.byteLength)
  const [pitm, iinf, iprp] = [one(boxes, 'pitm'), one(boxes, 'iinf'), one(boxes, 'iprp')]
  const types = new Map<number, string>()
  for (const { type, start, end } of boxesIn(view, iinf.start + 4 + idSize(view, iinf), iinf.end)) {
    // Version 2 has 16-bit numbers, version 3 32-bit ones.
    const size = view.getUint8(start) > 2 ? 4 : 2
    if (type === 'infe' && end - start >= 10 + size) types.set(uint(view, start + 4, size), tag(view, start + 6 + size))
  }
  const inner = boxesIn(view, iprp.start, iprp.end)
  const ipco = one(inner, 'ipco')
  return {
    view,
    boxes,
    primary: uint(view, pitm.start + 4, idSize(view, pitm)),
    types,
    properties: boxesIn(view, ipco.start, ipco.end),
    associations: inner.filter(({ type }) => type === 'ipma'),
  }
}

/** An item's properties in their order, which is the order in which they apply. */
export function propertiesOf({ view, properties, associations }: Meta, item: number): Box[] {
  for (const ipma of associations) {
    const id = idSize(view, ipma)
    const size = 1 + (view.getUint8(ipma.start + 3) & 1)
    let at = ipma.start + 8
    for (let n = view.getUint32(ipma.start + 4); n > 0 && at < ipma.end; n--) {
      const first = at + id + 1
      const count = view.getUint8(first - 1)
      if (uint(view, at, id) === item) {
        // The top bit says "essential"; numbers count from 1.
        const numbers = Array.from({ length: count }, (_, i) => uint(view, first + i * size, size) & (size > 1 ? 0x7fff : 0x7f))
        return numbers.flatMap((number) => properties[number - 1] ?? [])
      }
      at = first + count * size
    }
  }
  return []
}

/** The items that `item` is derived from: the tiles of a grid. */
export function derivedFrom({ view, boxes }: Meta, item: number): number[] {
  const iref = boxes.find(({ type }) => type === 'iref')
  if (iref === undefined) return []
  const id = idSize(view, iref)
  const tiles = boxesIn(view, iref.start + 4, iref.end).find(({ type, start }) => type === 'dimg' && uint(view, start, id) === item)
  if (tiles === undefined) return []
  const count = view.getUint16(tiles.start + id)
  return Array.from({ length: count }, (_, i) => uint(view, tiles.start + id + 2 + i * id, id))
}

/** Tells where every item lies in the file (`iloc`); `origin` is where the `meta` content begins there. */
export function eachExtent({ view, boxes, types }: Meta, origin: number, found: (type: string, start: number, end: number) => void): void {
  let at = one(boxes, 'iloc').start
  const next = (length: number): number => uint(view, (at += length) - length, length)
  const version = next(1)
  next(3)
  const sizes = next(2)
  const id = version > 1 ? 4 : 2
  let left = MAX_EXTENTS
  for (let items = next(id); items > 0; items--) {
    const type = types.get(next(id)) ?? ''
    const inMeta = version > 0 && next(2) % 16 === 1
    next(2)
    const base = next((sizes >> 4) & 15) + (inMeta ? origin + one(boxes, 'idat').start : 0)
    for (let extents = next(2); extents > 0; extents--) {
      if (left-- === 0) throw new RangeError()
      next(version > 0 ? sizes & 15 : 0)
      const start = base + next(sizes >> 12)
      found(type, start, start + next((sizes >> 8) & 15))
    }
  }
}
