/** The engines that the bench compares. Each takes the image that `open` read. */
import { inspect, load } from '../../src/core/image/inspect.js'
import { plan } from '../../src/core/image/plan.js'
import { runJob } from '../../src/core/prepare/run-job.js'
import { prepare, type PrepareContext } from '../../src/core/prepare/prepare.js'
import { DEFAULT_LIMITS } from '../../src/core/spec.js'
import type { InspectedImage, Plan } from '../../src/core/image/types.js'
import { heicDecoder } from '../../src/heic/index.js'

// Typed as CommonJS; bundlers take its ES module, whose default is the function itself.
const { default: library } = await import('browser-image-compression')
const imageCompression = typeof library === 'function' ? library : library.default
const QUALITY = 0.85
const never = new AbortController().signal
export const context: PrepareContext = {
  signal: never,
  limits: DEFAULT_LIMITS,
  compressor: 'native',
  heicDecoder,
}

export let image: InspectedImage
export let target: Plan

export async function fetched(file: string): Promise<File> {
  const response = await fetch(`/corpus/${file}`)
  if (!response.ok) throw new Error(`${file} is missing`)
  return new File([await response.arrayBuffer()], file.split('/').at(-1) ?? file)
}

/** Takes an image of the corpus for the calls that follow. */
export async function open(file: string, maxDimension = 2048): Promise<[number, number, number]> {
  const source = await fetched(file)
  const header = await inspect(source, context)
  image = await load(source, header, context)
  // A compressor of the host app gets every image that this browser can decode.
  const options = { quality: QUALITY, hex: '0', compressor: () => undefined }
  target = plan(image.header, image.source, { ...DEFAULT_LIMITS, maxDimension }, options)
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

export const engines: Record<string, () => Promise<Blob>> = {
  native: async () => (await prepare(image, target, context)).blob,
  /** Decodes also what the package rejects because it is too large for a browser. */
  decoded: async () => {
    const { format, codedWidth, codedHeight, width, height, orientation } = image.header
    const { maxSize, minWidth, minHeight } = context.limits
    const parts = {
      geometry: { format, codedWidth, codedHeight, width, height, orientation },
      target: {
        width: target.width,
        height: target.height,
        quality: QUALITY,
        maxSize,
        minWidth,
        minHeight,
      },
    }
    return (await runJob({ parts, open: () => image.blob }, context)) ?? new Blob()
  },
  mainThread: async () =>
    (await prepare(image, target, { ...context, createWorker: blocked })).blob,
  floor: () =>
    ask(floor, {
      file: image.blob,
      width: target.width,
      height: target.height,
      quality: QUALITY,
      ...geometry(),
    }),
  /** The worker script that `--proof` names. */
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
    imageCompression(new File([image.blob], 'image', { type: image.blob.type }), {
      useWebWorker: false,
      maxSizeMB: 5e6 / 1_048_576,
      maxWidthOrHeight: Math.max(target.width, target.height),
      initialQuality: QUALITY,
      fileType: 'image/jpeg',
    }),
  heicFloor: () => ask(heicFloor, { file: image.blob, max: 2048 }),
  heicTo: async () => {
    const path = '/heic-to.js'
    const { heicTo } = (await import(/* @vite-ignore */ path)) as {
      heicTo: (options: object) => Promise<ImageBitmap>
    }
    const bitmap = await heicTo({ blob: image.blob, type: 'bitmap' })
    const canvas = new OffscreenCanvas(target.width, target.height)
    const drawing = canvas.getContext('2d', { alpha: false })!
    drawing.imageSmoothingQuality = 'high'
    drawing.drawImage(bitmap, 0, 0, target.width, target.height)
    bitmap.close()
    return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY })
  },
}
