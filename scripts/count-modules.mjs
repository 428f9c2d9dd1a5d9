// `node scripts/count-modules.mjs [checkout]`: how many modules of `src` a file passes from drop to
// asset. A JPEG that has to be re-encoded is dropped in Chromium on the component, served from the
// sources by Vite; a module counts if one of its functions is called between the drop and the
// asset, on the page or in a worker (V8's precise coverage). The second of two drops is counted, so
// that what a module does while it is loaded does not. `checkout` names another copy of the
// repository.
import { join, resolve } from 'node:path'
import { chromium } from '@playwright/test'
import react from '@vitejs/plugin-react'
import { createServer } from 'vite'
import { root as here } from './lib/run.mjs'
import { chromiumLaunch } from '../test/support/playwright-launch.ts'

const root = resolve(process.argv[2] ?? here)
const DEBUGGING_PORT = 9_333

const PAGE = `<!doctype html><div id="app"></div><script type="module">
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { SearchImageUploader } from '/src/index.ts'
import { createTestImage, dropFile } from '/src/testing/index.ts'
const draw = () => createTestImage({ width: 3000, height: 2400, format: 'jpeg' })
let finish
globalThis.drop = () =>
  new Promise((resolve, reject) => {
    finish = { resolve, reject }
    dropFile(document.querySelector('[data-part=surface]'), globalThis.file)
  })
globalThis.file = await draw()
const events = {
  onUploadComplete: (asset) => finish.resolve(asset.assetKey),
  onError: (error) => finish.reject(error),
  onReject: (error) => finish.reject(error),
}
createRoot(document.querySelector('#app')).render(
  createElement(SearchImageUploader, { endpoint: '/api/search-image', ...events }),
)
await new Promise((go) => setTimeout(go, 2000))
globalThis.ready = true
</script>`

/** The page, the host app's endpoint beside it, and the local service. */
async function serve() {
  const pageOrigins = []
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    server: { port: 0, host: '127.0.0.1' },
    appType: 'custom',
    optimizeDeps: { entries: ['src/index.ts'], include: ['react', 'react-dom/client'] },
  })
  const load = (path) => server.ssrLoadModule(join(root, 'src', path))
  const { createUploadHandler, toNodeHandler } = await load('server/index.ts')
  const { createLocalService } = await load('testing/index.ts')
  const service = createLocalService()
  const storage = await service.listen()
  const handler = toNodeHandler(
    createUploadHandler({
      ...service.credentials,
      baseUrl: storage.url,
      authorize: () => 'count',
      allowedOrigins: pageOrigins,
    }),
  )
  server.middlewares.use((request, response, next) => {
    if (request.url?.startsWith('/api/')) return void handler(request, response)
    if (request.url !== '/count') return next()
    response.setHeader('Content-Type', 'text/html')
    server.transformIndexHtml('/count', PAGE).then((html) => response.end(html), next)
  })
  await server.listen()
  const url = `http://127.0.0.1:${server.httpServer.address().port}`
  pageOrigins.push(url)
  const close = async () => {
    await server.close()
    await storage.close()
  }
  return { url: `${url}/count`, close }
}

/** Collects coverage of the page and of each worker it starts, by DevTools sessions of its own. */
async function watch(pageUrl) {
  const { webSocketDebuggerUrl } = await (
    await fetch(`http://127.0.0.1:${DEBUGGING_PORT}/json/version`)
  ).json()
  const socket = new WebSocket(webSocketDebuggerUrl)
  await new Promise((open) => socket.addEventListener('open', open))
  const waiting = new Map()
  let lastId = 0
  const send = (sessionId, method, params = {}) =>
    new Promise((done, fail) => {
      const id = ++lastId
      waiting.set(id, { done, fail })
      socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }))
    })
  const sessions = new Set()
  const attach = async (session) => {
    sessions.add(session)
    await send(session, 'Profiler.enable')
    await send(session, 'Profiler.startPreciseCoverage', { callCount: true, detailed: false })
    const all = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }
    await send(session, 'Target.setAutoAttach', all).catch(() => undefined)
    await send(session, 'Runtime.runIfWaitingForDebugger')
  }
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error, method, params } = JSON.parse(data)
    if (method === 'Target.attachedToTarget') void attach(params.sessionId)
    if (method === 'Target.detachedFromTarget') sessions.delete(params.sessionId)
    if (error) waiting.get(id)?.fail(new Error(error.message))
    else waiting.get(id)?.done(result)
  })
  const { targetInfos } = await send(undefined, 'Target.getTargets')
  const { targetId } = targetInfos.find(({ url }) => url.startsWith(pageUrl))
  await send(undefined, 'Target.attachToTarget', { targetId, flatten: true })
  await new Promise((go) => setTimeout(go, 500))
  /** Paths below `src` of the modules with a call since the last take. */
  const take = async () => {
    const called = new Set()
    for (const session of sessions) {
      const { result } = await send(session, 'Profiler.takePreciseCoverage')
      for (const { url, functions } of result) {
        const path = /\/src\/([^?]+)/.exec(url)?.[1]
        // The function that begins at 0 is the module itself.
        const isCalled = functions.some(
          ({ ranges: [{ startOffset, count }] }) => startOffset > 0 && count > 0,
        )
        if (path && isCalled) called.add(path)
      }
    }
    return [...called].toSorted((a, b) => a.localeCompare(b))
  }
  return { take, close: () => socket.close() }
}

const site = await serve()
const browser = await chromium.launch({
  ...chromiumLaunch,
  args: [...chromiumLaunch.args, `--remote-debugging-port=${DEBUGGING_PORT}`],
})
try {
  const page = await browser.newPage()
  page.on('pageerror', (error) => console.error(error))
  await page.goto(site.url)
  await page.waitForFunction('globalThis.ready', undefined, { timeout: 120_000 })
  const coverage = await watch(site.url)
  await page.evaluate('drop()')
  await page.waitForTimeout(1_000)
  await coverage.take()
  await page.evaluate('drop()')
  const modules = (await coverage.take()).filter((path) => !path.startsWith('testing/'))
  const core = modules.filter((path) => path.startsWith('core/'))
  console.log(modules.join('\n'))
  console.log(`${modules.length} modules, ${core.length} of them in core`)
  coverage.close()
} finally {
  await browser.close()
  await site.close()
}
process.exit(0)
