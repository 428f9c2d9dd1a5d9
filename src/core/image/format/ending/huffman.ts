/** Reads the Huffman codes of JPEG (ITU-T T.81, annexes C and F). */

/**
 * For each value of the next 16 bits: the length of the code that they begin with in the high byte,
 * and its symbol in the low byte. 0: no code.
 */
export type HuffmanTable = Uint16Array

/**
 * Makes the table.
 * @param counts how many codes have 1, 2, … 16 bits
 * @param symbols what the codes stand for, shortest code first
 */
export function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const table = new Uint16Array(65_536)
  let [at, next] = [0, 0]
  for (const [i, count] of counts.entries()) {
    const span = 1 << (15 - i)
    for (let n = 0; n < count; n++, at += span)
      table.fill(((i + 1) << 8) | (symbols[next++] ?? 0), at, at + span)
  }
  return table
}

/**
 * Reads the bits of entropy-coded data, from one marker to the next. `DataView` throws a
 * `RangeError` past the end.
 */
export class BitReader {
  /** Bits that were read. */
  #at = 0
  /** Offset of the marker that ends the data, or the end of the file. */
  readonly marker: number
  readonly #start: number
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #length: number

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes
    this.#start = start
    this.marker = markerFrom(bytes, start)
    // A code is looked up by four bytes, so the buffer is four bytes longer than the data.
    const data = new Uint8Array(this.marker - start + 4)
    let length = 0
    for (let at = start; at < this.marker;) {
      const stuffed = bytes.indexOf(0xff, at) + 1
      const end = stuffed === 0 || stuffed > this.marker ? this.marker : stuffed
      data.set(bytes.subarray(at, end), length)
      length += end - at
      // The zero after FF is no data.
      at = end + 1
    }
    this.#length = length * 8
    this.#view = new DataView(data.buffer)
  }

  /** True where more was read than the data has. */
  get isOver(): boolean {
    return this.#at > this.#length
  }

  code(table: HuffmanTable): number {
    const entry =
      table[(this.#view.getUint32(this.#at >> 3) >>> (16 - (this.#at & 7))) & 0xffff] ?? 0
    if (entry === 0) throw new RangeError()
    this.#at += entry >> 8
    return entry & 255
  }

  skip(bits: number): void {
    this.#at += bits
  }

  /** Reads up to 16 bits. */
  bits(count: number): number {
    const value = (this.#view.getUint32(this.#at >> 3) << (this.#at & 7)) >>> (32 - count)
    this.#at += count
    return count === 0 ? 0 : value
  }

  /** The offset in the file behind the last byte that was read. */
  get end(): number {
    let end = this.#start + ((this.#at + 7) >> 3)
    for (
      let at = this.#bytes.indexOf(0xff, this.#start);
      at >= 0 && at < end;
      at = this.#bytes.indexOf(0xff, at + 1)
    )
      end++
    return end
  }
}

function markerFrom(bytes: Uint8Array, start: number): number {
  for (let at = start; ; at += 2) {
    at = bytes.indexOf(0xff, at)
    if (at < 0) return bytes.length
    if (bytes[at + 1] !== 0) return at
  }
}
