/** Tells whether the compressed data of a PNG holds all rows of its pixels. */

type Bytes = Uint8Array<ArrayBuffer>

/** Samples per pixel, by colour type. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
/**
 * The passes of an interlaced image: first column and row, steps across and down (W3C PNG, 8.1).
 */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const
const WHOLE = [[0, 0, 1, 1]] as const

/**
 * Inflates the data and counts the bytes, without keeping them.
 * @param data the content of the IDAT chunks of `png`
 * @param toTheEnd true: the data also has to end correctly, with the right checksum (zlib, RFC
 *   1950); false: what follows the last row does not matter
 */
export async function hasAllRows(
  png: Bytes,
  data: readonly Bytes[],
  toTheEnd: boolean,
): Promise<boolean> {
  let left = bytesOfRows(new DataView(png.buffer, png.byteOffset))
  const rows = new Blob([...data])
    .stream()
    .pipeThrough(new DecompressionStream('deflate'))
    .getReader()
  try {
    for (;;) {
      const { done, value } = await rows.read()
      if (done) return left <= 0
      left -= value.length
      if (left <= 0 && !toTheEnd) break
    }
    await rows.cancel()
    return true
  } catch {
    // The data is cut or damaged after the rows that were counted.
    return left <= 0 && !toTheEnd
  }
}

/**
 * The inflated length. The content of the header chunk begins at 16. Each row of a pass begins with
 * one byte for its filter.
 */
function bytesOfRows(view: DataView): number {
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  const bits = view.getUint8(24) * (SAMPLES[view.getUint8(25)] ?? 0)
  if (bits === 0) return Infinity
  const passes = view.getUint8(28) === 1 ? ADAM7 : WHOLE
  return passes.reduce((sum, [x, y, across, down]) => {
    const [columns, rows] = [Math.ceil((width - x) / across), Math.ceil((height - y) / down)]
    return columns > 0 && rows > 0 ? sum + rows * (1 + Math.ceil((columns * bits) / 8)) : sum
  }, 0)
}
