/**
 * The two endpoints that every server of this folder mounts. It uses only what all runtimes have.
 * Headers of the request decide what `authorize` does, and the user `limited` has no budget left.
 */
import { createUploadHandler, createUploadRelay } from '../../dist/server/index.js'

function authorize(request) {
  if (request.headers.get('X-Test-Authorize') === 'own-response') return ownResponse()
  return /(?:^|;\s*)user=([^;]+)/.exec(request.headers.get('Cookie') ?? '')?.[1] ?? null
}

function ownResponse() {
  const response = new Response('Sign in at /sign-in', { status: 418 })
  response.headers.append('Set-Cookie', 'a=1; Path=/')
  response.headers.append('Set-Cookie', 'b=2; Path=/')
  return response
}

const subjectLimiter = {
  consume: async (subject) => (subject === 'limited' ? Promise.reject({ msBeforeNext: 1_500 }) : 0),
}

/** @param settings `accessKey`, `secretKey` and `baseUrl` as JSON; `publicUrl` for the relay */
export function createApp(settings, publicUrl) {
  const options = {
    ...JSON.parse(settings),
    authorize,
    allowedOrigins: ['https://shop.example.test'],
    subjectLimiter,
    // The tests hold calls of the service for as long as they need.
    timeouts: { upstream: 600_000 },
  }
  const handler = createUploadHandler(options)
  const relay = createUploadRelay({ ...options, publicUrl })
  return { handler, relay }
}

/** Both endpoints by their paths, for servers without a router. */
export function routed({ handler, relay }) {
  return (request, ...rest) =>
    new URL(request.url, 'http://localhost').pathname.startsWith('/api/relay/')
      ? relay(request, ...rest)
      : handler(request, ...rest)
}

/** The test reads the address from the output. */
export const announce = (port) => console.log(`http://127.0.0.1:${port}`)
