/**
 * A small CMYK colour profile of version 2 (`A2B0` as lut8Type or lut16Type, three entries per
 * side).
 */

const GRID = 3
const CURVE = [0, 0.15, 0.45, 1]
const HEAD = 144

/**
 * L*, a*, b* of inks of 0 to 1. The values are invented; each ink differs, and all four together
 * are not quite black.
 */
export const labOf = ([c, m, y, k]: readonly [number, number, number, number]): readonly [
  number,
  number,
  number,
] => {
  const light = (1 - 0.4 * c) * (1 - 0.5 * m) * (1 - 0.1 * y) * (1 - 0.85 * k)
  return [
    4 + 96 * light,
    (70 * m - 35 * c - 5 * y) * (1 - 0.8 * k),
    (85 * y - 45 * c - 5 * m) * (1 - 0.8 * k),
  ]
}

export function cmykProfile(type: 'mft1' | 'mft2'): Uint8Array<ArrayBuffer> {
  const wide = type === 'mft2'
  const entries = wide ? CURVE.length : 256
  const numbers = 4 * entries + GRID ** 4 * 3 + 3 * entries
  const bytes = new Uint8Array(HEAD + (wide ? 52 + 2 * numbers : 48 + numbers))
  const view = new DataView(bytes.buffer)
  const text = (at: number, value: string) => bytes.set(new TextEncoder().encode(value), at)
  view.setUint32(0, bytes.length)
  view.setUint32(8, 0x02100000)
  text(12, 'prtrCMYKLab ')
  text(36, 'acsp')
  ;[0.9642, 1, 0.8249].forEach((value, i) => view.setInt32(68 + 4 * i, Math.round(value * 65_536)))
  view.setUint32(128, 1)
  text(132, 'A2B0')
  view.setUint32(136, HEAD)
  view.setUint32(140, bytes.length - HEAD)
  text(HEAD, type)
  bytes.set([4, 3, GRID], HEAD + 8)
  if (wide) [entries, entries].forEach((count, i) => view.setUint16(HEAD + 48 + 2 * i, count))
  let at = HEAD + (wide ? 52 : 48)
  const put = (value: number, most: number) => {
    const stored = Math.max(0, Math.min(most, Math.round(value)))
    if (wide) view.setUint16(at, stored)
    else bytes[at] = stored
    at += wide ? 2 : 1
  }
  const full = wide ? 65_535 : 255
  const curves = (count: number, values: (i: number) => number) => {
    for (let i = 0; i < count * entries; i++)
      put(values((i % entries) / (entries - 1)) * full, full)
  }
  curves(4, (v) => (wide ? (CURVE[Math.round(v * 3)] ?? 0) : v ** 1.5))
  for (let i = 0; i < GRID ** 4; i++) {
    const ink = (place: number) => (Math.floor(i / GRID ** place) % GRID) / (GRID - 1)
    const [light, a, b] = labOf([ink(3), ink(2), ink(1), ink(0)])
    put((light / 100) * (wide ? 65_280 : 255), full)
    for (const value of [a, b]) put((value + 128) * (wide ? 256 : 1), full)
  }
  curves(3, (v) => v)
  return bytes
}
