/** The worker's whole script: jobs one after the other, as the page sends them. */
import { EngineError, type Reply, type Request } from './engine/job.js'
import { run } from './engine/run.js'

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
