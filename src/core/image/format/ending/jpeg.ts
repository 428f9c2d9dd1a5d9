/**
 * Finds where a JPEG ends (ITU-T T.81).
 *
 * The first end marker is no proof: data behind the image (a video, another JPEG) may hold any
 * marker, and the image may lack its own. So the walk reads the image's structure: tables, frame
 * and scans. Each scan is read block by block by its Huffman codes, only to find where the codes
 * end (`scan.ts`, `blocks.ts`). No pixel is computed, so a megabyte takes 20 ms. The image ends
 * with the scan after which every coefficient of every component has been sent. A baseline image
 * sends a component in one scan. A progressive scan sends bits of a range of coefficients, and
 * `low` holds the lowest bit that was sent of each; with 0 everywhere, all is sent. A progressive
 * image may also end with an end marker before its last bits.
 */
import { DHT, DQT, DRI, EOI, isFrame, SOS, standsAlone } from '../jpeg-markers.js'
import { huffmanTable, type HuffmanTable } from './huffman.js'
import { walkScan, type Scan } from './scan.js'

/** A limit, because each scan costs a walk over the image. Encoders write far fewer. */
const MAX_SCANS = 256
const MAX_SEGMENTS = 4096

interface Component {
  readonly id: number
  /** Blocks in one MCU of a scan with several components. */
  readonly blocks: number
  /** All blocks of the component; in a scan of its own, each is an MCU. */
  readonly allBlocks: number
  /** By coefficient: the lowest bit that was sent, or -1. With 0 everywhere all is sent. */
  readonly low: Int8Array
  /** As in `Part`. */
  readonly coded: Uint32Array
  /** Number of its quantisation table. */
  readonly quantisation: number
}

interface Frame {
  /** Bits per sample. */
  readonly precision: number
  readonly progressive: boolean
  readonly mcus: number
  readonly components: readonly Component[]
}

/** What was read before the next scan. */
interface Progress {
  frame?: Frame
  /** MCUs between restart markers. */
  restart: number
  /** Scans so far. */
  scans: number
  /** By class and number as in DHT. A table is made when a scan first uses it. */
  readonly tables: Map<number, () => HuffmanTable>
  /** By number of the quantisation table: the step of the mean level. */
  readonly steps: Map<number, number>
}

/**
 * Finds the end of the image.
 * @returns the offset where the data ends and the end marker (EOI) belongs; `undefined` where the
 *   coding is not supported by all browsers (arithmetic, lossless, hierarchical)
 * @throws RangeError where the image is cut or damaged
 */
export async function jpegEnd(bytes: Uint8Array): Promise<number | undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const progress: Progress = { restart: 0, scans: 0, tables: new Map(), steps: new Map() }
  let at = 2
  for (let n = 0; n < MAX_SEGMENTS; n++) {
    at = markerAt(bytes, at)
    const marker = view.getUint8(at + 1)
    // A progressive image may end without its last bits.
    if (marker === EOI && progress.frame?.progressive && progress.scans > 0) return at
    const content = at + 4
    at += 2 + view.getUint16(at + 2)
    const segment = new DataView(view.buffer, view.byteOffset + content, at - content)
    if (marker === DHT) readTables(segment, progress.tables)
    else if (marker === DQT) readSteps(segment, progress.steps)
    else if (marker === DRI) progress.restart = segment.getUint16(0)
    else if (marker >= 0xc0 && marker <= 0xc2)
      progress.frame ??= readFrame(segment, marker === 0xc2)
    else if (isFrame(marker)) return undefined
    else if (marker === SOS) {
      at = await walkScan(bytes, at, readScan(segment, progress))
      if (progress.frame?.components.every(({ low }) => low.every((bit) => bit === 0))) return at
    }
  }
  throw new RangeError()
}

/**
 * The next marker with a segment, or EOI. Like decoders, it skips fill bytes, stray bytes and
 * markers without a length.
 */
function markerAt(bytes: Uint8Array, from: number): number {
  for (let at = from; ; at++) {
    at = bytes.indexOf(0xff, at)
    const marker = bytes[at + 1]
    if (at < 0 || marker === undefined) throw new RangeError()
    if (marker < 0xff && !standsAlone(marker)) return at
  }
}

