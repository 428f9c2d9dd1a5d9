/** Makes a `Request` of Node's request, with the body as a stream or as a parser left it. */
import { utf8, type Bytes } from '../crypto.js'
import type { Exchange } from './exchange.js'
import type { NodeRequest } from './node-types.js'
import type { RequestBody } from './request-body.js'

/** @throws TypeError if the host, the path or the method is not valid */
export function toRequest(
  { request, path, parsed }: Exchange,
  body: RequestBody,
  signal: AbortSignal,
): Request {
  const headers = headersOf(request)
  const url = `${schemeOf(request)}://${headers.get('Host') ?? 'localhost'}${path}`
  const method = request.method ?? 'GET'
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal })
  const bytes = request.readableEnded === true ? bytesOf(parsed) : undefined
  if (bytes) describeBody(headers, bytes)
  const init: RequestInit & { duplex: 'half' } = {
    method,
    headers,
    signal,
    body: bytes ?? body.stream(),
    duplex: 'half',
  }
  return new Request(url, init)
}

/** HTTP/2 sends host and scheme as pseudo-headers, whose names begin with a colon. */
function headersOf({ headers }: NodeRequest): Headers {
  const result = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !name.startsWith(':'))
      result.set(name, typeof value === 'string' ? value : value.join(', '))
  }
  const authority = headers[':authority']
  if (typeof authority === 'string') result.set('Host', authority)
  return result
}

function schemeOf({ headers, socket }: NodeRequest): 'http' | 'https' {
  const scheme = headers[':scheme']
  const isEncrypted =
    scheme === undefined ? 'encrypted' in socket && socket.encrypted === true : scheme === 'https'
  return isEncrypted ? 'https' : 'http'
}

/**
 * A body parser has read the stream. Bytes and text are passed on as they are, and what was parsed
 * is serialized again.
 */
function bytesOf(parsed: unknown): Bytes | undefined {
  if (parsed === undefined || parsed === null) return undefined
  if (parsed instanceof Uint8Array) return new Uint8Array(parsed)
  return utf8(typeof parsed === 'string' ? parsed : JSON.stringify(parsed))
}

/** The parser may have unpacked the body, so the length is no longer that of the network. */
function describeBody(headers: Headers, bytes: Bytes): void {
  headers.delete('Transfer-Encoding')
  headers.delete('Content-Encoding')
  headers.set('Content-Length', String(bytes.byteLength))
}
