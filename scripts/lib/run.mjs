// Small helpers of the scripts. They run in Node 20 before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { delimiter, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * The environment of every tool: the project's Node and tools come first in PATH, and telemetry is
 * off.
 */
export const toolEnv = () => ({
  ...process.env,
  CI: process.env.CI ?? '1',
  PATH: resolve(root, 'node_modules/.bin') + delimiter + (process.env.PATH ?? ''),
  STORYBOOK_DISABLE_TELEMETRY: '1',
  NEXT_TELEMETRY_DISABLED: '1',
})

/**
 * Runs a command with its output on the terminal. Returns true if it succeeded. The command gets no
 * input.
 */
export function run(command, args, { extraEnv, ...options } = {}) {
  console.log(`$ ${command} ${args.join(' ')}`)
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...toolEnv(), ...extraEnv },
    shell: process.platform === 'win32',
    ...options,
  })
  if (done.error) console.log(done.error.message)
  return done.status === 0
}

/**
 * Runs a command at the same time as others. Passes its output to `print`, and resolves when it has
 * ended.
 */
export function runAside(command, args, { print, extraEnv }) {
  print(`$ ${command} ${args.join(' ')}\n`)
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...toolEnv(), ...extraEnv },
      shell: process.platform === 'win32',
    })
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', print)
    child.on('error', (error) => print(`${error.message}\n`))
    child.on('close', (status) => resolve(status === 0))
  })
}

export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`
