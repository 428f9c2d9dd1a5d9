/**
 * Reads the blocks of a JPEG scan (ITU-T T.81, F.2.2 and G.2) only to find where they end. No
 * coefficient is computed.
 */
import type { BitReader, HuffmanTable } from './huffman.js'

/** One colour component of a scan. */
export interface Part {
  readonly dc: HuffmanTable
  readonly ac: HuffmanTable
  /** Blocks of one MCU. */
  readonly blocks: number
  /**
   * One bit for each coefficient that is not 0: two numbers per block. Empty unless progressive.
   */
  readonly coded: Uint32Array
  /** The mean level of the block before. */
  level: number
  /** Twice the largest mean level that an image can have. Data of another file soon exceeds it. */
  readonly maxLevel: number
}

/** The state of one scan. */
export interface Blocks {
  readonly bits: BitReader
  /** First and last coefficient of a progressive scan. */
  readonly from: number
  readonly to: number
  /** How many of the next blocks have no new coefficients. */
  empty: number
}

/**
 * Reads one block. `block` counts from 0.
 * @throws RangeError
 */
export type WalkBlock = (blocks: Blocks, part: Part, block: number) => void

/**
 * A code tells how many bits follow; these are the difference to the block before (T.81 F.2.2.1).
 */
export const firstDc: WalkBlock = ({ bits }, part) => {
  const length = bits.code(part.dc)
  if (length > 16) throw new RangeError()
  const value = bits.bits(length)
  part.level += value < 1 << (length - 1) ? value - (1 << length) + 1 : value
  if (Math.abs(part.level) > part.maxLevel) throw new RangeError()
}

/** A code tells how many zeros come, and how many bits of a value follow. */
export const sequential: WalkBlock = (blocks, part, block) => {
  firstDc(blocks, part, block)
  const { bits } = blocks
  for (let k = 1; k < 64;) {
    const symbol = bits.code(part.ac)
    if (symbol % 16 === 0 && symbol < 0xf0) return
    bits.skip(symbol % 16)
    k += (symbol >> 4) + 1
    if (k > 64) throw new RangeError()
  }
}

export const refinedDc: WalkBlock = ({ bits }) => {
  bits.skip(1)
}

export const firstAc: WalkBlock = (blocks, { ac, coded }, block) => {
  if (blocks.empty > 0) {
    blocks.empty--
    return
  }
  const { bits, to } = blocks
  for (let k = blocks.from; k <= to; k++) {
    const symbol = bits.code(ac)
    const zeros = symbol >> 4
    if (symbol % 16 === 0 && zeros < 15) {
      blocks.empty = (1 << zeros) + bits.bits(zeros) - 1
      return
    }
    k += zeros
    bits.skip(symbol % 16)
    if (k > to) throw new RangeError()
    if (symbol % 16 > 0) mark(coded, block, k)
  }
}

/** Each coefficient that is not 0 already has a bit here; only the others count as zeros. */
export const refinedAc: WalkBlock = (blocks, { ac, coded }, block) => {
  const { bits, to } = blocks
  let k = blocks.from
  while (blocks.empty === 0 && k <= to) {
    const symbol = bits.code(ac)
    let zeros = symbol >> 4
    if (symbol % 16 === 0 && zeros < 15) {
      blocks.empty = (1 << zeros) + bits.bits(zeros)
      break
    }
    // The sign of the new coefficient.
    if (symbol % 16 > 0) bits.skip(1)
    for (; k <= to && (isMarked(coded, block, k) || zeros-- > 0); k++)
      if (isMarked(coded, block, k)) bits.skip(1)
    if (symbol % 16 > 0) {
      if (k > to) throw new RangeError()
      mark(coded, block, k)
    }
    k++
  }
  if (blocks.empty === 0) return
  blocks.empty--
  for (; k <= to; k++) if (isMarked(coded, block, k)) bits.skip(1)
}

function mark(coded: Uint32Array, block: number, k: number): void {
  coded[block * 2 + (k >> 5)]! |= 1 << (k & 31)
}

const isMarked = (coded: Uint32Array, block: number, k: number): boolean =>
  ((coded[block * 2 + (k >> 5)]! >>> (k & 31)) & 1) === 1
