/** Where the items of a HEIC lie (`iloc`, ISO/IEC 14496-12, 8.11.3). */
import type { Meta } from './heif-meta.js'
import { one, uint } from './heif-meta.js'

export interface Extent {
  readonly item: number
  /** Within the file. */
  readonly start: number
  readonly end: number
  /**
   * The length is not given: it reaches to the end of the file, or of the data inside of `meta`.
   */
  readonly open: boolean
  /** Inside of another item, or of another file: then `start` and `end` mean nothing. */
  readonly elsewhere: boolean
}

/** An extent may take no bytes in the list, so that its length bounds nothing. */
const MAX_EXTENTS = 65_536

/**
 * Tells where every item lies (`iloc`); `origin` is where the `meta` content begins in the file,
 * whose length is `size`.
 */
export function eachExtent(
  { view, boxes }: Meta,
  origin: number,
  size: number,
  found: (extent: Extent) => void,
): void {
  let at = one(boxes, 'iloc').start
  const next = (length: number): number => uint(view, (at += length) - length, length)
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
