// Serves the bench page, built as an application would build it, and the images.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { mkdtempSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' }

/** `extra`: files by URL path. Resolves with the address and a function that ends it. */
export async function serve(corpus, extra) {
  const outDir = mkdtempSync(join(tmpdir(), 'bench-'))
  const root = fileURLToPath(new URL('.', import.meta.url))
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2022' },
  })
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://bench').pathname))
    const inside = path.startsWith('/corpus/')
      ? join(corpus, path.slice(8))
      : join(outDir, path === '/' ? 'index.html' : path)
    const file = extra[path] ?? inside
    const found = existsSync(file) && statSync(file).isFile()
    response.writeHead(found ? 200 : 404, {
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    })
    if (found) createReadStream(file).pipe(response)
    else response.end()
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.close()
    server.closeAllConnections()
    rmSync(outDir, { recursive: true, force: true })
  }
  return { url: `http://127.0.0.1:${server.address().port}/`, close }
}
