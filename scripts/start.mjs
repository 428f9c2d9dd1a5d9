// `npm start`: installs the packages if they are missing, then starts Storybook with a live backend
// in the same process. Arguments are passed to Storybook.
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root, toolEnv } from './lib/run.mjs'

const setup = spawnSync(process.execPath, ['scripts/setup.mjs', '--packages-only'], {
  cwd: root,
  stdio: 'inherit',
})
if (setup.status !== 0) process.exit(1)

const node = join(root, 'node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
const storybook = join(root, 'node_modules/storybook/dist/bin/dispatcher.js')
const args = [storybook, 'dev', '--port', '6006', '--ci', ...process.argv.slice(2)]
const child = spawn(node, args, {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: toolEnv(),
  shell: process.platform === 'win32',
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 0))
