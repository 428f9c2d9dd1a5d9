/** Starts one server of `test/runtimes` as a process and reads its address from its output. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter } from 'node:path'
import { repositoryRoot } from '../support/tracked-files.js'
import type { Runtime } from './runtimes.js'

export interface ServerProcess {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  /** False once the process has ended. */
  isRunning(): boolean
  /** What the process wrote as errors. */
  errors(): string
  /** Ends the process and those that it started. */
  stop(): Promise<void>
}

const folder = `${repositoryRoot}test/runtimes`
const ADDRESS = /^http:\/\/127\.0\.0\.1:\d+$/m

/** @param app settings of the handler, as JSON */
export async function startServer({ name, program }: Runtime, app: string): Promise<ServerProcess> {
  if (!existsSync(`${repositoryRoot}dist/server/index.js`))
    throw new Error('The servers load the built package: run `npm run build` first.')
  const [command, ...args] = program
  const child = spawn(command, [...args, `servers/${name}.mjs`], {
    cwd: folder,
    // The group of the process includes those that it starts.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(app),
  })
  const kill = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // The group has ended.
    }
  }
  process.once('exit', kill)
  let [output, errors] = ['', '']
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const [address] = ADDRESS.exec(output) ?? []
      if (address !== undefined) resolve(address)
    })
    void closed.then(() => reject(new Error(`${name} did not start:\n${output}${errors}`)))
  })
  return {
    url,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    errors: () => errors,
    async stop() {
      kill()
      process.off('exit', kill)
      await closed
    },
  }
}

const environment = (app: string) => ({
  ...process.env,
  PATH: `${repositoryRoot}node_modules/.bin${delimiter}${process.env.PATH ?? ''}`,
  // Vitest sets `test`, for which frameworks change what they do.
  NODE_ENV: 'production',
  NEXT_TELEMETRY_DISABLED: '1',
  DENO_NO_UPDATE_CHECK: '1',
  APP: app,
})
