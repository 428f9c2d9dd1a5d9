/** The service of a server test: a real port, and each call is given to the test to respond to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Fields } from '../../src/core/protocol/json.js'
import type { UploadHandlerEvent } from '../../src/server/events.js'
import type { UploadHandlerOptions } from '../../src/server/options.js'
import { createUploadHandler, type UploadHandler } from '../../src/server/upload-handler.js'

/** One call that the service got. */
export interface ServiceCall {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Sends a whole response. */
  send(status: number, body?: unknown, headers?: Readonly<Record<string, string>>): void
  /** Breaks the connection without a response. */
  reset(): void
}

export interface UpstreamServer {
  readonly baseUrl: string
  /** All calls, oldest first. */
  readonly calls: readonly ServiceCall[]
}

/** The `result` of `presigned-url`. */
export const LINK = {
  assetFileKey: 'images/a.jpg',
  presignedUploadUrl: 'https://storage.example.test/a?X-Amz-Signature=URL-CANARY',
  expirationSeconds: 900,
}

/** The service's body of a success. */
export const success = (result: unknown = LINK) => ({ code: '0', message: 'success', result })
/** The gateway's body of an error. */
export const gatewayError = (errorCode: string | number) => ({
  error: { errorCode, message: 'TEXT-CANARY', details: 'TEXT-CANARY' },
})

/**
 * Starts the service; it ends with the test.
 * @param onCall may respond at once or later; `index` counts from 0
 */
export async function serveUpstream(
  onCall: (call: ServiceCall, index: number) => void | Promise<void> = (call) =>
    call.send(200, success()),
): Promise<UpstreamServer> {
  const calls: ServiceCall[] = []
  const server = createServer((request, response) => {
    const call: ServiceCall = {
      request,
      response,
      send(status, body, headers = {}) {
        response.writeHead(status, headers)
        response.end(typeof body === 'string' ? body : JSON.stringify(body))
      },
      reset: () => void request.socket.resetAndDestroy(),
    }
    calls.push(call)
    void onCall(call, calls.length - 1)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls }
}

/** A promise that the test decides. */
export function deferred<T = void>() {
  let resolve!: (value: T) => void
  let reject!: (reason: unknown) => void
  const promise = new Promise<T>((...both) => {
    ;[resolve, reject] = both
  })
  return { promise, resolve, reject }
}

/** No limit per subject, because a test's calls have the same one. */
export const unlimited = { consume: () => Promise.resolve() }

export const PRESIGN = { assetType: 'IMAGE', assetFileName: 'a.jpg' }

/** A handler with its events and errors. */
export function watchedHandler(options: Partial<UploadHandlerOptions> = {}) {
  const events: UploadHandlerEvent[] = []
  const errors: unknown[] = []
  const handler = createUploadHandler({
    accessKey: 'ACCESS-CANARY',
    secretKey: 'SECRET-CANARY',
    authorize: () => 'mina',
    limiter: unlimited,
    subjectLimiter: unlimited,
    onEvent: (event) => void events.push(event),
    onError: (error) => void errors.push(error),
    ...options,
  })
  return { handler, events, errors }
}

/** A service in this process, which gets the call's name and fields. */
export const localFetch =
  (serve: (call: string, fields: Fields) => unknown): typeof globalThis.fetch =>
  async (input, init) => {
    const request = new Request(input, init)
    const fields = (await request.json()) as Fields
    return Response.json(success(serve(request.url.split('/').at(-1) ?? '', fields)))
  }

/** A request of the page. */
export const pageRequest = (
  call: string,
  body: unknown = PRESIGN,
  init: RequestInit & { duplex?: 'half' } = {},
): Request =>
  new Request(`https://app.example.test/api/search-image/${call}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: typeof body === 'string' || body instanceof ReadableStream ? body : JSON.stringify(body),
    ...init,
  })

/** Calls the handler as a page does. */
export async function ask(handler: UploadHandler, call = 'presigned-url', body: unknown = PRESIGN) {
  const response = await handler(pageRequest(call, body))
  return {
    status: response.status,
    retryAfter: response.headers.get('Retry-After'),
    body: (await response.json()) as Record<string, unknown> & { error?: { code: string } },
  }
}
