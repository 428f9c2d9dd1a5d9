import { describe, expect, it } from 'vitest'
import { MAX_READS, blobReader, memoryReader, text, tolerant } from './bytes.js'

const numbered = (length: number) => Uint8Array.from({ length }, (_, i) => i % 251)

/** A file that counts its reads. */
function counted(
  content: Uint8Array<ArrayBuffer>,
  response: (piece: Blob) => Promise<ArrayBuffer> = (piece) => piece.arrayBuffer(),
) {
  const pieces: { start: number; end: number }[] = []
  const blob = new Blob([content])
  const slice = blob.slice.bind(blob)
  blob.slice = (start = 0, end = blob.size) => {
    const piece = slice(start, end)
    pieces.push({ start, end: start + piece.size })
    const counting = Object.create(piece) as Blob
    counting.arrayBuffer = () => response(piece)
    return counting
  }
  return { blob, pieces }
}

describe('blobReader', () => {
  it('reads the head once and takes views from it', async () => {
    const { blob, pieces } = counted(numbered(100_000))
    const reader = blobReader(blob)
    expect((await reader.view(0, 4)).getUint8(3)).toBe(3)
    expect((await reader.view(60_000, 2)).getUint8(0)).toBe(60_000 % 251)
    expect((await reader.view(65_535, 1)).getUint8(0)).toBe(65_535 % 251)
    expect((await reader.view(0, 1)).getUint8(0)).toBe(0)
    expect(pieces).toEqual([{ start: 0, end: 65_536 }])
  })

  it('reads on behind the head, and then the head again', async () => {
    const { blob, pieces } = counted(numbered(200_000))
    const reader = blobReader(blob)
    await reader.view(0, 4)
    expect((await reader.view(150_000, 4)).getUint8(0)).toBe(150_000 % 251)
    expect((await reader.view(10, 1)).getUint8(0)).toBe(10)
    expect(pieces).toHaveLength(3)
  })

  it('reads a piece of 4 MB', async () => {
    const { blob } = counted(new Uint8Array(4 << 20))
    expect((await blobReader(blob).view(0, 4 << 20)).byteLength).toBe(4 << 20)
  })

  it.each([
    ['behind the end', 90, 20],
    ['before the start', -1, 4],
    ['longer than any header needs', 0, (4 << 20) + 1],
  ])('throws without a read %s', async (_, offset, length) => {
    const { blob, pieces } = counted(new Uint8Array(length > 100 ? 6_000_000 : 100))
    await expect(blobReader(blob).view(offset, length)).rejects.toThrow(RangeError)
    expect(pieces).toEqual([])
  })

  it(`reads at most ${MAX_READS} times, and passes 40 MB of segments with them`, async () => {
    const { blob, pieces } = counted(new Uint8Array(60_000_000))
    const reader = blobReader(blob)
    const walk = async () => {
      for (let at = 0; at < blob.size; at += 60_000) await reader.view(at, 2)
    }
    await expect(walk()).rejects.toThrow(RangeError)
    expect(pieces).toHaveLength(MAX_READS)
    expect(pieces.at(-1)?.end).toBeGreaterThan(35_000_000)
    expect(reader.failed).toBe(false)
  })

  it.each([
    ['rejects the read', () => Promise.reject(new DOMException('gone', 'NotReadableError'))],
    ['returns fewer bytes', () => Promise.resolve(new ArrayBuffer(1))],
  ])('reports a failure when the browser %s', async (_, response) => {
    const { blob, pieces } = counted(numbered(100), response)
    const reader = blobReader(blob)
    await expect(reader.view(0, 8)).rejects.toThrow(RangeError)
    expect(reader.failed).toBe(true)
    await expect(reader.view(0, 8)).rejects.toThrow(RangeError)
    expect(pieces).toHaveLength(1)
  })
})

describe('memoryReader', () => {
  it('gives views of the bytes, and none past their end', async () => {
    const { buffer } = numbered(10)
    const reader = memoryReader(buffer)
    expect((await reader.view(2, 3)).buffer).toBe(buffer)
    expect(reader.failed).toBe(false)
    await expect(reader.view(8, 3)).rejects.toThrow(RangeError)
  })
})

describe('tolerant', () => {
  const reader = memoryReader(new ArrayBuffer(4))

  it('returns no header where a view would reach past the end', async () => {
    expect(await tolerant(async (from) => void (await from.view(2, 4)))(reader)).toBeUndefined()
  })

  it('does not hide other errors', async () => {
    const buggy = tolerant(() => Promise.reject(new TypeError('bug')))
    await expect(buggy(reader)).rejects.toThrow('bug')
  })
})

it('text ends at the end of the view', () => {
  const view = new DataView(Uint8Array.from([65, 66, 67, 68]).buffer, 1, 2)
  expect(text(view)).toBe('BC')
  expect(text(view, 1, 10)).toBe('C')
})
