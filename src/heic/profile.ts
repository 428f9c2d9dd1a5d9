/**
 * Reads the colour profile of a HEIC's primary image (`colr` box, ISO/IEC 14496-12 12.1.5;
 * ICC.1:2022), or else the colours that its bitstream names.
 */
import { tag } from '../core/image/format/bytes.js'
import {
  boxesIn,
  derivedFrom,
  parseMeta,
  propertiesOf,
  type Box,
  type Meta,
} from '../core/image/format/heif-meta.js'
import {
  bt709ToLinear,
  hlgGain,
  hlgToScene,
  pqToLinear,
  srgbToLinear,
  type Curve,
} from './curves.js'
import { numbersIn } from './sps.js'

/**
 * A matrix profile: the three primaries as XYZ under D50, and the curve from stored values to
 * linear light.
 */
export interface MatrixProfile {
  readonly primaries: readonly [Xyz, Xyz, Xyz]
  readonly linear: Curve
  /**
   * For HLG only, whose curve gives the light of the scene: the factor to the light of the display,
   * by luminance.
   */
  readonly gain?: (luminance: number) => number
}

type Xyz = readonly [number, number, number]

/**
 * Profiles that cannot be read, or that are no matrix profiles, count as sRGB, like an image
 * without a profile.
 */
export type Profile = 'srgb' | 'display-p3' | MatrixProfile

export const SRGB_PRIMARIES: MatrixProfile['primaries'] = [
  [0.4361, 0.2225, 0.0139],
  [0.3851, 0.7169, 0.0971],
  [0.1431, 0.0606, 0.7141],
]
export const P3_PRIMARIES: MatrixProfile['primaries'] = [
  [0.5151, 0.2412, -0.0011],
  [0.292, 0.6922, 0.0419],
  [0.1571, 0.0666, 0.7841],
]
const BT2020_PRIMARIES: MatrixProfile['primaries'] = [
  [0.67346, 0.27903, -0.00193],
  [0.16566, 0.67534, 0.02998],
  [0.1251, 0.04563, 0.79716],
]

/** Reads the profile of a HEIC file. Never throws. */
export function readProfile(bytes: ArrayBuffer): Profile {
  try {
    const view = new DataView(bytes)
    const box = boxesIn(view, 0, bytes.byteLength).find(({ type }) => type === 'meta')
    if (box === undefined) return 'srgb'
    const meta = parseMeta(new DataView(bytes, box.start, box.end - box.start))
    const colr = colrOf(meta)
    return colr === undefined ? fromBitstream(meta) : fromColr(meta.view, colr)
  } catch {
    return 'srgb'
  }
}

/**
 * The `colr` box of the image itself, else of its first tile. An ICC profile takes precedence over
 * numbers (ISO/IEC 23008-12, 6.5.5), but not over numbers of an HDR curve, which no matrix profile
 * can express.
 */
function colrOf(meta: Meta): Box | undefined {
  for (const boxes of propertiesByItem(meta, 'colr')) {
    const isNumbers = ({ start }: Box) => tag(meta.view, start) === 'nclx'
    const hdr = boxes.find(
      (each) => isNumbers(each) && HDR_CURVES.has(meta.view.getUint16(each.start + 6)),
    )
    const box = hdr ?? boxes.find((each) => !isNumbers(each)) ?? boxes[0]
    if (box !== undefined) return box
  }
  return undefined
}

/** Properties of one type: those of the image itself, then those of its first tile. */
function propertiesByItem(meta: Meta, type: string): Box[][] {
  const tile = derivedFrom(meta, meta.primary).slice(0, 1)
  return [meta.primary, ...tile].map((item) =>
    propertiesOf(meta, item).filter((box) => box.type === type),
  )
}

/** Only where there is no `colr` box, which takes precedence (ISO/IEC 23008-12, 6.5.5). */
function fromBitstream(meta: Meta): Profile {
  const [hvcC] = propertiesByItem(meta, 'hvcC').flat()
  const numbers = hvcC && numbersIn(meta.view, hvcC)
  return numbers === undefined ? 'srgb' : fromNumbers(numbers.primaries, numbers.transfer)
}

/** Colour primaries of ITU-T H.273: BT.2020, and Display P3 (SMPTE EG 432-1). */
const [H273_BT2020, H273_P3] = [9, 12]
const PRIMARIES: ReadonlyMap<number, MatrixProfile['primaries']> = new Map([
  [H273_BT2020, BT2020_PRIMARIES],
  [H273_P3, P3_PRIMARIES],
])

