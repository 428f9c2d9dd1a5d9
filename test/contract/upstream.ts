/** The local service behind a server that can hold calls and sees which clients leave. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLocalService, type LocalService } from '../../src/testing/index.js'
import { toNodeHandler } from '../../src/server/index.js'

/** Calls that are held. */
interface Held {
  /** Number of calls that arrived. */
  arrived: number
  /** Number of these calls that the client left. */
  left: number
  /** Responds to the held calls, and holds no more. */
  release(): void
}

export interface Upstream {
  readonly url: string
  readonly service: LocalService
  /** Holds all calls from now on. */
  hold(): Held
  close(): Promise<void>
}

export async function createUpstream(): Promise<Upstream> {
  // The rows test the limits of the handler, not those of the service.
  const service = createLocalService({ rate: 1_000_000 })
  let held: (Held & { readonly until: Promise<void> }) | undefined
  const listener = toNodeHandler(async (request) => {
    const now = held
    if (now) {
      now.arrived++
      request.signal.addEventListener('abort', () => void now.left++)
      await now.until
    }
    return service.handle(request)
  })
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    service,
    hold() {
      let open: () => void = () => undefined
      const until = new Promise<void>((resolve) => {
        open = resolve
      })
      const release = () => {
        held = undefined
        open()
      }
      held = { arrived: 0, left: 0, until, release }
      return held
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
