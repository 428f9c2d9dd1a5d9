/** Tells a damaged image from one that is too much for this browser, where its decoder calls both damaged. */
import { eachPngChunk } from '../../format/chunks.js'
import type { ImageFormat } from '../../spec.js'
import { isPixels, type EngineJob } from './job.js'

/** Samples of a pixel, by PNG colour type. */
const SAMPLES = [1, 0, 3, 1, 2, 0, 4]

/** Whether it is known without a decoder: the pixels of a PNG cannot be inflated, or are too few. Needs `DecompressionStream`. */
export async function isDamaged(source: EngineJob['source'], format: ImageFormat): Promise<boolean> {
  if (format !== 'png' || isPixels(source) || typeof DecompressionStream === 'undefined') return false
  return !(await inflates(new Uint8Array(source instanceof Blob ? await source.arrayBuffer() : source)))
}

async function inflates(png: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const pixels: BlobPart[] = []
  eachPngChunk(png, (type, start, end) => {
    if (type === 'IDAT') pixels.push(png.subarray(start + 8, end - 4))
  })
  try {
    let length = 0
    const counting = new WritableStream<Uint8Array>({ write: (piece) => void (length += piece.length) })
    await new Blob(pixels).stream().pipeThrough(new DecompressionStream('deflate')).pipeTo(counting)
    return length >= least(new DataView(png.buffer, png.byteOffset + 16, 13))
  } catch {
    return false
  }
}

/** Bytes of all rows, each with its filter; an interlaced image has more of both. */
const least = (ihdr: DataView): number => {
  const bits = ihdr.getUint32(0) * ihdr.getUint8(8) * (SAMPLES[ihdr.getUint8(9)] ?? 0)
  return ihdr.getUint32(4) * (1 + Math.ceil(bits / 8))
}
