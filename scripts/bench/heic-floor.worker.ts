/**
 * The least work for HEIC: libheif decodes, one draw, one encode, in a worker that is already
 * running.
 */
import factory from 'libheif-js/libheif-wasm/libheif-bundle.mjs'
import type { Libheif } from '../../src/heic/library.js'

let library: Libheif | Promise<Libheif> | undefined

self.onmessage = async ({
  data: { id, file, max },
}: MessageEvent<{ id: number; file: Blob; max: number }>) => {
  try {
    const { HeifDecoder } = await (library ??= factory() as Libheif | Promise<Libheif>)
    const images = new HeifDecoder().decode(await file.arrayBuffer())
    const image = images.find((one) => one.is_primary())!
    const pixels = new ImageData(image.get_width(), image.get_height())
    await new Promise((resolve) => image.display(pixels, resolve))
    for (const one of images) one.free()
    const scale = Math.min(1, max / Math.max(pixels.width, pixels.height))
    const canvas = new OffscreenCanvas(
      Math.round(pixels.width * scale),
      Math.round(pixels.height * scale),
    )
    const context = canvas.getContext('2d', { alpha: false })!
    context.imageSmoothingQuality = 'high'
    const bitmap = await createImageBitmap(pixels)
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    bitmap.close()
    self.postMessage({
      id,
      blob: await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 }),
    })
  } catch (error) {
    self.postMessage({ id, error: String(error) })
  }
}
