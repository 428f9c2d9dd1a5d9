/** Turns the parts of a HEIC that stay and go into the ranges that `strip` removes. */
import type { MetadataRange } from '../types.js'

export type Kind = MetadataRange['kind']

/** A part of the file. */
export interface Piece {
  /** Missing: the part stays. */
  readonly kind?: Kind | undefined
  readonly start: number
  readonly end: number
}

/**
 * Turns the pieces into the ranges that `strip` removes.
 *
 * Pieces come from two independent lists (boxes and items), in any order, and may share bytes: two
 * items may use the same data, and an `idat` item lies inside the `meta` box. So the pieces are
 * sorted and walked once. `at` is the end of all pieces so far, `kept` the end of those that stay.
 * Bytes between two pieces are named by nothing, so they are removed as well, as `text`. Two pieces
 * that go may overlap; the range then begins at `at`. A piece that goes may not overlap one that
 * stays: its bytes would have to stay and go. That is the case if it begins before `kept`, or, for
 * a piece that stays, if a piece that goes (`at > kept`) reaches into it.
 * @returns `undefined` where a byte would have to stay and go
 */
export function rangesOf(pieces: Piece[], size: number): MetadataRange[] | undefined {
  const ranges: MetadataRange[] = []
  let [at, kept] = [0, 0]
  pieces.sort((a, b) => a.start - b.start)
  for (const { kind, start, end } of pieces) {
    if (start < at && end > start && (kind ? start < kept : at > kept)) return undefined
    if (start > at) ranges.push({ kind: 'text', start: at, end: start })
    if (kind && end > Math.max(start, at)) ranges.push({ kind, start: Math.max(start, at), end })
    at = Math.max(at, end)
    if (!kind) kept = Math.max(kept, end)
  }
  if (at < size) ranges.push({ kind: 'text', start: at, end: size })
  return ranges
}
