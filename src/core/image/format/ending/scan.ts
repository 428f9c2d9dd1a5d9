/** Walks a JPEG scan (ITU-T T.81), without computing a pixel, to find where it ends. */
import {
  firstAc,
  firstDc,
  refinedAc,
  refinedDc,
  sequential,
  type Blocks,
  type Part,
  type WalkBlock,
} from './blocks.js'
import { BitReader } from './huffman.js'

export interface Scan {
  readonly parts: readonly Part[]
  readonly progressive: boolean
  /** First and last coefficient. */
  readonly from: number
  readonly to: number
  /** True where earlier scans have sent the higher bits. */
  readonly refines: boolean
  readonly mcus: number
  /** MCUs between restart markers; 0 where there are none. */
  readonly restart: number
}

/** MCUs between pauses for other tasks of the page: about 10 ms. */
const MCUS_PER_TASK = 1 << 13

/**
 * Walks one scan.
 * @param start offset of its data
 * @returns the offset behind the scan
 * @throws RangeError where it is cut or damaged
 */
export async function walkScan(bytes: Uint8Array, start: number, scan: Scan): Promise<number> {
  const interval = scan.restart || scan.mcus
  let bits = new BitReader(bytes, start)
  for (let mcu = 0, rest = MCUS_PER_TASK; mcu < scan.mcus; mcu += interval) {
    if (mcu > 0) bits = new BitReader(bytes, behindRestart(bytes, bits.marker))
    for (const part of scan.parts) part.level = 0
    const blocks = { bits, from: scan.from, to: scan.to, empty: 0 }
    for (let at = mcu, end = Math.min(mcu + interval, scan.mcus); at < end;) {
      const next = Math.min(end, at + rest)
      walkMcus(blocks, scan, at, next)
      rest -= next - at
      at = next
      if (rest > 0) continue
      await new Promise((resume) => setTimeout(resume))
      rest = MCUS_PER_TASK
    }
  }
  return bits.end
}

function walkMcus(blocks: Blocks, scan: Scan, from: number, to: number): void {
  const { bits } = blocks
  const walk = walkerFor(scan)
  for (let mcu = from; mcu < to; mcu++) {
    for (const part of scan.parts) for (let n = 0; n < part.blocks; n++) walk(blocks, part, mcu)
    if (bits.isOver) throw new RangeError()
  }
}

function walkerFor({ progressive, from, refines }: Scan): WalkBlock {
  if (!progressive) return sequential
  if (from === 0) return refines ? refinedDc : firstDc
  return refines ? refinedAc : firstAc
}

/** Fill bytes may stand before a marker. */
function behindRestart(bytes: Uint8Array, marker: number): number {
  let at = marker
  while (bytes[at] === 0xff) at++
  if (at === marker || bytes[at]! >> 3 !== 0x1a) throw new RangeError()
  return at + 1
}
