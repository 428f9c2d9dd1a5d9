/** A client for HTTP/1.1 and HTTP/2 that sends exactly the headers of the test. */
import { request, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:http2'
import type { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'

/** One request. Without a body and without `Content-Length` nothing is sent after the headers. */
export interface Call {
  readonly method: string
  readonly path: string
  /** Names in lower case; an undefined value is not sent. */
  readonly headers: Readonly<Record<string, string | undefined>>
}

export interface HttpResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** A request that has begun. */
export interface Exchange {
  /** Sends a part of the body. */
  write(chunk: Uint8Array): void
  /** Ends the body. */
  end(chunk?: Uint8Array | string): void
  /** Breaks the connection. */
  leave(): void
  readonly response: Promise<HttpResponse>
}

const sent = ({ headers }: Call): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )

/** The response may be left unused: then its failure is no error of the test. */
function exchange(stream: Writable, leave: () => void, received: Promise<HttpResponse>): Exchange {
  received.catch(() => undefined)
  return {
    write: (chunk) => void stream.write(chunk),
    end: (chunk) => void stream.end(chunk),
    leave,
    response: received,
  }
}

export function openHttp1(url: string, call: Call): Exchange {
  const client = request(new URL(call.path, url), {
    method: call.method,
    headers: sent(call),
    agent: false,
  })
  const received = new Promise<HttpResponse>((resolve, reject) => {
    client.on('error', reject)
    client.on('response', (response) => {
      const { statusCode: status = 0, headers } = response
      text(response).then((body) => resolve({ status, headers, text: body }), reject)
    })
  })
  client.flushHeaders()
  return exchange(client, () => client.destroy(), received)
}

export function openHttp2(url: string, call: Call): Exchange {
  const session = connect(url)
  const stream = session.request({ ':method': call.method, ':path': call.path, ...sent(call) })
  const received = new Promise<HttpResponse>((resolve, reject) => {
    session.on('error', reject)
    stream.on('error', reject)
    stream.on('response', ({ ':status': status = 0, ...headers }) => {
      void text(stream as Readable)
        .then((body) => resolve({ status, headers, text: body }), reject)
        .finally(() => session.close())
    })
  })
  return exchange(stream, () => session.destroy(), received)
}
