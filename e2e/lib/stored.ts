// What the storage really contains, according to independent readers: image-size, ExifTool, and the
// browser's decoder.
import { readFileSync, writeFileSync } from 'node:fs'
import type { Page, TestInfo } from '@playwright/test'
import { imageSize } from 'image-size'
import { exiftool, type Tags } from '../../test/support/exiftool.ts'
import type { Backend } from '../fixtures.ts'

export interface StoredImage {
  readonly key: string
  /** As it was sent. */
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** From image-size: format, and dimensions as a viewer shows them. */
  readonly format: string | undefined
  readonly width: number
  readonly height: number
  /** From ExifTool; keys are `group:tag`. */
  readonly tags: Tags
}

/** The one uploaded image; more or fewer are an error. (The service adds a JPEG for a HEIC.) */
export function storedImage(backend: Backend, info: TestInfo): StoredImage {
  const objects = [...backend.service.objects].filter(([key]) => backend.service.links.has(key))
  const [key, object] = objects[0] ?? []
  if (key === undefined || object === undefined || objects.length !== 1)
    throw new Error(`${objects.length} images were stored, not 1`)
  const file = info.outputPath('stored')
  writeFileSync(file, object.bytes)
  const [tags = {}] = exiftool([file])
  const { type: format, width, height, orientation = 1 } = imageSize(object.bytes)
  const turned = orientation > 4
  return {
    key,
    type: object.type,
    bytes: object.bytes,
    format,
    width: turned ? height : width,
    height: turned ? width : height,
    tags,
  }
}

/** All positions of a tag, in any group. */
export const tagsNamed = (tags: Tags, name: RegExp): string[] =>
  Object.keys(tags).filter((key) => name.test(key))

/**
 * Mean difference (0 to 255) of two images as the browser shows them, at 32 × 32. It is below 6 for
 * the same upright image, and higher if one is rotated or mirrored.
 */
export function differenceShown(page: Page, a: Uint8Array, b: Uint8Array): Promise<number> {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  return page.evaluate(
    async (images) => {
      const SIDE = 32
      const [first, second] = await Promise.all(
        images.map(async (encoded) => {
          const image = new Image()
          image.src = `data:;base64,${encoded}`
          await image.decode()
          const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d')
          if (context === null) throw new Error('no 2d context')
          context.imageSmoothingQuality = 'high'
          context.drawImage(image, 0, 0, SIDE, SIDE)
          return context.getImageData(0, 0, SIDE, SIDE).data
        }),
      )
      if (!first || !second) throw new Error('two images are needed')
      return (
        first.reduce((sum, value, i) => sum + Math.abs(value - (second[i] ?? 0)), 0) / first.length
      )
    },
    [base64(a), base64(b)],
  )
}

export const bytesOf = (path: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(readFileSync(path))
