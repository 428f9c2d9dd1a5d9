// The host app's origin: the page, and the endpoint under /api.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { faultyListener } from '../../src/testing/service/listen.ts'
import { site } from './site.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.map': 'application/json',
}

export interface SiteServer {
  readonly url: string
  /** Additional headers of every file of the page, for example a Content-Security-Policy. */
  headers: Record<string, string>
  /** Files that are missing, as after a deployment. */
  missing: RegExp | undefined
  /**
   * Resets the connection of every HEAD request, so the uploader's network test gets no response.
   */
  deaf: boolean
  /**
   * False: every request has its own connection, so the browser never repeats one whose connection
   * broke.
   */
  keepAlive: boolean
  close(): Promise<void>
}

function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { headers, missing }: SiteServer,
): void {
  const folder = site()
  const path = new URL(request.url ?? '/', 'http://site').pathname
  const file = normalize(join(folder, path === '/' ? 'index.html' : decodeURIComponent(path)))
  if (
    !file.startsWith(folder) ||
    missing?.test(file) ||
    !existsSync(file) ||
    !statSync(file).isFile()
  ) {
    response.writeHead(404, headers).end()
    return
  }
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    ...headers,
  })
  createReadStream(file).pipe(response)
}

/** `respond` serves everything under `/api/`; connection faults apply to the page's own socket. */
export async function startSite(
  respond: (request: Request) => Promise<Response>,
): Promise<SiteServer> {
  const listener = faultyListener(respond)
  const started: SiteServer = {
    url: '',
    headers: {},
    missing: undefined,
    deaf: false,
    keepAlive: true,
    close: async () => undefined,
  }
  const server = createServer((request, response) => {
    response.shouldKeepAlive &&= started.keepAlive
    if (started.deaf && request.method === 'HEAD') request.socket.resetAndDestroy()
    else if (request.url?.startsWith('/api/') === true) listener(request, response)
    else sendFile(request, response, started)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return Object.assign(started, {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}
