/** From the file chooser's event to the uploader's decision, as an application would see it. */
import { ManagedUploader } from '../../src/core/uploader/managed-uploader.js'
import { idle } from './measured.js'

const DECODERS = ['createImageBitmap', 'ImageDecoder', 'Image', 'OffscreenCanvas'] as const

/**
 * Whatever decodes or draws meanwhile is counted; workers are counted as well, for they could
 * decode.
 */
export async function countingDecodes(work: () => Promise<void>): Promise<number> {
  let count = 0
  const counted = (original: object) =>
    new Proxy(original, {
      apply: (target, self, args) => (count++, Reflect.apply(target as never, self, args)),
      construct: (target, args) => (count++, Reflect.construct(target as never, args)),
    })
  const real = Object.fromEntries(
    [...DECODERS, 'Worker' as const].map((name) => [name, globalThis[name]]),
  )
  Object.assign(
    globalThis,
    Object.fromEntries(Object.entries(real).map(([name, original]) => [name, counted(original)])),
  )
  await work()
  Object.assign(globalThis, real)
  return count
}

/** Nothing is ever answered: the image only has to be judged. */
const uploader = new ManagedUploader({
  endpoint: '/never',
  autoUpload: false,
  fetch: () => new Promise(() => {}),
})
const input = document.querySelector('input')

/**
 * Waits for the next file that is chosen; `outcome`: the code it was rejected with, or `accepted`.
 */
export async function selection(): Promise<{ ms: number; decodes: number; outcome: string }> {
  const file = await new Promise<File>((resolve) => {
    input?.addEventListener('change', () => input.files?.[0] && resolve(input.files[0]), {
      once: true,
    })
  })
  let [ms, outcome] = [0, '']
  const decodes = await countingDecodes(async () => {
    const start = performance.now()
    await new Promise<void>((decided) => {
      const stop = uploader.subscribe(() => {
        const { status, rejection } = uploader.getSnapshot()
        if (status === 'checking') return
        ms = performance.now() - start
        outcome = rejection?.code ?? 'accepted'
        stop()
        decided()
      })
      uploader.select(file)
    })
    uploader.reset()
  })
  if (input) input.value = ''
  await idle()
  return { ms, decodes, outcome }
}
