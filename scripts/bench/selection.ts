/** Measures from the file chooser's event to the uploader's decision, as a host app would. */
import { ManagedUploader } from '../../src/core/uploader/managed-uploader.js'
import { idle } from './measured.js'

const DECODERS = ['createImageBitmap', 'ImageDecoder', 'Image', 'OffscreenCanvas'] as const

/**
 * Counts the calls that decode or draw while `work` runs. Workers count as well, because they could
 * decode.
 */
export async function countingDecodes(work: () => Promise<void>): Promise<number> {
  let count = 0
  const counted = (original: object) =>
    new Proxy(original, {
      apply(target, self, args) {
        count++
        return Reflect.apply(target as never, self, args)
      },
      construct(target, args) {
        count++
        return Reflect.construct(target as never, args)
      },
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

/** The endpoint never responds: only the validation of the image is measured. */
const uploader = new ManagedUploader({
  endpoint: '/never',
  autoUpload: false,
  fetch: () => new Promise(() => {}),
})
const input = document.querySelector('input')

/** Waits for the next selected file. `outcome` is the code of the rejection, or `accepted`. */
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
