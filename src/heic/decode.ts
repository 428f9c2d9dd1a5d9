/** HEIC bytes to an upright sRGB bitmap. libheif applies `irot`, `imir`, `clap` and the matrix of YCbCr, but no colour profile. */
import { release } from '../core/prepare/engine/canvas.js'
import { scale } from '../core/prepare/engine/scale.js'
import type { Size } from '../core/prepare/engine/size.js'
import type { HeifImage, Libheif, LoadLibrary } from './library.js'
import { readProfile, type MatrixProfile, type Profile } from './profile.js'
import { convertToSrgb, toSrgb } from './srgb.js'

export interface HeicOrder {
  readonly image: Blob
  readonly wasmUrl?: string | undefined
  /** A larger picture is scaled down to this: a bitmap of 24 MP is 98 MB to be handed from thread to thread. */
  readonly size?: Size | undefined
}

/** Rejects with `NoLibrary`, or with an `EncodingError` where the file holds no picture that can be decoded. */
export async function decodeHeic({ image, wasmUrl, size }: HeicOrder, load: LoadLibrary): Promise<ImageBitmap> {
  const library = await load(wasmUrl)
  const bytes = await image.arrayBuffer()
  const pictures = new library.HeifDecoder().decode(bytes)
  try {
    // The first picture may be a thumbnail or one of a burst.
    const picture = pictures.find((candidate) => candidate.is_primary()) ?? pictures[0]
    if (picture === undefined) throw broken()
    return reduced(await toBitmap(library, picture, readProfile(bytes)), size)
  } finally {
    for (const picture of pictures) picture.free()
  }
}

const broken = () => new DOMException('The HEIC picture cannot be decoded', 'EncodingError')

async function reduced(bitmap: ImageBitmap, size: Size | undefined): Promise<ImageBitmap> {
  const { width, height } = bitmap
  if (size === undefined || width <= size.width || height <= size.height) return bitmap
  const canvas = scale({ pixels: bitmap, width, height, turn: 1 }, size)
  bitmap.close()
  const small = 'transferToImageBitmap' in canvas ? canvas.transferToImageBitmap() : await createImageBitmap(canvas)
  release(canvas)
  return small
}

async function toBitmap(library: Libheif, picture: HeifImage, profile: Profile): Promise<ImageBitmap> {
  const deep = typeof profile === 'object' ? await convertedDeep(library, picture, profile) : undefined
  return createImageBitmap(deep ?? (await convertedFlat(picture, profile)))
}

/**
 * From all the bits that the picture has: from 8 bits of PQ, one colour in a hundred is more than 14 levels off. `undefined`
 * where it has an alpha channel, which would double libheif's memory, or where libheif fails.
 */
async function convertedDeep(library: Libheif, picture: HeifImage, profile: MatrixProfile): Promise<ImageData | undefined> {
  if (picture.has_alpha_channel()) return undefined
  const { heif_colorspace: space, heif_chroma: chroma } = library
  const decoded = await library.heif_js_decode_image2(picture.handle, space.heif_colorspace_RGB, chroma.heif_chroma_interleaved_RRGGBB_LE)
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

async function convertedFlat(picture: HeifImage, profile: Profile): Promise<ImageData> {
  const [width, height] = [picture.get_width(), picture.get_height()]
  const wide = profile === 'display-p3' ? wideImageData(width, height) : undefined
  const target = wide ?? new ImageData(width, height)
  const filled = await new Promise<ImageData | null>((resolve) => picture.display(target, resolve))
  if (filled === null) throw broken()
  if (profile !== 'srgb' && wide === undefined) convertToSrgb(filled.data, profile)
  return filled
}

/** For the browser to convert, where it can: Firefox throws at a third argument, others ignore it. */
function wideImageData(width: number, height: number): ImageData | undefined {
  try {
    const wide = new ImageData(width, height, { colorSpace: 'display-p3' })
    return wide.colorSpace === 'display-p3' ? wide : undefined
  } catch {
    return undefined
  }
}
