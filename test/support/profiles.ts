/** Builds colour profiles and the boxes around them. */
import type { MatrixProfile } from '../../src/heic/profile.js'

const text = (value: string): number[] => [...new TextEncoder().encode(value)]
const u16 = (value: number): number[] => [(value >> 8) & 255, value & 255]
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)]
const fixed = (value: number): number[] => u32(Math.round(value * 65_536) >>> 0)
const box = (type: string, ...parts: (readonly number[] | Uint8Array)[]): number[] => {
  const body = parts.flatMap((part) => [...part])
  return [...u32(body.length + 8), ...text(type), ...body]
}

/**
 * Numbers of ITU-T H.273 (`transfer` is sRGB by default), an ICC profile, or a sequence parameter
 * set of the bitstream.
 */
type Colour = { nclx: number; transfer?: number } | { prof: Uint8Array } | { sps: Uint8Array }

function propertyOf(colour: Colour): number[] {
  if ('nclx' in colour)
    return box('colr', text('nclx'), u16(colour.nclx), u16(colour.transfer ?? 13), u16(6), [0x80])
  if ('prof' in colour) return box('colr', text('prof'), colour.prof)
  // A video parameter set comes first.
  const others = [0xa0, ...u16(2), ...u16(1), 7, ...u16(2), 7, 7]
  return box(
    'hvcC',
    Array<number>(22).fill(1),
    [2],
    others,
    [0xa1, ...u16(1)],
    u16(colour.sps.length),
    colour.sps,
  )
}

/** The start of a HEIC file whose item 1 has these properties. */
export function heicWith(colours: readonly Colour[]): ArrayBuffer {
  const properties = colours.map(propertyOf)
  const ipma = box(
    'ipma',
    u32(0),
    u32(1),
    u16(1),
    [colours.length],
    colours.map((_, i) => i + 1),
  )
  const infe = box('infe', [2, 0, 0, 0], u16(1), u16(0), text('hvc1'), [0])
  const meta = box(
    'meta',
    u32(0),
    box('pitm', u32(0), u16(1)),
    box('iinf', u32(0), u16(1), infe),
    box('iprp', box('ipco', ...properties), ipma),
  )
  return Uint8Array.from([...box('ftyp', text('heic'), u32(0), text('mif1')), ...meta]).buffer
}

/** A `para` curve of this type, or a `curv` curve of `count` entries. */
export type Curve =
  | { type: number; values: readonly number[] }
  | { count: number; values: readonly number[] }

function curveBytes(curve: Curve): number[] {
  if ('type' in curve)
    return [
      ...text('para'),
      ...u32(0),
      ...u16(curve.type),
      ...u16(0),
      ...curve.values.flatMap(fixed),
    ]
  const entry = (value: number) => u16(Math.round(curve.count === 1 ? value * 256 : value * 65_535))
  return [...text('curv'), ...u32(0), ...u32(curve.count), ...curve.values.flatMap(entry)]
}

/**
 * A matrix profile with the four tags that the reader needs, and optional numbers of ITU-T H.273
 * (primaries, curve, matrix, range).
 */
export function icc(
  primaries: MatrixProfile['primaries'],
  curve: Curve,
  cicp: readonly number[] = [],
): Uint8Array {
  const bodies = [
    ...primaries.map((xyz) => [...text('XYZ '), ...u32(0), ...xyz.flatMap(fixed)]),
    curveBytes(curve),
  ]
  if (cicp.length > 0) bodies.push([...text('cicp'), ...u32(0), ...cicp])
  let at = 132 + bodies.length * 12
  const tags = ['rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'cicp']
    .slice(0, bodies.length)
    .flatMap((name, i) => {
      const { length } = bodies[i] ?? []
      at += length
      return [...text(name), ...u32(at - length), ...u32(length)]
    })
  return Uint8Array.from([
    ...Array<number>(128).fill(0),
    ...u32(bodies.length),
    ...tags,
    ...bodies.flat(),
  ])
}
