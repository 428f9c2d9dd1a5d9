/** Bytes that are sent without a decode. */
import { memoryReader } from '../image/format/bytes.js'
import { ended } from '../image/format/ending/index.js'
import { readImage } from '../image/format/index.js'
import { withOneOrientation } from '../image/strip/one-orientation.js'
import { strip } from '../image/strip/index.js'
import { FORMATS } from '../spec.js'
import type { InspectedImage } from '../image/types.js'
import type { PreparedImage } from './types.js'
import type { PrepareContext } from './prepare.js'

/**
 * The image's own bytes, without its metadata or with such that says one orientation, and nothing
 * that follows it in the file. Resolves with nothing where a damaged image hides its end.
 */
export async function original(
  image: InspectedImage,
  keepsMetadata: boolean,
): Promise<PreparedImage | undefined> {
  const alone = image.header.format === 'jpeg' ? await jpegAlone(image.blob) : image
  if (alone === undefined) return undefined
  const { header, blob } = alone
  const { format, width, height } = header
  if (header.metadata.length === 0) return { blob, format, width, height }
  const clean = await (keepsMetadata
    ? withOneOrientation(blob, header)
    : strip(blob, header, image.source.name))
  return { blob: clean, format, width, height }
}

/**
 * An end marker in the last bytes is not believed: they may be of something that follows an image
 * without one.
 */
async function jpegAlone(blob: Blob): Promise<Pick<InspectedImage, 'blob' | 'header'> | undefined> {
  const bytes = await blob.arrayBuffer()
  const { header } = await readImage(memoryReader(bytes))
  const image = header && (await ended(bytes, header))
  if (image === undefined || image === bytes) return image && header && { blob, header }
  const alone = await readImage(memoryReader(image))
  return (
    alone.header && { blob: new Blob([image], { type: FORMATS.jpeg.type }), header: alone.header }
  )
}

/** The last resort where no engine works here: the file as it was chosen, when it fits. */
export async function sendOriginal(
  image: InspectedImage,
  { limits, keepMetadata }: PrepareContext,
): Promise<PreparedImage | undefined> {
  const whole = await original(image, keepMetadata === true)
  return whole && whole.blob.size <= limits.maxSize ? whole : undefined
}
