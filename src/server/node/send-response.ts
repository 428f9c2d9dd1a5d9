/** Sends a `Response` through Node's response. */
import type { NodeResponse } from './node-types.js'

/** Headers of one connection. Node sets its own, and HTTP/2 rejects them (RFC 9113 §8.2.2). */
const CONNECTION_HEADERS = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
])

/** Sets status and headers; they are sent with the first chunk. */
export function setHead(from: Response, response: NodeResponse): void {
  response.statusCode = from.status
  // HTTP/2 has no text beside the status.
  if (from.statusText !== '' && !response.stream) response.statusMessage = from.statusText
  for (const [name, value] of from.headers)
    if (name !== 'set-cookie' && !CONNECTION_HEADERS.has(name)) response.setHeader(name, value)
  const cookies = from.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('Set-Cookie', cookies)
}

/**
 * Sends the body at the client's speed.
 * @returns whether the whole body was sent. A body that fails breaks the connection, because the
 * client would take its end for the end of the whole
 */
export async function sendBody(
  body: ReadableStream<Uint8Array>,
  response: NodeResponse,
): Promise<boolean> {
  const reader = body.getReader()
  let isClosed = response.destroyed === true
  let wake: () => void = () => undefined
  response.on('drain', () => wake())
  response.on('close', () => {
    isClosed = true
    // The client is gone: the rest would be made for nothing.
    reader.cancel().catch(() => undefined)
    wake()
  })
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (isClosed || done) return !isClosed
      if (response.write(value)) continue
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } catch {
    breakOff(response)
    return false
  }
}

/** HTTP/2: the response is not whole (RFC 9113 §7). */
const INTERNAL_ERROR = 2

/** Ends the connection, with HTTP/2 the stream, so that the client notices. */
export function breakOff(response: NodeResponse): void {
  if (response.stream) response.stream.close(INTERNAL_ERROR)
  else response.destroy()
}
