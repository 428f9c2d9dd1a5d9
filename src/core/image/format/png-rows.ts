/** Whether the compressed data of a PNG holds all rows of its pixels. */

type Bytes = Uint8Array<ArrayBuffer>

/** Samples of a pixel, by colour type. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
/** The passes of an interlaced image: first column and row, steps between them (W3C PNG, 8.1). */
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
 * `data` is what the IDAT chunks of `png` hold. `toTheEnd`: it also has to end as it should, with
 * the right checksum (zlib, RFC 1950); else what follows the last row does not matter. Nothing is
 * kept of what is inflated.
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
    // Cut or damaged behind the rows that were counted.
    return left <= 0 && !toTheEnd
  }
}

/**
 * The header chunk comes first (its content begins at 16). Each row of a pass begins with a byte of
 * its own.
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
