/** Instances of the server in processes of their own, which flood their handlers together. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

export interface Flood {
  readonly port: number
  readonly instances: number
  readonly call: 'presigned-url' | 'complete'
  readonly seconds: number
  /** Length of the stalls of each event loop, at random times; 0 for none. */
  readonly stallMs: number
}

const INSTANCE = fileURLToPath(new URL('instance.mjs', import.meta.url))

/**
 * @returns when each call of each instance left, in ms of one clock
 * @throws Error if an instance ends with an error, for example for an unhandled rejection
 */
export const flood = (options: Flood): Promise<readonly (readonly number[])[]> =>
  Promise.all(
    Array.from({ length: options.instances }, async (_, index) => {
      // Both clients take part.
      const client = index % 2 === 0 ? 'ioredis' : 'redis'
      const program = spawn(process.execPath, [INSTANCE, JSON.stringify({ ...options, client })], {
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const [output, errors] = await Promise.all([
        text(program.stdout),
        text(program.stderr),
        once(program, 'exit'),
      ])
      if (program.exitCode !== 0) throw new Error(`an instance ended: ${errors}`)
      return (JSON.parse(output) as { times: number[] }).times
    }),
  )
