/**
 * Decodes a HEIC to an upright sRGB bitmap. libheif applies `irot`, `imir`, `clap` and the YCbCr
 * matrix, but no colour profile; the profile is applied here.
 */
import { release } from '../core/prepare/engine/canvas.js'
import { scale } from '../core/prepare/engine/scale.js'
import type { Dimensions } from '../core/prepare/engine/dimensions.js'
import type { HeifImage, Libheif, LoadLibrary } from './library.js'
import { readProfile, type MatrixProfile, type Profile } from './profile.js'
import { convertToSrgb, toSrgb } from './srgb.js'

/** What the page asks for; `postMessage` takes it. */
export interface HeicJob {
  readonly image: Blob
  /** Absolute. */
  readonly wasmUrl?: string | undefined
  /**
   * A larger image is scaled to these, because a bitmap of 24 megapixels means 98 MB to pass
   * between threads.
   */
  readonly dimensions?: Dimensions | undefined
}

/**
 * Decodes a HEIC.
 * @throws NoLibrary, or an `EncodingError` where the file has no image that libheif can decode
 */
export async function decodeHeic(
  { image, wasmUrl, dimensions }: HeicJob,
  load: LoadLibrary,
): Promise<ImageBitmap> {
  const library = await load(wasmUrl)
  const bytes = await image.arrayBuffer()
  const images = new library.HeifDecoder().decode(bytes)
  try {
    // The first image may be a thumbnail, or another image of a burst.
    const decoded = images.find((candidate) => candidate.is_primary()) ?? images[0]
    if (decoded === undefined) throw broken()
    return resized(await toBitmap(library, decoded, readProfile(bytes)), dimensions)
  } finally {
    for (const decoded of images) decoded.free()
  }
}

const broken = () => new DOMException('The HEIC image cannot be decoded', 'EncodingError')

async function resized(bitmap: ImageBitmap, to: Dimensions | undefined): Promise<ImageBitmap> {
  const { width, height } = bitmap
  if (to === undefined || width <= to.width || height <= to.height) return bitmap
  const canvas = scale({ pixels: bitmap, width, height, turn: 1 }, to)
  bitmap.close()
  const small =
    'transferToImageBitmap' in canvas
      ? canvas.transferToImageBitmap()
      : await createImageBitmap(canvas)
  release(canvas)
  return small
}

async function toBitmap(
  library: Libheif,
  image: HeifImage,
  profile: Profile,
): Promise<ImageBitmap> {
  const deep =
    typeof profile === 'object' ? await convertedDeep(library, image, profile) : undefined
  return createImageBitmap(deep ?? (await convertedFlat(image, profile)))
}

/**
 * Converts from all bits of the image: from 8 bits of PQ, one colour in a hundred is wrong by more
 * than 14 levels. `undefined` where the image has an alpha channel, which would double libheif's
 * memory, or where libheif fails.
 */
async function convertedDeep(
  library: Libheif,
  image: HeifImage,
  profile: MatrixProfile,
): Promise<ImageData | undefined> {
  if (image.has_alpha_channel()) return undefined
  const { heif_colorspace: space, heif_chroma: chroma } = library
  const decoded = await library.heif_js_decode_image2(
    image.handle,
    space.heif_colorspace_RGB,
    chroma.heif_chroma_interleaved_RRGGBB_LE,
  )
  const channel = decoded.channels?.[0]
  if (channel === undefined) return undefined
  const { data, width, height, stride, bits_per_pixel: bits } = channel
  try {
    const target = new ImageData(width, height)
    const convert = toSrgb(profile, 2 ** bits - 1)
    for (let row = 0; row < height; row++) {
      const stored = new Uint16Array(data.buffer, data.byteOffset + row * stride, width * 3)
      convert(stored, target.data.subarray(row * width * 4), 3)
    }
    return target
  } finally {
    library.heif_image_release(decoded.image)
  }
}

/** Converts from 8 bits. */
async function convertedFlat(image: HeifImage, profile: Profile): Promise<ImageData> {
  const [width, height] = [image.get_width(), image.get_height()]
  const wide = profile === 'display-p3' ? wideImageData(width, height) : undefined
  const target = wide ?? new ImageData(width, height)
  const filled = await new Promise<ImageData | null>((resolve) => image.display(target, resolve))
  if (filled === null) throw broken()
  if (profile !== 'srgb' && wide === undefined) convertToSrgb(filled.data, profile)
  return filled
}

/**
 * Image data that the browser itself converts from Display P3. `undefined` where it cannot: Firefox
 * throws at the third argument, others ignore it.
 */
function wideImageData(width: number, height: number): ImageData | undefined {
  try {
    const wide = new ImageData(width, height, { colorSpace: 'display-p3' })
    return wide.colorSpace === 'display-p3' ? wide : undefined
  } catch {
    return undefined
  }
}
