/** Bytes that are sent without a decode. */
import { memoryReader } from '../format/bytes.js'
import { readImage } from '../format/index.js'
import { scrub } from '../scrub.js'
import type { InspectedImage, PreparedImage } from '../types.js'
import type { PrepareContext } from './index.js'

const described = (blob: Blob, { header: { format, width, height } }: InspectedImage): PreparedImage => ({ blob, format, width, height })

/** The file without its metadata. */
export const scrubbed = async (image: InspectedImage): Promise<PreparedImage> => described(await scrub(image.blob, image.header), image)

/** The last resort where no engine works here: the file as it was chosen, when it fits. */
export async function sendOriginal(image: InspectedImage, { limits, keepMetadata }: PrepareContext): Promise<PreparedImage | undefined> {
  const original = keepMetadata === true ? described(image.blob, image) : await scrubbed(await readAnew(image))
  return original.blob.size <= limits.maxSize ? original : undefined
}

/** Nobody expected to send it: the list of its metadata may end with the picture's size. */
async function readAnew(image: InspectedImage): Promise<InspectedImage> {
  const { header = image.header } = await readImage(memoryReader(await image.blob.arrayBuffer()))
  return { ...image, header }
}
