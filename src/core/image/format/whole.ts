/** Reads a whole file in memory to the end of its image. */
import type { ImageHeader } from '../types.js'
import { memoryReader } from './bytes.js'
import { late, readImage, type Reading } from './index.js'

const loadEnding = late(() => import('./ending/index.js'))

/** Loads the code that finds an image's end before a file needs it. */
export const warmUpEnding = (): Promise<unknown> => loadEnding()

export interface WholeImage extends Reading {
  /**
   * The image alone: without what followed it, and with its end marker. The same buffer where
   * nothing had to change.
   */
  readonly bytes: ArrayBuffer
}

/**
 * Reads a file to the end of its image, by the image's own structure. The header says `truncated`
 * where the image is cut. A JPEG that ends with an end marker counts as complete here, because the
 * proof takes a walk over all of its data.
 * @throws UploadError `network` where the code for this file could not be loaded
 */
export async function readWhole(bytes: ArrayBuffer): Promise<WholeImage> {
  const reading = await readImage(memoryReader(bytes))
  const { header } = reading
  if (header === undefined || isComplete(header)) return { ...reading, bytes }
  const image = await (await loadEnding()).imageAlone(bytes, header)
  if (image === bytes) return { ...reading, bytes }
  return image
    ? { ...(await readImage(memoryReader(image))), bytes: image }
    : { ...reading, header: { ...header, truncated: true }, bytes }
}

const isComplete = ({ truncated, metadata }: ImageHeader): boolean =>
  !truncated && metadata.at(-1)?.kind !== 'trailer'
