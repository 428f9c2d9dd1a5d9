/**
 * Makes two JPEGs out of a CMYK one (ITU-T T.81; Adobe TN 5116), from which the inks can be told.
 *
 * No browser gives access to CMYK samples. Each multiplies paper by ink: it shows C' · K' / 255,
 * where C' and K' are the inverted samples that the file stores. If all coefficients of one factor
 * are multiplied by 0, that factor becomes a constant, and the pixels show the other factor. So one
 * copy of the file gets a quantisation table of zeros for K (it shows the inks), the other one gets
 * it for C, M and Y (it shows black). Nothing is decoded or encoded here: only table numbers in the
 * header change, and a table is added.
 */
import { text } from '../../image/format/bytes.js'
import { isFrame, SOS } from '../../image/format/jpeg-markers.js'
import { EngineError } from '../engine/job.js'

export interface Planes {
  /** Shows C', M' and Y' as red, green and blue, multiplied by `inkLevel` / 255. */
  readonly ink: Blob
  /** Shows K' as grey, multiplied by `blackLevel` / 255. */
  readonly black: Blob
  readonly inkLevel: number
  readonly blackLevel: number
  readonly profile: DataView
}

/** Where the parts of the header lie. */
interface Layout {
  /** All of the header except the colour profile. */
  readonly kept: (readonly [start: number, end: number])[]
  readonly profile: Map<number, DataView>
  /** Offset and value of the four components' table numbers. */
  readonly tables: (readonly [at: number, table: number])[]
  /** Offset of the first scan. */
  scan: number
  /** True where C'M'Y' are stored as YCbCr. */
  ycck: boolean
}

const APP2 = 0xe2
const APP14 = 0xee
/** The level of a component whose coefficients are all 0. */
const MIDDLE = 128

/** @throws EngineError where the file has no four components, or no whole colour profile */
export async function splitPlanes(image: Blob): Promise<Planes> {
  const bytes = await image.arrayBuffer()
  const layout = layoutOf(new DataView(bytes))
  const { tables, ycck } = layout
  if (tables.length !== 4) throw new EngineError('undecodable', 'no CMYK')
  const without = async (components: readonly (readonly [number, number])[]): Promise<Blob> => {
    const used = tables.filter((table) => !components.includes(table)).map(([, table]) => table)
    const free = [0, 1, 2, 3].find((table) => !used.includes(table)) ?? 0
    const header = new Uint8Array(bytes.slice(0, layout.scan))
    for (const [at] of components) header[at] = free
    // Behind all other tables, so that none replaces it. T.81 does not allow zeros in a table, but
    // libjpeg accepts them.
    const zeros = new Uint8Array(69)
    zeros.set([0xff, 0xdb, 0, 67, free])
    const parts = layout.kept.map(([start, end]) => header.subarray(start, end))
    const whole = new Blob([...parts, zeros, new Uint8Array(bytes, layout.scan)])
    // Firefox 153 rejects such a Blob of several parts, and decodes the same bytes in one part.
    return new Blob([await whole.arrayBuffer()], { type: image.type })
  }
  return {
    ink: await without(tables.slice(3)),
    black: await without(tables.slice(0, 3)),
    inkLevel: MIDDLE,
    // Adobe's YCCK stores C'M'Y' as the YCbCr of 255 - C'.
    blackLevel: ycck ? 255 - MIDDLE : MIDDLE,
    profile: joined(layout.profile),
  }
}

function layoutOf(view: DataView): Layout {
  const layout: Layout = { kept: [[0, 2]], profile: new Map(), tables: [], scan: 0, ycck: false }
  for (let at = 2; ;) {
    const marker = view.getUint8(at + 1)
    if (view.getUint8(at) !== 0xff || marker === 0xff) {
      at++
      continue
    }
    if (marker === SOS) return Object.assign(layout, { scan: at })
    const end = at + 2 + view.getUint16(at + 2)
    if (!readProfile(view, at, end, layout.profile)) layout.kept.push([at, end])
    if (marker === APP14 && text(view, at + 4, 5) === 'Adobe')
      layout.ycck = view.getUint8(at + 15) === 2
    if (isFrame(marker)) {
      for (let i = at + 12; i < end; i += 3) layout.tables.push([i, view.getUint8(i)])
    }
    at = end
  }
}

/**
 * Reads a part of the colour profile (ICC.1:2022 B.4): number, count, bytes.
 * @returns false where the segment is no such part
 */
function readProfile(
  view: DataView,
  at: number,
  end: number,
  parts: Map<number, DataView>,
): boolean {
  if (view.getUint8(at + 1) !== APP2 || text(view, at + 4, 11) !== 'ICC_PROFILE') return false
  parts.set(view.getUint8(at + 16), new DataView(view.buffer, at + 18, end - at - 18))
  return true
}

function joined(parts: ReadonlyMap<number, DataView>): DataView {
  const whole = new Uint8Array([...parts.values()].reduce((sum, part) => sum + part.byteLength, 0))
  let at = 0
  for (let n = 1; n <= parts.size; n++) {
    const part = parts.get(n)
    if (part === undefined)
      throw new EngineError('undecodable', 'a part of the colour profile is missing')
    whole.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at)
    at += part.byteLength
  }
  return new DataView(whole.buffer)
}
