/**
 * `next start` of the app in `next`, which `next build` has built. Next does not pass on the host
 * of a request, so the relay gets its public address, and the port is chosen here.
 */
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { announce } from '../app.mjs'

const path = (name) => fileURLToPath(new URL(name, import.meta.url))
const probe = createServer().listen(0, '127.0.0.1', () => {
  const { port } = probe.address()
  probe.close(() => start(String(port)))
})

function start(port) {
  const next = path('../node_modules/next/dist/bin/next')
  const child = spawn(
    process.execPath,
    [next, 'start', path('next'), '-H', '127.0.0.1', '-p', port],
    {
      env: { ...process.env, PUBLIC_URL: `http://127.0.0.1:${port}/api/relay` },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let isReady = false
  child.stdout.setEncoding('utf8').on('data', (text) => {
    if (!isReady && text.includes('Ready')) {
      isReady = true
      announce(port)
    }
  })
  child.on('exit', (code) => process.exit(code ?? 1))
}
