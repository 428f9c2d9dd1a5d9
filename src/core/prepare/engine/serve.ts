/** The worker's side: runs jobs as the page sends them. */
import { EngineError, type EngineMessage, type EngineRequest } from './job.js'
import type { run as Run } from './run.js'

/** @param run the engine's `run`, for images with a CMYK profile another one */
export function serve(run: (...job: Parameters<typeof Run>) => ReturnType<typeof Run>): void {
  const respond = (message: EngineMessage | { ready: true }) => self.postMessage(message)
  self.onmessage = async ({ data: { id, job } }: MessageEvent<EngineRequest>) => {
    try {
      respond({ id, result: await run(job, (preview) => respond({ id, preview })) })
    } catch (error) {
      const failure = error instanceof EngineError ? error.failure : 'failed'
      respond({ id, failure, message: String(error) })
    }
  }
  respond({ ready: true })
}
