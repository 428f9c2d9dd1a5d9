/** The page that is measured; `bench-prepare.mjs` calls these functions one by one. */
import { UploadError } from '../../src/core/errors.js'
import { memoryReader } from '../../src/core/format/bytes.js'
import { readImage } from '../../src/core/format/index.js'
import { inspect, load } from '../../src/core/inspect.js'
import { plan } from '../../src/core/plan.js'
import { makePreview, prepare, type PrepareContext } from '../../src/core/prepare/index.js'
import { DEFAULT_LIMITS } from '../../src/core/spec.js'
import type { ImageHeader, InspectedImage, Plan } from '../../src/core/types.js'
import { validate } from '../../src/core/validate.js'
import { heicDecoder } from '../../src/heic/index.js'
import { pixelsOf, reference, ssim, zoneError, zonePlate } from './quality.js'

// Typed as CommonJS; bundlers take its ES module, whose default is the function itself.
const { default: library } = await import('browser-image-compression')
const imageCompression = typeof library === 'function' ? library : library.default
const QUALITY = 0.85
const never = new AbortController().signal
const context: PrepareContext = { signal: never, limits: DEFAULT_LIMITS, compressor: 'native', heicDecoder }

let image: InspectedImage
let target: Plan

async function fetched(file: string): Promise<File> {
  const response = await fetch(`/corpus/${file}`)
  if (!response.ok) throw new Error(`${file} is missing`)
  return new File([await response.arrayBuffer()], file.split('/').at(-1) ?? file)
}

/** Takes a picture of the corpus for the calls that follow. */
export async function open(file: string, maxDimension = 2048): Promise<[number, number, number]> {
  const source = await fetched(file)
  const header = await inspect(source, context)
  image = await load(source, header, context)
  target = plan(image.header, image.source, { ...DEFAULT_LIMITS, maxDimension }, { quality: QUALITY, hex: '0' })
  if (target.kind !== 'reencode') throw new Error(`${file} would not be re-encoded`)
  return [target.width, target.height, source.size]
}

const floor = new Worker(new URL('./floor.worker.ts', import.meta.url), { type: 'module' })
const heicFloor = new Worker(new URL('./heic-floor.worker.ts', import.meta.url), { type: 'module' })
let proof: Worker | undefined
let lastId = 0

function ask(worker: Worker, job: object): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const id = ++lastId
    worker.onmessage = ({ data }: MessageEvent<{ id: number; blob?: Blob; error?: string }>) => {
      if (data.id !== id) return
      if (data.blob) resolve(data.blob)
      else reject(new Error(data.error))
    }
    worker.postMessage({ id, ...job })
  })
}

const geometry = () => {
  const { codedWidth, codedHeight, width, height } = image.header
  return { coded: [codedWidth, codedHeight], shown: [width, height] }
}

const blocked = (): never => {
  throw new Error('no worker')
}

const engines: Record<string, () => Promise<Blob>> = {
  native: async () => (await prepare(image, target, context)).blob,
  mainThread: async () => (await prepare(image, target, { ...context, createWorker: blocked })).blob,
  floor: () => ask(floor, { file: image.blob, width: target.width, height: target.height, quality: QUALITY, ...geometry() }),
  /** A worker script from outside that speaks the protocol of `--proof`. */
  proof: () => {
    const { codedWidth: cw, codedHeight: ch, width: ow, height: oh } = image.header
    proof ??= new Worker('/proof.js')
    return ask(proof, {
      file: image.blob,
      type: image.blob.type,
      ow,
      oh,
      cw,
      ch,
      max: 2048,
      maxBytes: 5e6,
      out: 'image/jpeg',
      quality: QUALITY,
      background: '#fff',
    })
  },
  /** With the same quality, on the main thread. */
  library: () =>
    imageCompression(new File([image.blob], 'picture', { type: image.blob.type }), {
      useWebWorker: false,
      maxSizeMB: 5e6 / 1_048_576,
      maxWidthOrHeight: Math.max(target.width, target.height),
      initialQuality: QUALITY,
      fileType: 'image/jpeg',
    }),
  heicFloor: () => ask(heicFloor, { file: image.blob, max: 2048 }),
  heicTo: async () => {
    const path = '/heic-to.js'
    const { heicTo } = (await import(/* @vite-ignore */ path)) as { heicTo: (options: object) => Promise<ImageBitmap> }
    const bitmap = await heicTo({ blob: image.blob, type: 'bitmap' })
    const canvas = new OffscreenCanvas(target.width, target.height)
    const drawing = canvas.getContext('2d', { alpha: false })!
    drawing.imageSmoothingQuality = 'high'
    drawing.drawImage(bitmap, 0, 0, target.width, target.height)
    bitmap.close()
    return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY })
  },
}