function readTables(segment: DataView, tables: Progress['tables']): void {
  const bytes = new Uint8Array(segment.buffer, segment.byteOffset, segment.byteLength)
  for (let at = 0; at < bytes.length;) {
    const counts = bytes.subarray(at + 1, at + 17)
    const end = at + 17 + counts.reduce((sum, count) => sum + count, 0)
    const symbols = bytes.subarray(at + 17, end)
    let table: HuffmanTable | undefined
    tables.set(bytes[at]!, () => {
      table ??= huffmanTable(counts, symbols)
      return table
    })
    at = end
  }
}

/** Reads the first entry of each table, which has one byte or two. */
function readSteps(segment: DataView, steps: Progress['steps']): void {
  for (let at = 0; at + 3 <= segment.byteLength;) {
    const number = segment.getUint8(at)
    steps.set(number % 16, number > 15 ? segment.getUint16(at + 1) : segment.getUint8(at + 1))
    at += number > 15 ? 129 : 65
  }
}

function readFrame(segment: DataView, progressive: boolean): Frame {
  const [height, width, count] = [segment.getUint16(1), segment.getUint16(3), segment.getUint8(5)]
  const factors = Array.from({ length: count }, (_, i) => segment.getUint8(7 + i * 3))
  const [across, down] = [
    Math.max(...factors.map((each) => each >> 4)),
    Math.max(...factors.map((each) => each % 16)),
  ]
  const components = factors.map((factor, i) => {
    const blocks = (side: number, own: number, most: number) =>
      Math.ceil(Math.ceil((side * own) / most) / 8)
    const allBlocks = blocks(width, factor >> 4, across) * blocks(height, factor % 16, down)
    return {
      id: segment.getUint8(6 + i * 3),
      blocks: (factor >> 4) * (factor % 16),
      allBlocks,
      low: new Int8Array(64).fill(-1),
      coded: new Uint32Array(progressive ? allBlocks * 2 : 0),
      quantisation: segment.getUint8(8 + i * 3),
    }
  })
  return {
    precision: segment.getUint8(0),
    progressive,
    mcus: Math.ceil(width / (8 * across)) * Math.ceil(height / (8 * down)),
    components,
  }
}

function readScan(segment: DataView, progress: Progress): Scan {
  const { frame, restart, tables, steps } = progress
  const count = segment.getUint8(0)
  if (frame === undefined || progress.scans++ >= MAX_SCANS) throw new RangeError()
  const { precision, progressive } = frame
  const [from, to, bits] = [0, 1, 2].map((i) => segment.getUint8(1 + count * 2 + i)) as [
    number,
    number,
    number,
  ]
  const range = progressive ? { from, to, refines: bits > 15 } : { from: 0, to: 63, refines: false }
  const components = Array.from({ length: count }, (_, i) => {
    const component = frame.components.find(({ id }) => id === segment.getUint8(1 + i * 2))
    if (component === undefined || range.to > 63) throw new RangeError()
    component.low.fill(progressive ? bits % 16 : 0, range.from, range.to + 1)
    return component
  })
  const empty = new Uint16Array()
  const parts = components.map(({ blocks, coded, quantisation }, i) => {
    const numbers = segment.getUint8(2 + i * 2)
    const [dc = empty, ac = empty] = [
      tables.get(numbers >> 4)?.(),
      tables.get(0x10 | (numbers % 16))?.(),
    ]
    // The mean level is the sum of 8 × 8 samples divided by 8 (T.81 A.3.3), and by the bits that
    // the scan leaves out.
    const maxLevel =
      2 ** (precision + 3) / (steps.get(quantisation) || 1) / 2 ** (progressive ? bits % 16 : 0)
    return { dc, ac, coded, blocks: count === 1 ? 1 : blocks, level: 0, maxLevel }
  })
  const alone = count === 1 ? components[0] : undefined
  return { ...range, parts, progressive, restart, mcus: alone?.allBlocks ?? frame.mcus }
}
