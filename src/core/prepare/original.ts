/** Bytes that are sent without a decode. */
import { scrub } from '../scrub.js'
import type { InspectedImage, PreparedImage } from '../types.js'
import type { PrepareContext } from './index.js'

const described = (blob: Blob, { header: { format, width, height } }: InspectedImage): PreparedImage => ({ blob, format, width, height })

/** The file without its metadata. */
export const scrubbed = async (image: InspectedImage): Promise<PreparedImage> => described(await scrub(image.blob, image.header), image)

/** The last resort where no engine works here: the file as it was chosen, when it fits. */
export async function sendOriginal(image: InspectedImage, { limits, keepMetadata }: PrepareContext): Promise<PreparedImage | undefined> {
  const original = keepMetadata === true ? described(image.blob, image) : await scrubbed(image)
  return original.blob.size <= limits.maxSize ? original : undefined
}
