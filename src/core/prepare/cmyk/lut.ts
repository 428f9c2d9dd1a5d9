/**
 * Reads the table of a CMYK colour profile, which leads from ink to Lab (ICC.1:2022, `A2B0`:
 * perceptual; 10.10 and 10.11).
 */
import { tag } from '../../image/format/bytes.js'

export interface Lut {
  /** Entries along each side of the table. */
  readonly grid: number
  /** Per channel (C, M, Y, K): turns ink (0 to 1) into a place in the table (0 to `grid - 1`). */
  readonly inputs: readonly ((ink: number) => number)[]
  /** `grid`⁴ triples of 0 to 1; K varies fastest. */
  readonly table: Float32Array
  /** Per channel (L*, a*, b*): turns a value of the table into CIE L*a*b* under D50. */
  readonly outputs: readonly ((value: number) => number)[]
  /** XYZ under D50 of the darkest printable neutral, for black-point compensation. */
  readonly black: Xyz
}

export type Xyz = readonly [number, number, number]

const CHANNELS = 4
/** The white of profiles (ICC.1:2022 7.2.16). */
export const D50: Xyz = [0.9642, 1, 0.8249]
/** The perceptual black of profiles of version 4 and later (ICC.1:2022 6.3.4.3). */
const PERCEPTUAL_BLACK: Xyz = [0.00336, 0.0034731, 0.00287]

/** @throws RangeError where the bytes are no whole profile of that kind */
export function readLut(icc: DataView): Lut {
  if (tag(icc, 16) !== 'CMYK' || tag(icc, 20) !== 'Lab ')
    throw new RangeError('no CMYK profile with Lab')
  const at = placeOf(icc, 'A2B0')
  const type = tag(icc, at)
  if (
    (type !== 'mft1' && type !== 'mft2') ||
    icc.getUint8(at + 8) !== CHANNELS ||
    icc.getUint8(at + 9) !== 3
  ) {
    throw new RangeError(`unknown table ${type}`)
  }
  const lut = type === 'mft2' ? read(icc, at, 2) : read(icc, at, 1)
  return { ...lut, black: icc.getUint8(8) >= 4 ? PERCEPTUAL_BLACK : darkest(lut) }
}

function placeOf(icc: DataView, name: string): number {
  for (let i = 0, at = 132; i < icc.getUint32(128) && i < 100; i++, at += 12)
    if (tag(icc, at) === name) return icc.getUint32(at + 4)
  throw new RangeError(`no ${name}`)
}

/**
 * Reads a lut8Type or lut16Type. Its matrix is skipped, because it applies to XYZ only.
 * @param size bytes per entry
 */
function read(icc: DataView, start: number, size: 1 | 2): Omit<Lut, 'black'> {
  const grid = icc.getUint8(start + 10)
  if (grid < 2) throw new RangeError('no table')
  let at = start + (size === 2 ? 52 : 48)
  const numbers = (count: number): Float32Array => {
    const first = at
    at += count * size
    return Float32Array.from({ length: count }, (_, i) =>
      size === 2 ? icc.getUint16(first + 2 * i) / 65_535 : icc.getUint8(first + i) / 255,
    )
  }
  const [inputEntries, outputEntries] =
    size === 2 ? [icc.getUint16(start + 48), icc.getUint16(start + 50)] : [256, 256]
  if (inputEntries < 2 || outputEntries < 2) throw new RangeError('no curves')
  const inputs = Array.from({ length: CHANNELS }, () => curve(numbers(inputEntries), grid - 1))
  const table = numbers(grid ** CHANNELS * 3)
  // In 16 bits, L* = 100 is 0xff00 and a* = 0 is 0x8000, in every version of profiles.
  const [full, unit] = size === 2 ? [65_280 / 65_535, 65_535 / 256] : [1, 255]
  const outputs = [
    curve(numbers(outputEntries), 100 / full),
    ...[1, 2]
      .map(() => curve(numbers(outputEntries), unit))
      .map((value) => (v: number) => value(v) - 128),
  ]
  return { grid, inputs, table, outputs }
}

/** A curve that is linear between its entries: from 0 to 1, to 0 to `scale`. */
function curve(entries: Float32Array, scale: number): (v: number) => number {
  const last = entries.length - 1
  return (v) => {
    const place = Math.min(1, Math.max(0, v)) * last
    const low = Math.min(Math.floor(place), last - 1)
    const [a = 0, b = 0] = entries.subarray(low, low + 2)
    return (a + (b - a) * (place - low)) * scale
  }
}

/** As Little CMS defines it: all four inks, without colour, at most L* 50. */
function darkest(lut: Omit<Lut, 'black'>): Xyz {
  const found = new Float64Array(3)
  const inks = lut.inputs.map((place) => place(1))
  interpolate(lut, inks, found)
  const light = Math.min(50, Math.max(0, lut.outputs[0]?.(found[0] ?? 0) ?? 0))
  const y = fromF((light + 16) / 116)
  return [D50[0] * y, y, D50[2] * y]
}

/** The inverse of CIE's f: turns (L* + 16) / 116 into Y / Yn, and likewise for X and Z. */
export const fromF = (t: number): number => (t > 6 / 29 ? t * t * t : (108 / 841) * (t - 4 / 29))

/**
 * Interpolates between the 16 entries around a place, linearly in each channel.
 * @param places one for each channel
 * @param result receives three values of 0 to 1
 */
export function interpolate(
  { grid, table }: Pick<Lut, 'grid' | 'table'>,
  places: ArrayLike<number>,
  result: Float64Array,
): void {
  let base = 0
  for (let k = 0; k < CHANNELS; k++) {
    const low = Math.min(Math.floor(places[k]!), grid - 2)
    FRACTIONS[k] = places[k]! - low
    base = base * grid + low
  }
  let [x, y, z] = [0, 0, 0]
  for (let corner = 0; corner < 16; corner++) {
    let weight = 1
    let at = 0
    for (let k = 0; k < CHANNELS; k++) {
      const high = (corner >> (3 - k)) & 1
      weight *= high === 1 ? FRACTIONS[k]! : 1 - FRACTIONS[k]!
      at = at * grid + high
    }
    if (weight === 0) continue
    at = (base + at) * 3
    x += weight * table[at]!
    y += weight * table[at + 1]!
    z += weight * table[at + 2]!
  }
  result[0] = x
  result[1] = y
  result[2] = z
}

const FRACTIONS = new Float64Array(CHANNELS)
