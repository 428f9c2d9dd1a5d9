import type { IncomingMessage, ServerResponse } from 'node:http'
import { createTestBackend, type TestBackend } from '../src/testing/backend.js'
import { faultyListener } from '../src/testing/service/listen.js'

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => void
type Respond = (request: Request) => Promise<Response>

/** Life of a link of `/api/short-lived` in seconds. */
const SHORT_LIFE = 20

/**
 * Starts the services, each with its storage on a port of its own, and mounts the app's endpoints
 * beside the stories:
 *
 * - `/api/search-image` behaves well; `/search-image/search` is the search that follows an upload
 * - `/api/short-lived` hands out links that live for 20 seconds
 * - `/api/rehearsal/<room>` misbehaves as `POST /api/rehearsal/<room>/faults` says: to each room
 *   its own, for pages that are open at once
 */
export async function startBackends(
  mount: (route: string, listener: Listener) => void,
): Promise<() => Promise<void>> {
  const main = await createTestBackend()
  const short = await createTestBackend({ service: { expirationSeconds: SHORT_LIFE } })
  const rooms = new Map<string, Promise<TestBackend>>()
  const rehearse: Respond = async (request) => {
    const { pathname } = new URL(request.url)
    const [room = '', call] = pathname.replace(/^.*\/rehearsal\//, '').split('/')
    const opening = rooms.get(room) ?? createTestBackend()
    rooms.set(room, opening)
    const backend = await opening
    if (call !== 'faults') return backend.handler(request)
    backend.setFaults((await request.json()) as Parameters<TestBackend['setFaults']>[0])
    return new Response(null, { status: 204 })
  }
  mount('/api/search-image', faultyListener(main.handler))
  mount('/api/short-lived', faultyListener(short.handler))
  mount('/api/rehearsal', faultyListener(rehearse))
  return async () => {
    const rehearsals = await Promise.all(rooms.values())
    await Promise.all([main, short, ...rehearsals].map((backend) => backend.close()))
  }
}
