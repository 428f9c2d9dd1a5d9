/** No engine is believed: what it made is looked at before it is sent. */
import { readHeader } from '../format/index.js'
import type { Limits } from '../spec.js'
import type { Plan, PreparedImage } from '../types.js'
import { EngineError } from './engine/job.js'

/** Rounding of the shorter side, by any engine. */
const ROUNDING_PX = 2

/** Resolves with the picture if format, size in bytes and pixels and shape are as planned; a smaller picture is fine. */
export async function verified(blob: Blob, plan: Plan, limits: Limits): Promise<PreparedImage> {
  const header = blob.size <= limits.maxSize ? await readHeader(blob) : undefined
  if (header?.format !== plan.format) throw new EngineError('failed', `made ${blob.size} bytes of ${header?.format}`)
  const { format, width, height } = header
  const fits = width >= limits.minWidth && height >= limits.minHeight && width <= plan.width + 1 && height <= plan.height + 1
  const sameShape =
    Math.abs(height - (width * plan.height) / plan.width) <= ROUNDING_PX ||
    Math.abs(width - (height * plan.width) / plan.height) <= ROUNDING_PX
  if (!fits || !sameShape) throw new EngineError('failed', `made ${width} × ${height}`)
  return { blob, format, width, height }
}
