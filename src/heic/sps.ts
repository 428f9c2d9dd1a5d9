/**
 * Reads the colours that an HEVC bitstream names: numbers of ITU-T H.273 in the video usability
 * information (VUI) of a sequence parameter set (ITU-T H.265, 7.3.2.2 and E.2.1). All fields before
 * them have to be read, because their lengths vary and no offset is stored.
 */
import type { Box } from '../core/image/format/heif-meta.js'

const SPS_NAL = 33
/** The aspect ratio follows as two numbers. */
const EXTENDED_SAR = 255

interface Numbers {
  readonly primaries: number
  readonly transfer: number
}

/**
 * Reads the colours.
 * @param hvcC the decoder configuration (ISO/IEC 14496-15, 8.3.2.1)
 * @returns `undefined` where it names no colours
 * @throws RangeError where it cannot be read
 */
export function numbersIn(view: DataView, hvcC: Box): Numbers | undefined {
  let at = hvcC.start + 23
  for (let arrays = view.getUint8(at - 1); arrays > 0; arrays--) {
    const type = view.getUint8(at) & 63
    let units = view.getUint16(at + 1)
    for (at += 3; units > 0; units--) {
      const end = at + 2 + view.getUint16(at)
      if (type === SPS_NAL)
        return numbersOf(
          new Bits(new Uint8Array(view.buffer, view.byteOffset + at + 4, end - at - 4)),
        )
      at = end
    }
  }
  return undefined
}

/** The comments give the standard's names of the fields. */
function numbersOf(bits: Bits): Numbers | undefined {
  bits.skip(4) // sps_video_parameter_set_id
  const subLayers = bits.read(3)
  bits.skip(1 + 96) // temporal_id_nesting, general profile, tier and level
  skipSubLayers(bits, subLayers)
  bits.skipGolomb(1) // sps_seq_parameter_set_id
  if (bits.golomb() === 3) bits.skip(1) // chroma_format_idc, separate_colour_plane
  bits.skipGolomb(2) // width, height
  if (bits.flag()) bits.skipGolomb(4) // conformance_window
  bits.skipGolomb(2) // bit depths
  const orderBits = bits.golomb() + 4
  bits.skipGolomb(3 * (bits.flag() ? subLayers + 1 : 1)) // sub_layer_ordering_info
  bits.skipGolomb(6) // sizes of blocks, depths of transforms
  if (bits.flag() && bits.flag()) skipScalingLists(bits)
  bits.skip(2) // amp, sample_adaptive_offset
  if (bits.flag()) {
    bits.skip(8) // pcm bit depths
    bits.skipGolomb(2)
    bits.skip(1)
  }
  skipReferences(bits, orderBits)
  bits.skip(2) // sps_temporal_mvp, strong_intra_smoothing
  return bits.flag() ? fromVui(bits) : undefined
}

function fromVui(bits: Bits): Numbers | undefined {
  if (bits.flag() && bits.read(8) === EXTENDED_SAR) bits.skip(32)
  if (bits.flag()) bits.skip(1) // overscan
  if (!bits.flag()) return undefined
  bits.skip(4) // video_format, video_full_range
  return bits.flag() ? { primaries: bits.read(8), transfer: bits.read(8) } : undefined
}

function skipSubLayers(bits: Bits, count: number): void {
  if (count === 0) return
  const lengths = Array.from(
    { length: count },
    () => (bits.flag() ? 88 : 0) + (bits.flag() ? 8 : 0),
  )
  bits.skip((8 - count) * 2)
  for (const length of lengths) bits.skip(length)
}

/** Six lists each of 4 × 4, 8 × 8 and 16 × 16, and two of 32 × 32. */
function skipScalingLists(bits: Bits): void {
  for (const [coefficients, matrices] of [
    [16, 6],
    [64, 6],
    [65, 6],
    [65, 2],
  ] as const)
    for (let n = 0; n < matrices; n++) bits.skipGolomb(bits.flag() ? coefficients : 1)
}

/**
 * An image refers to no other one, so sets that are coded by their difference to another set are
 * not supported.
 */
function skipReferences(bits: Bits, orderBits: number): void {
  for (let n = 0, sets = bits.golomb(); n < sets; n++) {
    if (n > 0 && bits.flag()) throw new RangeError()
    for (let images = bits.golomb() + bits.golomb(); images > 0; images--) {
      bits.skipGolomb(1)
      bits.skip(1)
    }
  }
  if (bits.flag()) bits.skip(bits.golomb() * (orderBits + 1)) // long_term_ref_pics
}

/** Reads bits, the highest of each byte first. */
class Bits {
  #at = 0
  readonly #bytes: Uint8Array

  /** A 3 after two zeros is no data (7.4.2). */
  constructor(unit: Uint8Array) {
    this.#bytes = unit.filter(
      (byte, i) => byte !== 3 || i < 2 || unit[i - 1] !== 0 || unit[i - 2] !== 0,
    )
  }

  skip(count: number): void {
    this.#at += count
  }

  flag(): boolean {
    const byte = this.#bytes[this.#at >> 3]
    if (byte === undefined) throw new RangeError()
    return ((byte >> (7 - (this.#at++ & 7))) & 1) === 1
  }

  read(count: number): number {
    let value = 0
    for (let n = 0; n < count; n++) value = value * 2 + Number(this.flag())
    return value
  }

  /** An Exp-Golomb number (9.2); for a signed number, the number of its code. */
  golomb(): number {
    let zeros = 0
    while (!this.flag()) zeros++
    return 2 ** zeros - 1 + this.read(zeros)
  }

  skipGolomb(count: number): void {
    for (let n = 0; n < count; n++) this.golomb()
  }
}
