/** Real servers on free ports of loopback, which are gone after each test. */
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttp2Server, type Http2Server } from 'node:http2'
import type { AddressInfo, Socket } from 'node:net'

interface Running {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  /** Connections that were made, oldest first. */
  readonly sockets: readonly Socket[]
}

const running: { readonly server: Server | Http2Server; readonly sockets: readonly Socket[] }[] = []

/** Closes the servers of a test, also those with open connections. */
export function closeServers(): void {
  for (const { server, sockets } of running.splice(0)) {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
}

async function started(server: Server | Http2Server): Promise<Running> {
  const sockets: Socket[] = []
  server.on('connection', (socket: Socket) => sockets.push(socket))
  running.push({ server, sockets })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets }
}

/** Starts an HTTP/1 server. Call `closeServers` after each test. */
export const serve = (listener: RequestListener): Promise<Running> =>
  started(createServer(listener))

/** Starts an HTTP/2 server without TLS. */
export const serveHttp2 = (listener: Parameters<typeof createHttp2Server>[1]): Promise<Running> =>
  started(createHttp2Server({}, listener))
