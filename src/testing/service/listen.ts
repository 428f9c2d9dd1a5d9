/** Puts a handler on a real port, where faults reach the real socket. Node only; loaded lazily. */
import type { HttpBindings } from '@hono/node-server'
import { WireFault } from '../faults/wire.js'

export interface Listening {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  close(): Promise<void>
}

type Respond = (request: Request) => Promise<Response>
type Socket = HttpBindings['incoming']['socket']

/**
 * The specifier is hidden from bundlers: a story for the browser must not drag a Node server in.
 */
const load = (specifier: string): Promise<unknown> => import(/* @vite-ignore */ specifier)

/** Listens on loopback; port 0 takes a free one. */
export async function listen(respond: Respond, port = 0): Promise<Listening> {
  const { Hono } = (await load('hono')) as typeof import('hono')
  const { createAdaptorServer } = (await load(
    '@hono/node-server',
  )) as typeof import('@hono/node-server')
  const { RESPONSE_ALREADY_SENT } = (await load(
    '@hono/node-server/utils/response',
  )) as typeof import('@hono/node-server/utils/response')
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.all('*', (context) =>
    onSocket(() => respond(context.req.raw), context.env, RESPONSE_ALREADY_SENT),
  )
  // The timeouts of Node would end what a fault wants to last; idle connections are kept, as a
  // storage keeps them.
  const serverOptions = { requestTimeout: 0, keepAliveTimeout: 60_000, noDelay: true }
  const server = createAdaptorServer({
    fetch: app.fetch,
    overrideGlobalObjects: false,
    serverOptions,
  }) as import('node:http').Server
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

/**
 * Runs one request; a `WireFault` is done to the socket, and nothing is answered in the normal way.
 */
export async function onSocket(
  run: () => Promise<Response>,
  { incoming, outgoing }: HttpBindings,
  alreadySent: Response,
): Promise<Response> {
  try {
    return await run()
  } catch (thrown) {
    if (!(thrown instanceof WireFault)) throw thrown
    const { socket } = incoming
    await perform(thrown, socket)
    outgoing.destroy()
    return alreadySent
  }
}

/** Ends when the connection has ended. */
async function perform({ action }: WireFault, socket: Socket): Promise<void> {
  const closed = new Promise<void>((resolve) =>
    socket.destroyed ? resolve() : socket.once('close', () => resolve()),
  )
  if (action.type === 'reset') socket.resetAndDestroy()
  if (action.type === 'raw') {
    socket.write(action.head + action.body)
    if (action.after !== 'nothing')
      setTimeout(
        () => (action.after === 'reset' ? socket.resetAndDestroy() : socket.destroy()),
        action.ms,
      )
  }
  await closed
}
