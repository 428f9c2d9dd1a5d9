/** Prepares an image without decoding it: the bytes of its file are sent. */
import { memoryReader } from '../image/format/bytes.js'
import { imageAlone } from '../image/format/ending/index.js'
import { readImage } from '../image/format/index.js'
import { withOneOrientation } from '../image/strip/one-orientation.js'
import { strip } from '../image/strip/index.js'
import { FORMATS } from '../spec.js'
import type { InspectedImage } from '../image/types.js'
import type { PreparedImage } from './types.js'
import type { PrepareContext } from './prepare.js'

/**
 * Takes the image's own bytes, without anything that follows the image in the file.
 * @param keepsMetadata false: the metadata is stripped; true: it stays, with one orientation
 * @returns nothing where a damaged image hides its end
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
  const stripped = await (keepsMetadata
    ? withOneOrientation(blob, header)
    : strip(blob, header, image.source.name))
  return { blob: stripped, format, width, height }
}

/**
 * Finds the end of a JPEG by walking its data. Its metadata list may be incomplete if it was to be
 * re-encoded, so its header is read again; and an end marker in the last bytes may belong to
 * something that follows an image without one.
 */
async function jpegAlone(blob: Blob): Promise<Pick<InspectedImage, 'blob' | 'header'> | undefined> {
  const bytes = await blob.arrayBuffer()
  const { header } = await readImage(memoryReader(bytes))
  const image = header && (await imageAlone(bytes, header))
  if (image === undefined || image === bytes) return image && header && { blob, header }
  const alone = await readImage(memoryReader(image))
  return (
    alone.header && { blob: new Blob([image], { type: FORMATS.jpeg.type }), header: alone.header }
  )
}

/** Where no engine works: sends the file as the user selected it, if it fits `maxSize`. */
export async function sendOriginal(
  image: InspectedImage,
  { limits, keepMetadata }: PrepareContext,
): Promise<PreparedImage | undefined> {
  const whole = await original(image, keepMetadata === true)
  return whole && whole.blob.size <= limits.maxSize ? whole : undefined
}
