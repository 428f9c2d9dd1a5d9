/** The worker's side: jobs one after the other, as the page sends them. */
import { EngineError, type Reply, type Request } from './job.js'
import type { run as Run } from './run.js'

export function serve(run: (...job: Parameters<typeof Run>) => ReturnType<typeof Run>): void {
  const reply = (message: Reply) => self.postMessage(message)
  self.onmessage = async ({ data: { id, job } }: MessageEvent<Request>) => {
    try {
      reply({ id, result: await run(job, (preview) => reply({ id, preview })) })
    } catch (error) {
      const failure = error instanceof EngineError ? error.failure : 'failed'
      reply({ id, failure, message: String(error) })
    }
  }
  reply({ ready: true })
}
