/** Finds where the items of a HEIC lie (`iloc`, ISO/IEC 14496-12, 8.11.3). */
import type { Meta } from './heif-meta.js'
import { one, uint } from './heif-meta.js'

export interface Extent {
  readonly item: number
  /** Offset in the file. */
  readonly start: number
  readonly end: number
  /** True where no length is stored: the extent reaches to the end of the file or of `idat`. */
  readonly open: boolean
  /** True where it lies in another item or file, so that `start` and `end` mean nothing. */
  readonly elsewhere: boolean
}

/** A limit is needed because an extent may take no bytes in the list. */
const MAX_EXTENTS = 65_536

/**
 * Calls `found` for every extent of every item.
 * @param origin offset of the `meta` content in the file
 * @param size length of the file
 * @throws RangeError
 */
export function eachExtent(
  { view, boxes }: Meta,
  origin: number,
  size: number,
  found: (extent: Extent) => void,
): void {
  let at = one(boxes, 'iloc').start
  const next = (length: number): number => {
    const value = uint(view, at, length)
    at += length
    return value
  }
  const version = next(1)
  next(3)
  const sizes = next(2)
  const id = version > 1 ? 4 : 2
  let left = MAX_EXTENTS
  for (let items = next(id); items > 0; items--) {
    const item = next(id)
    const method = version > 0 ? next(2) % 16 : 0
    const elsewhere = next(2) > 0 || method > 1
    const idat = method === 1 ? one(boxes, 'idat') : { start: -origin, end: size - origin }
    const base = next((sizes >> 4) & 15) + origin + idat.start
    for (let extents = next(2); extents > 0; extents--) {
      if (left-- === 0) throw new RangeError()
      next(version > 0 ? sizes & 15 : 0)
      const start = base + next(sizes >> 12)
      const length = next((sizes >> 8) & 15)
      found({
        item,
        start,
        end: length > 0 ? start + length : origin + idat.end,
        open: length === 0,
        elsewhere,
      })
    }
  }
}
