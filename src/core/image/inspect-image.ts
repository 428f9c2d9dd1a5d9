/** `inspectImage`: the checks of an upload without the upload. */
import { inspect, load } from './inspect.js'
import { FORMATS, resolveLimits } from '../spec.js'
import type { Limits } from '../spec.js'
import { fileInfoOf } from './file-info.js'
import type { ImageHeader, ImageInfo } from './types.js'
import { validate } from './validate.js'

/** The public part of a header. `bytes` is the size of the file. */
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
 * Reads format, dimensions and orientation of an image by its content, without decoding it, and
 * validates it like an upload.
 * @param file the image; its name and type are not trusted
 * @param limits each one that is missing is the service's own
 * @returns what the image is
 * @throws UploadError the rejection that an upload of this file would end with
 * @example
 * try {
 *   const { width, height } = await inspectImage(file)
 * } catch (error) {
 *   if (isUploadError(error)) console.log(error.code)
 * }
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