const longTasks: number[] = []
new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })

const idle = (ms = 60) => new Promise((resolve) => setTimeout(resolve, ms))

interface Run {
  readonly ms: number
  readonly bytes: number
  /** The longest task of the main thread, where one was over 50 ms. */
  readonly longTask: number
  readonly frameGap: number
}

async function measured(work: () => Promise<Blob | undefined>): Promise<Run> {
  await idle()
  longTasks.length = 0
  let [frame, frameGap, watching] = [performance.now(), 0, true]
  const watch = () => {
    const now = performance.now()
    frameGap = Math.max(frameGap, now - frame)
    frame = now
    if (watching) requestAnimationFrame(watch)
  }
  requestAnimationFrame(watch)
  const start = performance.now()
  const blob = await work()
  const ms = performance.now() - start
  await idle()
  watching = false
  return { ms, bytes: blob?.size ?? 0, longTask: Math.max(0, ...longTasks), frameGap }
}

export const run = (engine: string): Promise<Run> => measured(engines[engine] ?? (() => Promise.reject(new Error(engine))))

export const preview = (): Promise<Run> => measured(() => makePreview(image, context))

/** Milliseconds from bytes in memory to a verdict, and the decodes it took. */
export async function verdict(file: string): Promise<{ ms: number[]; decodes: number; outcome: string }> {
  const source = await fetched(file)
  const bytes = await source.arrayBuffer()
  let [decodes, outcome] = [0, '']
  const real = { createImageBitmap: globalThis.createImageBitmap, ImageDecoder: globalThis.ImageDecoder, Image: globalThis.Image }
  const counting = () => {
    decodes++
    throw new Error('decoded')
  }
  Object.assign(globalThis, { createImageBitmap: counting, ImageDecoder: counting, Image: counting })
  const ms: number[] = []
  for (let i = 0; i < 9; i++) {
    await idle(0)
    const start = performance.now()
    const { header } = await readImage(memoryReader(bytes))
    outcome = judged(header, source)
    ms.push(performance.now() - start)
  }
  Object.assign(globalThis, real)
  return { ms, decodes, outcome }
}

function judged(header: ImageHeader | undefined, { name, type, size: bytes }: File): string {
  if (header === undefined) return 'no picture'
  try {
    validate(header, { name, type, bytes }, DEFAULT_LIMITS)
    return plan(header, { name, type, bytes }, DEFAULT_LIMITS, { hex: '0' }).kind
  } catch (error) {
    return error instanceof UploadError ? error.code : String(error)
  }
}

/** SSIM of both engines against a Lanczos reference at the planned size. */
export async function quality(): Promise<{ native: number; library: number }> {
  const ideal = reference(await pixelsOf(image.blob), target.width, target.height)
  const of = async (engine: string) => ssim(await pixelsOf((await engines[engine]?.()) ?? new Blob()), ideal)
  return { native: await of('native'), library: await of('library') }
}

export async function aliasing(): Promise<Record<string, number>> {
  const errors: Record<string, number> = {}
  for (const type of ['image/png', 'image/jpeg']) {
    const source = new File([await zonePlate(type)], 'plate')
    image = await load(source, await inspect(source, context), context)
    for (const side of [256, 512]) {
      target = { kind: 'reencode', format: 'jpeg', type: 'image/jpeg', fileName: 'q', width: side, height: side, quality: 1 }
      const { blob } = await prepare(image, target, { ...context, quality: 1 })
      errors[`${type} / ${2048 / side}`] = zoneError(await pixelsOf(blob))
    }
  }
  target = { kind: 'reencode', format: 'jpeg', type: 'image/jpeg', fileName: 'q', width: 256, height: 256, quality: 1 }
  errors['browser-image-compression / 8'] = zoneError(
    await pixelsOf((await prepare(image, target, { ...context, quality: 1, compressor: 'browser-image-compression' })).blob),
  )
  return errors
}

Object.assign(globalThis, { bench: { open, run, preview, verdict, quality, aliasing } })
