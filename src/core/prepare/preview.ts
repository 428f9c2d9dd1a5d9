/** A small upright image for the eye, never the large original. */
import { PREVIEW_MAX_SIDE } from '../spec.js'
import type { InspectedImage } from '../image/types.js'
import { runJob, type PendingJob } from './client.js'
import { decodeHeic } from './decodeHeic.js'
import { EngineError } from './engine/job.js'
import { within } from './engine/size.js'
import type { PreviewContext } from './prepare.js'

/** As soon as it is drawn: what is done for the next job must not hold it up. */
const drawn = (job: PendingJob, context: PreviewContext) =>
  new Promise<Blob | undefined>((resolve, reject) => {
    runJob(job, { ...context, onPreview: resolve }).then(() => resolve(undefined), reject)
  })

/**
 * Resolves with a JPEG, or `undefined` where this browser cannot draw the image. Rejects only with
 * the signal's reason.
 */
export async function drawPreview(
  image: InspectedImage,
  context: PreviewContext,
): Promise<Blob | undefined> {
  const { signal, createWorker, heicDecoder } = context
  const { format, codedWidth, codedHeight, width, height, orientation } = image.header
  const parts = {
    geometry: { format, codedWidth, codedHeight, width, height, orientation },
    previewSide: PREVIEW_MAX_SIDE,
  }
  const ways: PendingJob['open'][] = [() => image.bytes ?? image.blob]
  if (format === 'heic' && heicDecoder !== undefined)
    ways.push(() =>
      decodeHeic(heicDecoder, image.blob, { signal, ...within(image.header, PREVIEW_MAX_SIDE) }),
    )
  for (const open of ways) {
    try {
      return await drawn({ parts, open }, { signal, createWorker })
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof EngineError) || error.failure !== 'undecodable') return undefined
    }
  }
  return undefined
}
