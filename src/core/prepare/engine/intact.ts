/**
 * Tells a damaged image from one that is too much for this browser, because its decoder calls both
 * damaged.
 */
import { pngChunks } from '../../image/format/chunks.js'
import { hasAllRows } from '../../image/format/png-rows.js'
import type { ImageFormat } from '../../spec.js'
import { isPixels, type EngineJob } from './job.js'

/**
 * True where the bytes prove the damage without a decoder: the pixels of a PNG cannot be inflated
 * to their end, or are too few. Needs `DecompressionStream`.
 */
export async function isDamaged(
  source: EngineJob['source'],
  format: ImageFormat,
): Promise<boolean> {
  if (format !== 'png' || isPixels(source) || typeof DecompressionStream === 'undefined')
    return false
  const png = new Uint8Array(source instanceof Blob ? await source.arrayBuffer() : source)
  const data = [...pngChunks(png)].flatMap(({ type, start, contentEnd }) =>
    type === 'IDAT' ? png.subarray(start + 8, contentEnd) : [],
  )
  return !(await hasAllRows(png, data, true))
}
