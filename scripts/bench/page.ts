/** Runs in the measured page. `bench-prepare.mjs` calls these functions one by one. */
import { UploadError } from '../../src/core/errors.js'
import { memoryReader, type ByteReader } from '../../src/core/image/format/bytes.js'
import { readImage } from '../../src/core/image/format/index.js'
import { inspect, load } from '../../src/core/image/inspect.js'
import { plan } from '../../src/core/image/plan.js'
import { makePreview, prepare } from '../../src/core/prepare/prepare.js'
import { DEFAULT_LIMITS } from '../../src/core/spec.js'
import type { ImageHeader, Plan } from '../../src/core/image/types.js'
import { validate } from '../../src/core/image/validate.js'
import { selection, countingDecodes } from './selection.js'
import { context, engines, fetched, image, open, target } from './engines.js'
import { idle, measured, type Run } from './measured.js'
import { pixelsOf, reference, ssim, zoneError, zonePlate } from './quality.js'

export const run = (engine: string): Promise<Run> =>
  measured(engines[engine] ?? (() => Promise.reject(new Error(engine))))

export const preview = (): Promise<Run> => measured(() => makePreview(image, context))

/**
 * Milliseconds from bytes in memory to a result by the header, and to one by the whole file; and
 * the decodes both took.
 */
export async function result(
  file: string,
): Promise<{ header: number[]; whole: number[]; decodes: number }> {
  const source = await fetched(file)
  const bytes = await source.arrayBuffer()
  const [header, whole]: [number[], number[]] = [[], []]
  const decodes = await countingDecodes(async () => {
    for (let i = 0; i < 9; i++) {
      header.push(await validated(memoryReader(bytes, false), source))
      whole.push(await validated(memoryReader(bytes), source))
    }
  })
  return { header, whole, decodes }
}

async function validated(reader: ByteReader, source: File): Promise<number> {
  await idle(0)
  const start = performance.now()
  const { header } = await readImage(reader)
  validateHeader(header, source)
  return performance.now() - start
}

function validateHeader(header: ImageHeader | undefined, { name, type, size: bytes }: File): void {
  if (header === undefined) return
  try {
    validate(header, { name, type, bytes }, DEFAULT_LIMITS)
    plan(header, { name, type, bytes }, DEFAULT_LIMITS, { hex: '0' })
  } catch (error) {
    if (!(error instanceof UploadError)) throw error
  }
}

/** SSIM of both engines against a Lanczos reference at the planned size. */
export async function quality(): Promise<{ native: number; library: number }> {
  const ideal = reference(await pixelsOf(image.blob), target.width, target.height)
  const of = async (engine: string) =>
    ssim(await pixelsOf((await engines[engine]?.()) ?? new Blob()), ideal)
  return { native: await of('native'), library: await of('library') }
}

export async function aliasing(): Promise<Record<string, number>> {
  const errors: Record<string, number> = {}
  for (const type of ['image/png', 'image/jpeg']) {
    const source = new File([await zonePlate(type)], 'plate')
    const plate = await load(source, await inspect(source, context), context)
    const reduced = async (side: number, compressor: 'native' | 'browser-image-compression') => {
      const smaller: Plan = {
        kind: 'reencode',
        format: 'jpeg',
        type: 'image/jpeg',
        fileName: 'q',
        width: side,
        height: side,
        quality: 1,
      }
      const { blob } = await prepare(plate, smaller, { ...context, compressor })
      return zoneError(await pixelsOf(blob))
    }
    for (const side of [256, 512])
      errors[`${type} / ${2048 / side}`] = await reduced(side, 'native')
    if (type === 'image/jpeg')
      errors['browser-image-compression / 8'] = await reduced(256, 'browser-image-compression')
  }
  return errors
}

/** A JPEG of these dimensions, filled with copies of an image of the corpus, in base64. */
export async function tiled(file: string, width: number, height: number): Promise<string> {
  const tile = await createImageBitmap(await fetched(file))
  const canvas = new OffscreenCanvas(width, height)
  const drawing = canvas.getContext('2d', { alpha: false })!
  for (let y = 0; y < height; y += tile.height)
    for (let x = 0; x < width; x += tile.width) drawing.drawImage(tile, x, y)
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })
  // TypeScript's types do not have it yet.
  const bytes = new Uint8Array(await blob.arrayBuffer()) as Uint8Array & { toBase64(): string }
  return bytes.toBase64()
}

Object.assign(globalThis, {
  bench: { open, run, preview, result, selection, quality, aliasing, tiled },
})
