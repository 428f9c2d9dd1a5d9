/**
 * A small PNG encoder: the same bytes in every browser and in Node. https://www.w3.org/TR/png-3/
 */
import { crc32 } from '../../core/image/format/crc32.js'

type Bytes = Uint8Array<ArrayBuffer>

const SIGNATURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Length, type, data, and the checksum of type and data. */
function chunk(type: string, data: Bytes): Bytes {
  const frame = new Uint8Array(data.length + 12)
  const view = new DataView(frame.buffer)
  view.setUint32(0, data.length)
  frame.set(new TextEncoder().encode(type), 4)
  frame.set(data, 8)
  view.setUint32(data.length + 8, crc32(frame.subarray(4, data.length + 8)))
  return frame
}

async function deflate(bytes: Bytes): Promise<Bytes> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** @param pixels RGBA, row by row */
export async function encodePng(
  pixels: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
): Promise<Blob> {
  const rows = new Uint8Array((width * 4 + 1) * height)
  // Each row starts with its filter type; 0 is none.
  for (let y = 0; y < height; y++)
    rows.set(pixels.subarray(y * width * 4, (y + 1) * width * 4), y * (width * 4 + 1) + 1)
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, 6, 0, 0, 0], 8)
  return new Blob([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', await deflate(rows)),
    chunk('IEND', new Uint8Array()),
  ])
}
