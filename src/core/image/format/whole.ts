/** A whole file in memory: what it is, and the bytes of the image alone. */
import type { ImageHeader } from '../types.js'
import { memoryReader } from './bytes.js'
import { readImage, type Reading } from './index.js'
import { late } from './late.js'

const loadEnding = late(() => import('./ending/index.js'))

/** Loads the code that finds an image's end, before a file needs it. */
export const warmUpEnding = (): Promise<unknown> => loadEnding()

export interface WholeImage extends Reading {
  /**
   * Of the image: nothing follows it, and its end is written where it was missing. The same buffer
   * where nothing had to change.
   */
  readonly bytes: ArrayBuffer
}

/**
 * Reads a file to the end of its image, by the image's own structure. The header says `truncated`
 * where the image is cut. A JPEG whose last bytes are an end marker is believed here: to prove its
 * end takes a walk over all of its data. Rejects as `readImage` does, and with `network` where the
 * code that is needed could not be loaded.
 */
export async function readWhole(bytes: ArrayBuffer): Promise<WholeImage> {
  const reading = await readImage(memoryReader(bytes))
  const { header } = reading
  if (header === undefined || isComplete(header)) return { ...reading, bytes }
  const image = await (await loadEnding()).ended(bytes, header)
  if (image === bytes) return { ...reading, bytes }
  return image
    ? { ...(await readImage(memoryReader(image))), bytes: image }
    : { ...reading, header: { ...header, truncated: true }, bytes }
}

const isComplete = ({ truncated, metadata }: ImageHeader): boolean =>
  !truncated && metadata.at(-1)?.kind !== 'trailer'
