// Small helpers of the scripts. Plain Node 20: they run before anything is installed.
import { spawn } from 'node:child_process'
import { delimiter, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The environment of every tool: the project's own Node and tools first, nothing phones home. */
export const toolEnv = () => ({
  ...process.env,
  CI: process.env.CI ?? '1',
  PATH: resolve(root, 'node_modules/.bin') + delimiter + (process.env.PATH ?? ''),
  STORYBOOK_DISABLE_TELEMETRY: '1',
})

/**
 * Runs a command; true if it went well. Nothing is read from stdin. Its output goes to the terminal as it comes, or with
 * `held`, for work beside other work, in one piece when it is over.
 */
export function run(command, args, { extraEnv, held = false, ...options } = {}) {
  const line = `$ ${command} ${args.join(' ')}`
  if (!held) console.log(line)
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', ...(held ? ['pipe', 'pipe'] : ['inherit', 'inherit'])],
      env: { ...toolEnv(), ...extraEnv },
      shell: process.platform === 'win32',
      ...options,
    })
    const output = []
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk))
    const end = (ok) => {
      if (held) console.log(`\n${line}\n${Buffer.concat(output).toString()}`)
      resolve(ok)
    }
    child.on('error', (error) => {
      console.log(error.message)
      end(false)
    })
    child.on('close', (code) => end(code === 0))
  })
}

export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`
