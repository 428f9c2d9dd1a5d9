/** The engine for JPEGs with a CMYK profile: the native engine with another decode. */
import { EngineError, type EngineJob } from '../engine/job.js'
import { run as runEngine } from '../engine/run.js'
import { decodeCmyk } from './decode.js'

/**
 * Does one job like the engine's `run`. A profile that cannot be read is `undecodable`, so that the
 * main thread does not try it again.
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