/** Transfer characteristics of ITU-T H.273: PQ and HLG; BT.709 and its equals. */
const HDR_CURVES: ReadonlyMap<number, Pick<MatrixProfile, 'linear' | 'gain'>> = new Map([
  [16, { linear: pqToLinear }],
  [18, { linear: hlgToScene, gain: hlgGain }],
])
const BT709_CURVES: readonly number[] = [1, 6, 14, 15]

function fromColr(view: DataView, { start, end }: Box): Profile {
  if (tag(view, start) === 'nclx')
    return fromNumbers(view.getUint16(start + 4), view.getUint16(start + 6))
  return fromIcc(new DataView(view.buffer, view.byteOffset + start + 4, end - start - 4))
}

/**
 * Turns numbers of ITU-T H.273 into a profile. With the primaries of sRGB or Display P3, every SDR
 * curve counts as the sRGB curve, because such images are made with it.
 */
function fromNumbers(primaries: number, transfer: number): Profile {
  const hdr = HDR_CURVES.get(transfer)
  if (hdr !== undefined) return { primaries: PRIMARIES.get(primaries) ?? SRGB_PRIMARIES, ...hdr }
  if (primaries !== H273_BT2020) return primaries === H273_P3 ? 'display-p3' : 'srgb'
  return {
    primaries: BT2020_PRIMARIES,
    linear: BT709_CURVES.includes(transfer) ? bt709ToLinear : srgbToLinear,
  }
}

/**
 * Reads an ICC profile.
 * @throws RangeError where it is cut
 */
export function fromIcc(icc: DataView): Profile {
  const find = (name: string): number | undefined => {
    for (let i = 0, at = 132; i < icc.getUint32(128) && i < 100; i++, at += 12)
      if (tag(icc, at) === name) return icc.getUint32(at + 4)
    return undefined
  }
  const numbers = find('cicp')
  if (numbers !== undefined && HDR_CURVES.has(icc.getUint8(numbers + 9)))
    return fromNumbers(icc.getUint8(numbers + 8), icc.getUint8(numbers + 9))
  const places = ['rXYZ', 'gXYZ', 'bXYZ', 'rTRC'].map(find)
  const [r, g, b, curve] = places
  if (r === undefined || g === undefined || b === undefined || curve === undefined) return 'srgb'
  const xyz = (at: number): Xyz => [fixed(icc, at + 8), fixed(icc, at + 12), fixed(icc, at + 16)]
  const profile: MatrixProfile = {
    primaries: [xyz(r), xyz(g), xyz(b)],
    linear: curveAt(icc, curve),
  }
  if (same(profile, SRGB_PRIMARIES)) return 'srgb'
  return same(profile, P3_PRIMARIES) ? 'display-p3' : profile
}

/** Compares primaries within rounding, and the curve with that of sRGB, which P3 has as well. */
const same = ({ primaries, linear }: MatrixProfile, others: MatrixProfile['primaries']): boolean =>
  primaries.every((xyz, i) =>
    xyz.every((value, k) => Math.abs(value - (others[i]?.[k] ?? 0)) < 0.004),
  ) && [0.1, 0.5, 0.9].every((v) => Math.abs(linear(v) - srgbToLinear(v)) < 0.01)

/** s15Fixed16Number. */
const fixed = (view: DataView, at: number): number => view.getInt32(at) / 65_536

function curveAt(icc: DataView, at: number): (v: number) => number {
  if (tag(icc, at) === 'para') return parametric(icc, at)
  const count = icc.getUint32(at + 8)
  if (count === 0) return (v) => v
  if (count === 1) return (v) => v ** (icc.getUint16(at + 12) / 256)
  return (v) => {
    const place = v * (count - 1)
    const low = Math.floor(place)
    const point = (i: number) => icc.getUint16(at + 12 + 2 * Math.min(i, count - 1)) / 65_535
    return point(low) + (point(low + 1) - point(low)) * (place - low)
  }
}

/**
 * A parametricCurveType: y = (a x + b)^g + e from d on, c x + f below. Lower types leave some
 * parameters out.
 */
function parametric(icc: DataView, at: number): (v: number) => number {
  const type = icc.getUint16(at + 8)
  const number = (i: number) => fixed(icc, at + 12 + 4 * i)
  const g = number(0)
  if (type === 0) return (v) => v ** g
  const [a, b] = [number(1), number(2)]
  const [c, d] = type >= 3 ? [number(3), number(4)] : [0, -b / a]
  const offset = type === 2 ? number(3) : 0
  const [e, f] = type === 4 ? [number(5), number(6)] : [offset, offset]
  return (v) => (v >= d ? (a * v + b) ** g + e : c * v + f)
}
