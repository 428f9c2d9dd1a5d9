/** Draws a small upright preview, so that a page never displays the large original. */
import { PREVIEW_MAX_SIDE } from '../spec.js'
import type { InspectedImage } from '../image/types.js'
import { runJob, type PendingJob } from './run-job.js'
import { decodeHeic } from './decode-heic.js'
import { EngineError } from './engine/job.js'
import { within } from './engine/dimensions.js'
import type { PreviewContext } from './prepare.js'

/** Resolves as soon as the preview is drawn, before the worker has finished the job. */
const drawn = (job: PendingJob, context: PreviewContext) =>
  new Promise<Blob | undefined>((resolve, reject) => {
    runJob(job, { ...context, onPreview: resolve }).then(() => resolve(undefined), reject)
  })

/**
 * Draws a preview: with the browser's decoder, and for a HEIC then with the host app's.
 * @returns a JPEG, or `undefined` where this browser cannot draw the image
 * @throws only the signal's reason
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
  const sources: PendingJob['open'][] = [() => image.bytes ?? image.blob]
  if (format === 'heic' && heicDecoder !== undefined)
    sources.push(() =>
      decodeHeic(heicDecoder, image.blob, { signal, ...within(image.header, PREVIEW_MAX_SIDE) }),
    )
  for (const open of sources) {
    try {
      return await drawn({ parts, open }, { signal, createWorker })
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof EngineError) || error.failure !== 'undecodable') return undefined
    }
  }
  return undefined
}
