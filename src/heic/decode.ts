/** HEIC bytes to an upright sRGB bitmap. libheif applies `irot`, `imir` and `clap`, but no colour profile. */
import { release } from '../core/prepare/engine/canvas.js'
import { scale } from '../core/prepare/engine/scale.js'
import type { Size } from '../core/prepare/engine/size.js'
import type { HeifImage, LoadLibrary } from './library.js'
import { readProfile, type Profile } from './profile.js'
import { convertToSrgb } from './srgb.js'

export interface HeicOrder {
  readonly image: Blob
  readonly wasmUrl?: string | undefined
  /** A larger picture is scaled down to this: a bitmap of 24 MP is 98 MB to be handed from thread to thread. */
  readonly size?: Size | undefined
}

/** Rejects with `NoLibrary`, or with an `EncodingError` where the file holds no picture that can be decoded. */
export async function decodeHeic({ image, wasmUrl, size }: HeicOrder, load: LoadLibrary): Promise<ImageBitmap> {
  const { HeifDecoder } = await load(wasmUrl)
  const bytes = await image.arrayBuffer()
  const pictures = new HeifDecoder().decode(bytes)
  try {
    // The first picture may be a thumbnail or one of a burst.
    const picture = pictures.find((candidate) => candidate.is_primary()) ?? pictures[0]
    if (picture === undefined) throw broken()
    return reduced(await toBitmap(picture, readProfile(bytes)), size)
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

async function toBitmap(picture: HeifImage, profile: Profile): Promise<ImageBitmap> {
  const [width, height] = [picture.get_width(), picture.get_height()]
  const wide = profile === 'display-p3' ? wideImageData(width, height) : undefined
  const target = wide ?? new ImageData(width, height)
  const filled = await new Promise<ImageData | null>((resolve) => picture.display(target, resolve))
  if (filled === null) throw broken()
  if (profile !== 'srgb' && wide === undefined) convertToSrgb(filled.data, profile)
  return createImageBitmap(filled)
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
