/** The engine for CMYK JPEGs with a colour profile: the same, with another decode. */
import { EngineError, type EngineJob } from '../engine/job.js'
import { run as runEngine } from '../engine/run.js'
import { decodeCmyk } from './decode.js'

/**
 * As the engine's `run`. A profile that cannot be read is `undecodable`: it would be so again on
 * the main thread.
 */
export const run = (
  job: EngineJob,
  onPreview: (preview: Blob) => void,
): Promise<Blob | undefined> =>
  runEngine(job, onPreview, async (from, to) => {
    try {
      return await decodeCmyk(from, to)
    } catch (error) {
      throw error instanceof RangeError ? new EngineError('undecodable', String(error)) : error
    }
  })
