/** A small upright picture for the eye, never the large original. */
import { PREVIEW_MAX_SIDE } from '../spec.js'
import type { InspectedImage } from '../types.js'
import { runJob } from './client.js'
import { decodeHeic } from './decodeHeic.js'
import { EngineError, type EngineJob } from './engine/job.js'
import { within } from './engine/size.js'
import type { PreviewContext } from './index.js'

/** Resolves with a JPEG, or `undefined` where this browser cannot draw the picture. Rejects only with the signal's reason. */
export async function drawPreview(image: InspectedImage, context: PreviewContext): Promise<Blob | undefined> {
  const { signal, createWorker, heicDecoder } = context
  const { format, codedWidth, codedHeight, width, height, orientation } = image.header
  const parts = { geometry: { format, codedWidth, codedHeight, width, height, orientation }, previewSide: PREVIEW_MAX_SIDE }
  const ways: (() => Promise<EngineJob['source']>)[] = [() => Promise.resolve(image.bytes ?? image.blob)]
  if (format === 'heic' && heicDecoder !== undefined)
    ways.push(() => decodeHeic(heicDecoder, image.blob, { signal, ...within(image.header, PREVIEW_MAX_SIDE) }))
  for (const open of ways) {
    let preview: Blob | undefined
    try {
      await runJob({ parts, open }, { signal, createWorker, onPreview: (blob) => (preview = blob) })
      return preview
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof EngineError) || error.failure !== 'undecodable') return undefined
    }
  }
  return undefined
}
