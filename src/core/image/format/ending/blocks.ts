/**
 * What the blocks of a JPEG scan are made of (ITU-T T.81, F.2.2 and G.2): read to their end, for
 * their length alone.
 */
import type { BitReader, HuffmanTable } from './huffman.js'

/** One colour component of a scan. */
export interface Part {
  readonly dc: HuffmanTable
  readonly ac: HuffmanTable
  /** Blocks of one MCU. */
  readonly blocks: number
  /**
   * One bit for each coefficient that is not 0, two numbers a block; empty where no scan will ask.
   */
  readonly coded: Uint32Array
  /**
   * The mean level of the block before, and twice the largest one that an image can have: other
   * data soon goes over it.
   */
  level: number
  readonly maxLevel: number
}

/** What one scan needs to know about its blocks. */
export interface Blocks {
  readonly bits: BitReader
  /** First and last coefficient of a progressive scan. */
  readonly from: number
  readonly to: number
  /** Of how many more blocks it is known that nothing new is in them. */
  empty: number
}

/** `block` counts from 0. */
export type WalkBlock = (blocks: Blocks, part: Part, block: number) => void

/**
 * A code says how many bits follow it; they are the difference to the block before (T.81 F.2.2.1).
 */
export const firstDc: WalkBlock = ({ bits }, part) => {
  const length = bits.code(part.dc)
  if (length > 16) throw new RangeError()
  const value = bits.bits(length)
  part.level += value < 1 << (length - 1) ? value - (1 << length) + 1 : value
  if (Math.abs(part.level) > part.maxLevel) throw new RangeError()
}

/** A code says how many zeros come, and how many bits of a value follow it. */
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
  if (blocks.empty > 0) return void blocks.empty--
  const { bits, to } = blocks
  for (let k = blocks.from; k <= to; k++) {
    const symbol = bits.code(ac)
    const zeros = symbol >> 4
    if (symbol % 16 === 0 && zeros < 15)
      return void (blocks.empty = (1 << zeros) + bits.bits(zeros) - 1)
    k += zeros
    bits.skip(symbol % 16)
    if (k > to) throw new RangeError()
    if (symbol % 16 > 0) mark(coded, block, k)
  }
}

/**
 * Coefficients that are not 0 have a bit each, wherever they stand; only the others count as zeros.
 */
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
    // The sign of the new one.
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
