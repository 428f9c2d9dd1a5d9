/**
 * Serves a handler on a real port, so that faults reach the real socket. Node only: `node:http` is
 * loaded when `listen` is called, because this module is also bundled for browsers.
 */
import { nodeListener } from '../../server/node/node-handler.js'
import type { NodeRequest, NodeResponse } from '../../server/node/node-types.js'
import { WireFault } from '../faults/wire.js'

/** A server that is listening. */
export interface Listening {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  /** Stops listening and closes all open connections. */
  close(): Promise<void>
}

type Respond = (request: Request) => Promise<Response>

/** Bundlers for browsers do not follow a specifier that is passed as an argument. */
const load = (specifier: string): Promise<unknown> => import(/* @vite-ignore */ specifier)

/** Listens on loopback; port 0 takes a free port. */
export async function listen(respond: Respond, port = 0): Promise<Listening> {
  const { createServer } = (await load('node:http')) as typeof import('node:http')
  // Node's request timeout would end faults that are meant to last. Idle connections stay open, as
  // a real storage keeps them.
  const options = { requestTimeout: 0, keepAliveTimeout: 60_000, noDelay: true }
  const server = createServer(options, faultyListener(respond))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A storage reads the rest of an image that it rejects, so that browsers get the response. */
const REST_LIMITS = { maxBytes: Number.POSITIVE_INFINITY, timeoutMs: 2_147_483_647 }

/** The members of `net.Socket` that faults use. */
interface FaultySocket {
  readonly destroyed: boolean
  once(event: 'close', listener: () => void): unknown
  write(text: string): unknown
  destroy(): unknown
  resetAndDestroy(): unknown
}

/** A listener for `http.createServer` that performs each `WireFault` on the request's socket. */
export function faultyListener(
  respond: Respond,
): (incoming: NodeRequest & { readonly socket: FaultySocket }, outgoing: NodeResponse) => void {
  return (incoming, outgoing) => {
    const serve = nodeListener(async (request) => {
      try {
        return await respond(request)
      } catch (thrown) {
        if (!(thrown instanceof WireFault)) throw thrown
        await perform(thrown, incoming.socket)
        // The connection is closed by now: this response is not sent.
        return new Response(null)
      }
    }, REST_LIMITS)
    serve(incoming, outgoing)
  }
}

/** Resolves when the connection has closed. */
async function perform({ action }: WireFault, socket: FaultySocket): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    if (socket.destroyed) resolve()
    else socket.once('close', resolve)
  })
  if (action.type === 'reset') socket.resetAndDestroy()
  if (action.type === 'raw') {
    socket.write(action.head + action.body)
    if (action.after !== 'nothing')
      setTimeout(() => {
        if (action.after === 'reset') socket.resetAndDestroy()
        else socket.destroy()
      }, action.ms)
  }
  await closed
}
