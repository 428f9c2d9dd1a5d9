/** Verifies what an engine made before it is sent. */
import { readWhole } from '../image/format/whole.js'
import { withOneOrientation } from '../image/strip/one-orientation.js'
import { strip } from '../image/strip/index.js'
import { FORMATS } from '../spec.js'
import type { ImageHeader, Plan } from '../image/types.js'
import type { PreparedImage } from './types.js'
import { EngineError } from './engine/job.js'
import type { PrepareContext } from './prepare.js'

/** In pixels: how far engines may round the shorter side. */
const ROUNDING_PX = 2

/**
 * Checks that an engine's output is a whole image with the planned format, size in bytes,
 * dimensions and shape; smaller dimensions are fine. Strips metadata that a host app's compressor
 * kept.
 * @throws EngineError
 */
export async function verified(
  blob: Blob,
  plan: Plan,
  { limits, keepMetadata }: PrepareContext,
): Promise<PreparedImage> {
  if (blob.size > limits.maxSize) throw new EngineError('failed', `made ${blob.size} bytes`)
  const content = await blob.arrayBuffer()
  const { header, bytes } = await readWhole(content)
  if (header === undefined || header.truncated === true || header.format !== plan.format)
    throw new EngineError('failed', 'no whole image')
  const { format, width, height, metadata } = header
  const fits =
    width >= limits.minWidth &&
    height >= limits.minHeight &&
    width <= plan.width + 1 &&
    height <= plan.height + 1
  if (!fits || !sameShape(header, plan))
    throw new EngineError('failed', `made ${width} × ${height}`)
  const image = bytes === content ? blob : new Blob([bytes], { type: FORMATS[format].type })
  const stripped =
    metadata.length === 0
      ? image
      : await (keepMetadata === true ? withOneOrientation : strip)(image, header)
  return { blob: stripped, format, width, height }
}

const sameShape = (made: ImageHeader, plan: Plan): boolean =>
  Math.abs(made.height - (made.width * plan.height) / plan.width) <= ROUNDING_PX ||
  Math.abs(made.width - (made.height * plan.width) / plan.height) <= ROUNDING_PX
