/** What an image is, by content: the checks of an upload without the upload. */
import { inspect, load } from './inspect.js'
import { FORMATS, resolveLimits } from '../spec.js'
import type { Limits } from '../spec.js'
import { fileInfoOf } from './file-info.js'
import type { ImageHeader, ImageInfo } from './types.js'
import { validate } from './validate.js'

/** `width` and `height` as a viewer shows them; `bytes` of the file. */
export const infoOf = (
  { format, width, height, orientation, alpha, animated }: ImageHeader,
  bytes: number,
): ImageInfo => ({
  format,
  type: FORMATS[format].type,
  width,
  height,
  orientation,
  alpha,
  animated,
  bytes,
})

/**
 * Reads format, size and orientation of an image without decoding it.
 * Rejects with the `UploadError` that an upload of this file would be rejected with; `limits`
 * default to the service's.
 */
export async function inspectImage(
  file: Blob,
  limits: { readonly [K in keyof Limits]?: Limits[K] | undefined } = {},
): Promise<ImageInfo> {
  const options = { limits: resolveLimits(limits), signal: new AbortController().signal }
  const header = await inspect(file, options)
  validate(header, fileInfoOf(file), options.limits)
  const image = await load(file, header, options)
  return infoOf(image.header, file.size)
}
