/**
 * Reads the `meta` box of HEIF (ISO/IEC 23008-12, boxes of 14496-12): which item is the image, its
 * properties, and the items it is derived from.
 */
import { tag, text } from './bytes.js'

const MAX_BOXES = 8192

export interface Box {
  readonly type: string
  /** First byte of the box itself. */
  readonly head: number
  /** First byte of the content. */
  readonly start: number
  readonly end: number
}

/**
 * The boxes between two offsets.
 * @throws RangeError where a box runs past its parent
 */
export function boxesIn(view: DataView, start: number, end: number): Box[] {
  const boxes: Box[] = []
  while (start + 8 <= end) {
    const size = view.getUint32(start)
    const content = start + (size === 1 ? 16 : 8)
    const next = size === 0 ? end : start + (size === 1 ? uint(view, start + 8, 8) : size)
    if (next < content || next > end || boxes.length >= MAX_BOXES) throw new RangeError()
    boxes.push({ type: tag(view, start + 4), head: start, start: content, end: next })
    start = next
  }
  return boxes
}

/** Reads an unsigned integer of 0 to 8 bytes. */
export function uint(view: DataView, offset: number, length: number): number {
  let value = 0
  for (let i = 0; i < length; i++) value = value * 256 + view.getUint8(offset + i)
  return value
}

/** Bytes of an item number: 2 in boxes of version 0, 4 in later versions. */
const idSize = (view: DataView, { start }: Box): number => (view.getUint8(start) > 0 ? 4 : 2)

/**
 * The first box of a type.
 * @throws RangeError where there is none
 */
export function one(boxes: readonly Box[], type: string): Box {
  const found = boxes.find((box) => box.type === type)
  if (found === undefined) throw new RangeError()
  return found
}

export interface Meta {
  readonly view: DataView
  readonly boxes: readonly Box[]
  /** Number of the item that is the image. */
  readonly primary: number
  /** Item number → type (`hvc1`, `grid`, `Exif`, `mime` …). */
  readonly types: ReadonlyMap<number, string>
  /** All property boxes of the file. */
  readonly properties: readonly Box[]
  /** The boxes that assign properties to items (`ipma`). */
  readonly associations: readonly Box[]
}

/**
 * Parses a `meta` box.
 * @param view its content, which begins with 4 bytes of version and flags
 * @throws RangeError
 */
export function parseMeta(view: DataView): Meta {
  const boxes = boxesIn(view, 4, view.byteLength)
  const [pitm, iinf, iprp] = [one(boxes, 'pitm'), one(boxes, 'iinf'), one(boxes, 'iprp')]
  const types = new Map<number, string>()
  for (const { type, start, end } of boxesIn(view, iinf.start + 4 + idSize(view, iinf), iinf.end)) {
    // Version 2 has 16-bit numbers, version 3 has 32-bit numbers; earlier ones have no type.
    const size = view.getUint8(start) > 2 ? 4 : 2
    if (type === 'infe' && view.getUint8(start) > 1 && end - start >= 10 + size)
      types.set(uint(view, start + 4, size), tag(view, start + 6 + size))
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

/** An item's properties, in the order in which they apply. */
export function propertiesOf(meta: Meta, item: number): Box[] {
  let own: Box[] | undefined
  eachAssociation(meta, (id, properties) => {
    if (id === item) own ??= properties()
  })
  return own ?? []
}

/** Calls `found` for each item that has properties. */
export function eachAssociation(
  { view, properties, associations }: Meta,
  found: (item: number, properties: () => Box[]) => void,
): void {
  for (const ipma of associations) {
    const id = idSize(view, ipma)
    const size = 1 + (view.getUint8(ipma.start + 3) & 1)
    let at = ipma.start + 8
    for (let n = view.getUint32(ipma.start + 4); n > 0 && at < ipma.end; n--) {
      const first = at + id + 1
      const count = view.getUint8(first - 1)
      // The top bit means "essential"; numbers count from 1.
      found(uint(view, at, id), () =>
        Array.from(
          { length: count },
          (_, i) => uint(view, first + i * size, size) & (size > 1 ? 0x7fff : 0x7f),
        ).flatMap((number) => properties[number - 1] ?? []),
      )
      at = first + count * size
    }
  }
}

/** Whether a property marks an item as an alpha plane. */
export const isAlpha = (view: DataView, { type, start, end }: Box): boolean =>
  type === 'auxC' && /:alpha|auxid:1/.test(text(view, start + 4, Math.min(end - start - 4, 64)))

interface Reference {
  readonly type: string
  readonly from: number
  readonly to: readonly number[]
}

/**
 * The references between items, for example `dimg` from a grid to its tiles, and `auxl` from an
 * alpha plane to its image.
 */
export function references({ view, boxes }: Meta): Reference[] {
  const iref = boxes.find(({ type }) => type === 'iref')
  if (iref === undefined) return []
  const id = idSize(view, iref)
  return boxesIn(view, iref.start + 4, iref.end).map(({ type, start }) => ({
    type,
    from: uint(view, start, id),
    to: Array.from({ length: view.getUint16(start + id) }, (_, i) =>
      uint(view, start + id + 2 + i * id, id),
    ),
  }))
}

/** The items that `item` is derived from: the tiles of a grid. */
export const derivedFrom = (meta: Meta, item: number): readonly number[] =>
  references(meta).find(({ type, from }) => type === 'dimg' && from === item)?.to ?? []
