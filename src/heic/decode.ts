/** HEIC bytes to an upright sRGB bitmap. libheif applies `irot`, `imir` and `clap`, but no colour profile. */
import type { HeifImage, LoadLibrary } from './library.js'
import { readProfile, type Profile } from './profile.js'
import { convertToSrgb } from './srgb.js'

/** Rejects with `NoLibrary`, or with an `EncodingError` where the file holds no picture that can be decoded. */
export async function decodeHeic(image: Blob, load: LoadLibrary, wasmUrl: string | undefined): Promise<ImageBitmap> {
  const { HeifDecoder } = await load(wasmUrl)
  const bytes = await image.arrayBuffer()
  const pictures = new HeifDecoder().decode(bytes)
  try {
    // The first picture may be a thumbnail or one of a burst.
    const picture = pictures.find((candidate) => candidate.is_primary()) ?? pictures[0]
    if (picture === undefined) throw broken()
    return await toBitmap(picture, readProfile(bytes))
  } finally {
    for (const picture of pictures) picture.free()
  }
}

const broken = () => new DOMException('The HEIC picture cannot be decoded', 'EncodingError')

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
